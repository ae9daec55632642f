"""The doubles of Windows' programs, run inside the test: a process for each costs more."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

from tests.doubles.wsl_double import main as wsl
from tests.doubles.wsl_double import reg
from tui.core.command import Command, Result

DOUBLES: dict[str, Callable[[Sequence[str]], int]] = {"wsl.exe": wsl.main, "reg.exe": reg.main}


def double_of(command: Command) -> Callable[[Sequence[str]], int] | None:
    """Where the command would start one."""
    name = Path(command.spawned()[0]).name if command.argv else ""
    return DOUBLES.get(name)


def run_inside(double: Callable[[Sequence[str]], int], command: Command) -> Result:
    """The same bytes and exit code as from a process; what goes to other files goes there."""
    said: dict[int, bytearray] = {1: bytearray(), 2: bytearray()}
    real = os.write

    def write(descriptor: int, data: bytes) -> int:
        if descriptor not in said:
            return real(descriptor, data)
        said[descriptor] += data
        return len(data)

    with patch.dict(os.environ, dict(command.env)), patch.object(os, "write", write):
        code = double(command.argv[1:])
    return Result(command, command.ended(code), code, bytes(said[1]), bytes(said[2]))

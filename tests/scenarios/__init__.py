"""Machines as data: one small TOML a check and case, and what the doctor has to say of it.

    check = "C2"
    verdict = "problem"
    words = ["wsl.exe --update"]
    [machine]
    wsl = "2.0.9.0"

The machine is the healthy one of `tests.unit.clinic` with what `machine` says changed; without it
all is well. `arranged` lists the words there are.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Scenario:
    """What is expected of one check on one machine."""

    name: str
    check: str
    verdict: str
    words: tuple[str, ...]
    machine: dict[str, Any] = field(default_factory=dict)

    @property
    def group(self) -> str:
        """Scenarios of one machine share one look at it."""
        return repr(sorted(self.machine.items()))


def scenarios() -> tuple[Scenario, ...]:
    """All of them, those of one machine together."""
    found = [_read(file) for file in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted(found, key=lambda one: (one.group, one.name)))


def _read(file: Path) -> Scenario:
    told = tomllib.loads(file.read_text("utf-8"))
    machine = told.pop("machine", {})
    return Scenario(file.stem, told["check"], told["verdict"], tuple(told["words"]), machine)

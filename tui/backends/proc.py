"""What /proc and /run tell; `root` stands in for `/` in tests. What cannot be read is unknown."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tui.core.facts import Maybe, Memory, Unknown

T = TypeVar("T")
PORT = 2375


def kernel(root: Path) -> Maybe[str]:
    file = root / "proc/sys/kernel/osrelease"
    return _known(file, lambda text: text.strip())


def booted(root: Path) -> Maybe[float]:
    """When the kernel started, in seconds of the epoch."""
    return _known(root / "proc/stat", lambda text: float(_number(r"(?m)^btime (\d+)", text)))


def memory(root: Path) -> Maybe[Memory]:
    def read(text: str) -> Memory:
        total, left = (
            _number(rf"(?m)^{name}:\s+(\d+) kB", text) for name in ("MemTotal", "MemAvailable")
        )
        return Memory(total * 1024, left * 1024)

    return _known(root / "proc/meminfo", read)


def disk_used(root: Path) -> Maybe[int]:
    try:
        found = os.statvfs(root)
    except OSError as error:
        return Unknown(f"the disk of / does not tell: {error.strerror}")
    return (found.f_blocks - found.f_bfree) * found.f_frsize


def cwd() -> Maybe[str]:
    try:
        return str(Path.cwd())
    except OSError:
        return Unknown("this directory is gone")


def alive(root: Path, pid_file: str) -> Maybe[bool]:
    """Whether the process that wrote its number there still runs."""
    number = _known(root / pid_file, lambda text: int(text.strip()))
    return number if isinstance(number, Unknown) else (root / f"proc/{number}").is_dir()


def runs(root: Path, name: str) -> bool:
    """Whether a process of that name runs, of those that can be seen."""
    return any(_said(entry) == name for entry in (root / "proc").glob("[0-9]*/comm"))


def listening(root: Path) -> Maybe[tuple[str, ...]]:
    """The addresses of this distro on which `PORT` is open."""
    four = _known(root / "proc/net/tcp", _open)
    six = _known(root / "proc/net/tcp6", _open)
    return (
        four if isinstance(four, Unknown) else (*four, *(() if isinstance(six, Unknown) else six))
    )


def _open(text: str) -> tuple[str, ...]:
    from tui.core.proc_net import listeners, spelled  # most starts need none

    return tuple(spelled(address, port) for address, port in listeners(text) if port == PORT)


def _known(file: Path, read: Callable[[str], T]) -> T | Unknown:
    try:
        return read(file.read_text(errors="replace"))
    except OSError as error:
        return Unknown(f"/{file.name} cannot be read: {error.strerror}")
    except ValueError:
        return Unknown(f"what {file.name} says cannot be read")


def _said(file: Path) -> str:
    try:
        return file.read_text(errors="replace").strip()
    except OSError:
        return ""


def _number(pattern: str, text: str) -> int:
    match = re.search(pattern, text)
    if match is None:
        raise ValueError(pattern)
    return int(match[1])

"""The disks of WSL as files of Windows: what they take there, and what gives it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tui.core import parse, units
from tui.core.reclaim import numbers

DESKTOP_DATA = "Docker Desktop's data"
SPARSE_GUARDED = (2, 5, 8)
"""The first release of WSL that is known to refuse sparse disks."""
NOT_ASKED = "Windows has not answered yet"


@dataclass(frozen=True, slots=True)
class Vhdx:
    """One disk file. `of` is a distro, or `DESKTOP_DATA`; `path` is one of Windows.

    `size` and `free`, which is that of its drive, are None where they are not known; `why` says
    why. `engine` is whether the engine keeps its things in it.
    """

    of: str
    path: str
    size: int | None = None
    free: int | None = None
    why: str = ""
    engine: bool = False

    @property
    def drive(self) -> str:
        """`C:`, or nothing for a path that begins with no drive."""
        return self.path[:2].upper() if self.path[1:2] == ":" else ""


@dataclass(frozen=True, slots=True)
class DiskTruth:
    """All of them, the engine's first. `why` is why none, or not the engine's, is known.

    `inside` is whether wsltui runs inside WSL; else Windows has no part in it.
    """

    files: tuple[Vhdx, ...] = ()
    why: str = ""
    inside: bool = True

    @property
    def engine(self) -> Vhdx | None:
        return next((file for file in self.files if file.engine), None)


OUTSIDE = DiskTruth(why="wsltui does not run inside WSL", inside=False)


def takes(truth: DiskTruth) -> str:
    """What the engine's disk takes on Windows, or why that is unknown."""
    file = truth.engine
    if file is None:
        return f"unknown, because {truth.why or 'no disk of the engine was found'}"
    if file.size is None:
        return f"unknown, because {file.why}"
    return f"{units.size(file.size)} of drive {file.drive or 'unknown'}"


def free(file: Vhdx) -> str:
    """What is left of its drive."""
    return f"unknown, because {file.why}" if file.free is None else units.size(file.free)


def steps(truth: DiskTruth) -> tuple[str, ...]:
    """What gives the space back to Windows, step by step; nothing where no disk is known of."""
    return steps_for(truth.engine) if truth.engine else ()


def steps_for(file: Vhdx, wsl: str | None = None) -> tuple[str, ...]:
    """The same for one disk; `wsl` is the version of WSL, None where that is not known."""
    return tuple(_steps(file, wsl))


def _steps(file: Vhdx, wsl: str | None) -> Iterator[str]:
    path = parse.clean(file.path)
    if file.of == DESKTOP_DATA:
        yield "Docker Desktop from 4.34 on gives some of it back by itself, in its own time."
        yield "Else quit Docker Desktop: its menu, Quit."
    yield "wsl.exe --shutdown   (ends every distro, and wsltui in it)"
    yield f'In PowerShell as administrator: Optimize-VHD -Path "{path}" -Mode Full'
    yield (
        f'Without Hyper-V, in diskpart as administrator: select vdisk file="{path}", then '
        "attach vdisk readonly, compact vdisk, detach vdisk"
    )
    if file.of != DESKTOP_DATA:
        yield (
            f"wsl.exe --manage {parse.clean(file.of)} --set-sparse true would let it shrink by "
            "itself. Microsoft has disabled that “due to potential data corruption”: back up first."
            f"{_refused(wsl)}"
        )


def _refused(wsl: str | None) -> str:
    """WSL refuses it in every release whose source is known."""
    guarded = numbers(wsl) >= SPARSE_GUARDED
    return f" WSL {parse.clean(wsl or '')} refuses it without --allow-unsafe." if guarded else ""


def sentence(truth: DiskTruth) -> str:
    """The truth in one line for the end of a clean-up; empty where Windows has no part in it."""
    if not truth.inside:
        return ""
    file = truth.engine
    if file is None or file.size is None:
        return f"What the engine's disk takes on Windows is {takes(truth)}."
    drive = file.drive or "the drive"
    return (
        f"{_name(file.path)} takes {units.size(file.size)} on Windows; freed space does not "
        f"come back to {drive} until it is compacted (wsltui: X, enter)."
    )


def _name(path: str) -> str:
    return parse.clean(path.rpartition("\\")[2])


def disk_json(truth: DiskTruth, holds: int | None) -> dict[str, Any]:
    """For scripts; null for what is not known, and why."""
    return {
        "engine_bytes": holds,
        "files": [
            {
                "of": file.of,
                "path": file.path,
                "bytes": file.size,
                "free_bytes": file.free,
                "engine": file.engine,
                "unknown": file.why or None,
            }
            for file in truth.files
        ],
        "unknown": truth.why or None,
        "steps": list(steps(truth)),
    }

"""Files of Windows, looked at where its drives are mounted."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from tui.core.disk import Vhdx

LARGEST = 1_000_000
"""Bytes of a file that is read."""


class Measure:
    """Looks at files of Windows where its drives are mounted."""

    def __init__(self, drives: Iterable[tuple[Path, str]]) -> None:
        self._drives = {letter: mount for mount, letter in drives}

    def vhdx(self, of: str, path: str) -> Vhdx:
        """A path of Windows with its size and what is free beside it."""
        mount = self._drives.get(path[:1].upper()) if path[1:3] == ":\\" else None
        if mount is None:
            drive = f"drive {path[:2]}" if path[1:2] == ":" else "its drive"
            return Vhdx(of, path, why=f"{drive} is not mounted in this distro")
        free = _tried(lambda: _free(mount))
        place = _resolved(mount, path[3:].split("\\"))
        size = _tried(lambda: place.stat().st_size) if place else None
        why = "" if size is not None else f"{path} is not there, or out of sight"
        why = why or ("" if free is not None else "its drive does not tell what is free")
        return Vhdx(of, path, size, free, why)

    def find(self, path: str) -> Path | None:
        """Where a file of Windows is, there or not; None where its drive is out of sight."""
        mount = self._drives.get(path[:1].upper()) if path[1:3] == ":\\" else None
        return _resolved(mount, path[3:].split("\\")) if mount else None

    def free_share(self, path: str) -> float | None:
        """The part of its drive that is free, 0 to 1."""
        mount = self._drives.get(path[:1].upper())
        try:
            found = os.statvfs(mount) if mount else None
        except OSError:
            return None
        return found.f_bavail / found.f_blocks if found and found.f_blocks else None

    def read(self, path: str) -> bytes:
        """What is in a small file of Windows; nothing where it cannot be had."""
        place = self.find(path)
        try:
            return place.read_bytes() if place and place.stat().st_size <= LARGEST else b""
        except (OSError, ValueError):
            return b""


def _free(mount: Path) -> int:
    found = os.statvfs(mount)
    return found.f_bavail * found.f_frsize


def _tried(look: Callable[[], int]) -> int | None:
    try:
        return look()
    except (OSError, ValueError):
        return None


def _resolved(mount: Path, parts: list[str]) -> Path | None:
    """The file; a `?` stands for a letter that reg.exe could not print, and none has it."""
    place = mount
    for part in parts:
        if "?" not in part and "\ufffd" not in part:
            place = place / part
            continue
        pattern = "".join("." if letter in "?\ufffd" else re.escape(letter) for letter in part)
        fitting = [name for name in _names(place) if re.fullmatch(pattern, name)]
        if len(fitting) != 1:
            return None
        place = place / fitting[0]
    return place


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []

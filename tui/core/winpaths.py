"""Paths that a user types, of Windows or of Linux: what each side calls the file."""

from __future__ import annotations

import ntpath
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.core.form import Place

_DRIVE = re.compile(r"([A-Za-z]):[\\/]")
_RELATIVE = re.compile(r"[A-Za-z]:")
_SHARE = re.compile(r"\\\\(?:wsl\.localhost|wsl\$)\\([^\\]+)(\\.*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\\]')


class NoPlaceError(ValueError):
    """Why a path is none that both sides can reach, as the end of a sentence."""


@dataclass(frozen=True)
class Mounts:
    """What paths are read by: drive letter → where it is mounted, the own distro, `~`, cwd."""

    drives: Mapping[str, str] = field(default_factory=dict)
    here: str | None = None
    home: str = "/root"
    cwd: str = "/"


def place(typed: str, mounts: Mounts) -> Place:
    """Raises NoPlaceError."""
    if _DRIVE.match(typed):
        return _on_drive(typed, mounts)
    if typed.startswith("\\\\"):
        return _on_share(typed, mounts)
    if _RELATIVE.match(typed):
        raise NoPlaceError(f"write {typed[:2]}\\ and the whole path behind it")
    return _of_linux(typed, mounts)


def own_place(typed: str, mounts: Mounts) -> Place:
    """What only this distro has to reach, so both names are the one it has here.

    Raises NoPlaceError.
    """
    windows = _RELATIVE.match(typed) or typed.startswith("\\\\")
    path = place(typed, mounts).linux if windows else linux_path(typed, mounts)
    return Place(path, path)


def linux_path(typed: str, mounts: Mounts) -> str:
    """The whole path of one that is typed as in a shell."""
    if typed == "~" or typed.startswith("~/"):
        typed = mounts.home + typed[1:]
    return "/" + posixpath.normpath(posixpath.join(mounts.cwd, typed)).lstrip("/")


def _on_drive(typed: str, mounts: Mounts) -> Place:
    letter, path = typed[0].upper(), ntpath.normpath(typed.replace("/", "\\"))
    if letter not in mounts.drives:
        raise NoPlaceError(f"drive {letter}: is not mounted in this distro")
    parts = [part for part in path[3:].split("\\") if part]
    _allowed(parts)
    windows = "\\".join([f"{letter}:", *parts]) if parts else f"{letter}:\\"
    return Place(windows, posixpath.join(mounts.drives[letter], *parts))


def _on_share(typed: str, mounts: Mounts) -> Place:
    match = _SHARE.fullmatch(typed.replace("/", "\\"))
    if match is None or match[1].lower() != (mounts.here or "").lower():
        raise NoPlaceError("it lies neither on a mounted drive of Windows nor in this distro")
    return _of_linux((match[2] or "/").replace("\\", "/"), mounts)


def _of_linux(typed: str, mounts: Mounts) -> Place:
    path = linux_path(typed, mounts)
    for letter, mount in sorted(mounts.drives.items(), key=lambda pair: -len(pair[1])):
        if path == mount or path.startswith(f"{mount.rstrip('/')}/"):
            return _on_drive(f"{letter}:\\{_rest(path, mount)}", mounts)
    if mounts.here is None:
        raise NoPlaceError("Windows cannot see it: it lies on no mounted drive")
    parts = [part for part in path.split("/") if part]
    _allowed(parts)
    return Place("\\".join([f"\\\\wsl.localhost\\{mounts.here}", *parts]), path)


def _rest(path: str, mount: str) -> str:
    """What stands behind the mount point, checked before it is read as a path of Windows."""
    parts = [part for part in path[len(mount) :].split("/") if part]
    _allowed(parts)
    return "\\".join(parts)


def _allowed(parts: list[str]) -> None:
    for part in parts:
        if match := _FORBIDDEN.search(part):
            raise NoPlaceError(f"Windows allows no {match[0]} in a name")
        if part.endswith((" ", ".")):
            raise NoPlaceError("Windows allows no name that ends in a blank or a dot")


def unfinished(path: str) -> str:
    """What a file is called until it is whole: its ending stays, for wsl.exe goes by it."""
    folder, mark, name = path.rpartition("\\" if "\\" in path else "/")
    stem, dot, ending = name.partition(".tar")
    if not dot:
        stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    return f"{folder}{mark}{stem}.partial{ending}"


def below(folder: Place, name: str) -> Place:
    """A file in a directory."""
    return Place(f"{folder.windows}\\{name}", posixpath.join(folder.linux, name))

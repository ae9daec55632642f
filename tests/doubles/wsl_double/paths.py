"""Paths between Linux and Windows: drives under the automount root, distros as shares."""

from __future__ import annotations

import posixpath

from .records import Data

_FORBIDDEN = {c: 0xF000 + c for c in (*range(1, 32), *map(ord, '"*:<>?\\|'))}
_ALLOWED = {value: key for key, value in _FORBIDDEN.items()}
_SHARES = ("\\\\wsl.localhost\\", "\\\\wsl$\\")


def to_windows(path: str, data: Data, distro: str) -> str:
    """An absolute Linux path as Windows names it: on a drive, or on the share of the distro."""
    escaped = path.translate(_FORBIDDEN).replace("/", "\\")
    for drive in data["drives"]:
        mount = _mount(data, drive)
        if path == mount or path.startswith(f"{mount}/"):
            return f"{drive}:" + (escaped[len(mount) :] or "\\")
    return f"{_SHARES[0]}{distro}{escaped}"


def to_linux(path: str, data: Data, distro: str) -> str:
    """An absolute Windows path as this distro sees it; empty where it cannot."""
    path = path.replace("/", "\\").removeprefix("\\\\?\\")
    for drive in data["drives"]:
        if path[:3].upper() == f"{drive}:\\":
            there = f"{_mount(data, drive)}/{unescaped(path[3:])}"
            return posixpath.normpath(there) + ("/" if there.endswith("/") else "")
    for share in _SHARES:
        prefix = share + distro
        rest = path[len(prefix) :]
        if path.lower().startswith(prefix.lower()) and rest[:1] in ("", "\\"):
            return unescaped(rest) or "/"
    return ""


def _mount(data: Data, drive: str) -> str:
    return data["automount_root"].rstrip("/") + "/" + drive.lower()


def unescaped(path: str) -> str:
    return path.replace("\\", "/").translate(_ALLOWED)

"""The engine's socket as a file: what it is, whose, and who may use it."""

from __future__ import annotations

import grp
import os
import pwd
import stat
from pathlib import Path

from tui.core.facts import Maybe, Socket, Unknown


def look_at(root: Path, path: str) -> Maybe[Socket]:
    """What lies there; links are followed. Nothing is connected to."""
    place = root / path.lstrip("/")
    try:
        found = place.stat()
    except FileNotFoundError:
        return Socket(path, "missing")
    except OSError as error:
        return Unknown(f"{path} cannot be looked at: {error.strerror}")
    group, members = _group(found.st_gid)
    return Socket(
        path,
        _kind(found.st_mode),
        group,
        stat.S_IMODE(found.st_mode),
        usable=os.access(place, os.R_OK | os.W_OK),
        listed=_user() in members,
    )


def _kind(mode: int) -> str:
    if stat.S_ISSOCK(mode):
        return "socket"
    if stat.S_ISREG(mode):
        return "file"
    return "directory" if stat.S_ISDIR(mode) else "other"


def _group(number: int) -> tuple[str, list[str]]:
    try:
        found = grp.getgrgid(number)
    except KeyError:
        return str(number), []
    return found.gr_name, found.gr_mem


def _user() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return ""


def user_names() -> tuple[str, ...]:
    """What this user is called here, whoever asked for it through sudo too."""
    return tuple(filter(None, (_user(), os.environ.get("SUDO_USER", ""))))

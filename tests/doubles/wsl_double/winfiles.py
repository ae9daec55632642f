"""Files of Windows as a program of Windows names them, found here through the doubled mounts."""

from __future__ import annotations

import errno
import os
import re
from contextlib import suppress
from pathlib import Path

from . import paths, texts
from .failures import WslFailure
from .records import Data, Distro

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_ROOT = re.compile(r"(?:[A-Za-z]:|\\\\[^\\]+\\[^\\]+)")
_FORBIDDEN = re.compile(r'[<>"|?*\x00-\x1f]')


def full(word: str, data: Data) -> str:
    """The absolute Windows path of an argument.

    A relative one counts from where wsl.exe was started, and `/x` from the root of that drive or
    share: a Linux path is never translated.
    """
    path = word.replace("/", "\\")
    if _DRIVE.match(path) or path.startswith("\\\\"):
        return path
    here = paths.to_windows(str(Path.cwd()), data, data["current"])
    root = _ROOT.match(here)
    if path.startswith("\\") and root:
        return root[0] + path
    return f"{here.rstrip(chr(92))}\\{path}"


def linux(path: str, data: Data, context: str) -> Path:
    """Where that file is here; raises WslFailure where Windows could not open such a path."""
    bare = path.removeprefix("\\\\?\\")
    if _FORBIDDEN.search(bare):
        raise WslFailure(texts.INVALID_NAME, f"{context}/ERROR_INVALID_NAME")
    there = paths.to_linux(bare, data, data["current"])
    if not there:
        raise WslFailure(texts.PATH_NOT_FOUND, f"{context}/ERROR_PATH_NOT_FOUND")
    return Path(there)


def refused(error: OSError, path: Path | None, context: str) -> WslFailure:
    """How Windows words an OSError of this side."""
    missing = path is not None and not path.parent.is_dir()
    text, name = _WORDS.get(error.errno or 0, (texts.ACCESS_DENIED, "E_ACCESSDENIED"))
    if error.errno in (errno.ENOENT, errno.ENOTDIR) and missing:
        text, name = texts.PATH_NOT_FOUND, "ERROR_PATH_NOT_FOUND"
    return WslFailure(text, f"{context}/{name}")


_WORDS = {
    errno.ENOENT: (texts.FILE_NOT_FOUND, "ERROR_FILE_NOT_FOUND"),
    errno.ENOTDIR: (texts.PATH_NOT_FOUND, "ERROR_PATH_NOT_FOUND"),
    errno.EEXIST: (texts.FILE_EXISTS, "ERROR_FILE_EXISTS"),
    errno.ENOSPC: (texts.DISK_FULL, "ERROR_DISK_FULL"),
    errno.ENAMETOOLONG: (texts.INVALID_NAME, "ERROR_INVALID_NAME"),
}


def is_vhd(path: str) -> bool:
    """By its name alone, as WSL decides it."""
    return path.lower().endswith((".vhd", ".vhdx"))


def same(one: str, other: str) -> bool:
    """Whether two Windows paths name one place."""
    return _plain(one) == _plain(other)


def _plain(path: str) -> str:
    return path.removeprefix("\\\\?\\").replace("/", "\\").rstrip("\\").lower()


def disk(distro: Distro, data: Data) -> Path | None:
    """The virtual disk of a distro, where the drives of this world exist; None for WSL 1 too."""
    there = paths.to_linux(distro["base_path"], data, data["current"])
    if distro["version"] == 1 or not there:
        return None
    return Path(there) / distro["vhd_file"]


def put_disk(distro: Distro, data: Data) -> None:
    """Make the file of a distro's disk, at its size, where the drive of this world exists."""
    path = disk(distro, data)
    if path is None or not drive_exists(path, data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        os.truncate(file.fileno(), distro["disk_bytes"])


def drop_disk(distro: Distro, data: Data) -> None:
    """Delete the file of a distro's disk, and its directory where nothing else is in it."""
    path = disk(distro, data)
    if path is None or not drive_exists(path, data):
        return
    path.unlink(missing_ok=True)
    with suppress(OSError):
        path.parent.rmdir()


def disk_there(distro: Distro, data: Data) -> bool:
    """Whether the file exists; True where this world has no drive to keep it on."""
    path = disk(distro, data)
    return path is None or not drive_exists(path, data) or path.exists()


def drive_exists(path: Path, data: Data) -> bool:
    """Whether this world has a directory that stands for the drive."""
    mounts = [Path(data["automount_root"]) / drive.lower() for drive in data["drives"]]
    return any(path.is_relative_to(mount) and mount.is_dir() for mount in mounts)

"""Where Windows and WSL show up in the file system of a distro.

Layouts as in the open source of WSL and in reports of its users: drives are mounted by 9p, drvfs
or virtiofs; sockets to Windows lie in /run/WSL; binfmt_misc says whether .exe files can start.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

_DRIVE_TYPES = frozenset({"9p", "drvfs", "virtiofs"})
_DRIVE_ROOT = re.compile(r"^[A-Za-z]:\\?$")
_OCTAL = re.compile(r"\\([0-7]{3})")
_DESKTOP = ("Program Files/Docker/Docker", "Users/*/AppData/Local/Programs/DockerDesktop")
_WSL_EXE = ("Windows/System32/wsl.exe", "Program Files/WSL/wsl.exe")


def exists(path: Path) -> bool:
    """Like Path.exists, but a path that may not be looked at counts as absent."""
    try:
        return path.exists()
    except OSError:
        return False


def on_path(name: str, env: Mapping[str, str]) -> Iterator[Path]:
    """Every file of that name on PATH, executable or not, links that lead nowhere included."""
    for folder in env.get("PATH", os.defpath).split(os.pathsep):
        candidate = Path(folder, name)
        if folder and _is_file_or_link(candidate):
            yield candidate


class Interop(Enum):
    """Whether this distro can start Windows programs, as far as binfmt_misc tells."""

    ON = "on"
    MISSING = "missing"
    DISABLED = "disabled"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Places:
    """The files that are looked at; `root` stands in for `/` in tests. Nothing here raises."""

    root: Path = Path("/")

    def in_wsl(self, env: Mapping[str, str]) -> bool:
        """Whether anything marks this machine as WSL: a variable, a directory, the kernel."""
        release = _text(self.root / "proc/sys/kernel/osrelease")
        marked = "WSL_DISTRO_NAME" in env or exists(self.root / "run/WSL")
        return marked or "microsoft" in release.lower()

    def systemd(self) -> bool:
        return exists(self.root / "run/systemd/system")

    def drives(self) -> tuple[Path, ...]:
        """Where drives of Windows are mounted, C first."""
        found = {path for path, _ in self.lettered_drives()}
        return tuple(sorted(found, key=lambda path: (path.name.lower() != "c", str(path))))

    def lettered_drives(self) -> tuple[tuple[Path, str], ...]:
        """Where each is mounted, with its letter."""
        automount = ini_value(_text(self.root / "etc/wsl.conf"), "automount", "root") or "/mnt"
        lines = _text(self.root / "proc/mounts").splitlines()
        mounts = dict(filter(None, (_drive(line, automount) for line in lines)))
        found = tuple((self.root / point.lstrip("/"), name) for point, name in mounts.items())
        usual = self.root / automount.strip("/") / "c"
        return found or (((usual, "C"),) if exists(usual / "Windows") else ())

    def wsl_exe(self) -> Path | None:
        """wsl.exe at its usual places on the drives of Windows."""
        places = (drive / place for drive in self.drives() for place in _WSL_EXE)
        return next((place for place in places if exists(place)), None)

    def docker_desktop(self) -> bool:
        """Whether Docker Desktop is installed on Windows, or running and showing its files."""
        if self.desktop_shown():
            return True
        return any(_glob(drive, place) for drive in self.drives() for place in _DESKTOP)

    def desktop_shown(self) -> bool:
        """Whether Docker Desktop runs and shows its files; no drive is asked for that."""
        return exists(self.root / "mnt/wsl/docker-desktop")

    def interop(self) -> Interop:
        """A registration holds for the whole VM, even where binfmt_misc is not mounted."""
        folder = self.root / "proc/sys/fs/binfmt_misc"
        if not exists(folder / "status"):
            return Interop.UNKNOWN
        entries = [_text(entry) for entry in _glob(folder, "WSLInterop*")]
        if not entries:
            return Interop.MISSING
        enabled = any(entry.startswith("enabled") for entry in entries)
        off = _text(folder / "status").startswith("disabled") or not enabled
        return Interop.DISABLED if off else Interop.ON

    def sockets(self) -> tuple[str, ...]:
        """The sockets to Windows: that of init, then the others, the newest first."""
        folder = self.root / "run/WSL"
        first = folder / "1_interop"
        others = [path for path in _glob(folder, "*_interop") if path != first]
        others.sort(key=_changed, reverse=True)
        return tuple(str(path) for path in ([first] if exists(first) else []) + others)


def ini_value(text: str, section: str, key: str) -> str | None:
    """A value of wsl.conf; section and key in any case, the first one counts."""
    here = ""
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith("["):
            here = stripped[1:].partition("]")[0].strip().lower()
        name, mark, value = stripped.partition("=")
        if mark and here == section and name.strip().lower() == key:
            return value.partition("#")[0].strip().strip("\"'")
    return None


def _drive(line: str, automount: str) -> tuple[str, str] | None:
    """The mount point and letter of a line of /proc/mounts that mounts a whole drive.

    virtiofs shows a tag in place of the drive; its mount point gives it away.
    """
    device, point, kind, *_ = (*line.split(" "), "", "", "")
    if kind not in _DRIVE_TYPES:
        return None
    point, device = _unescaped(point), _unescaped(device)
    if _DRIVE_ROOT.match(device):
        return point, device[0].upper()
    named = re.fullmatch(rf"{re.escape(automount.rstrip('/'))}/([A-Za-z])", point)
    return (point, named[1].upper()) if named else None


def _unescaped(text: str) -> str:
    return _OCTAL.sub(lambda match: chr(int(match[1], 8)), text)


def _is_file_or_link(path: Path) -> bool:
    try:
        return not stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def _glob(folder: Path, pattern: str) -> list[Path]:
    try:
        return list(folder.glob(pattern))
    except OSError:
        return []


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _text(file: Path) -> str:
    try:
        return file.read_text(errors="replace")
    except OSError:
        return ""

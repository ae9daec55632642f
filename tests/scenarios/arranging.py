"""From the words of a scenario to a machine of files and doubles."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.unit.clinic import DATA, HERE, PROFILE, REGISTRY, SOCKET, STORE, TOOLS, Clinic

ADMIN = "mnt/c/ProgramData/DockerDesktop/admin-settings.json"
WRAPPER = "mnt/c/Program Files/Docker/Docker/resources/bin/docker"
RELEASE = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
BOOTED = 2_000_000_000
"""What /proc/stat of the healthy machine says."""


def arranged(clinic: Clinic, machine: dict[str, Any]) -> Clinic:
    """The machine with these words done to it, in their order."""
    for word, value in machine.items():
        WORDS[word](clinic, value)
    return clinic


def _wsl(clinic: Clinic, version: str) -> None:
    if version == "inbox":
        clinic.world.inbox()
    else:
        clinic.world.wsl(version)


def _wsl1(clinic: Clinic, _on: bool) -> None:
    clinic.world.distro(HERE, running=True, version=1, default=True)
    clinic.machine.write("proc/sys/kernel/osrelease", "4.4.0-19041-Microsoft\n")


def _windows(clinic: Clinic, values: dict[str, str]) -> None:
    known = {name: ("REG_SZ", value) for name, value in values.items()}
    clinic.world.set(registry={**REGISTRY, RELEASE: {**REGISTRY[RELEASE], **known}})


def _wslconfig(clinic: Clinic, text: str) -> None:
    clinic.machine.write(f"{PROFILE}/.wslconfig", text)


def _newer(clinic: Clinic, seconds: int) -> None:
    os.utime(clinic.path(f"{PROFILE}/.wslconfig"), (BOOTED + seconds, BOOTED + seconds))


def _older_settings(clinic: Clinic, values: dict[str, Any]) -> None:
    """The file of releases up to 4.34, with a mark that editors of Windows leave."""
    clinic.path(STORE).unlink()
    older = STORE.replace("settings-store", "settings")
    clinic.machine.write(older, "\ufeff" + json.dumps(values))


def _remove(clinic: Clinic, paths: list[str]) -> None:
    for path in paths:
        place = clinic.path(path)
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink()


def _write(clinic: Clinic, files: dict[str, str]) -> None:
    for path, text in files.items():
        clinic.machine.write(path, text)


def _programs(clinic: Clinic, paths: list[str]) -> None:
    for path in paths:
        clinic.machine.program(path)


def _socket(clinic: Clinic, kind: str) -> None:
    place = clinic.path(SOCKET)
    if kind.isdecimal():
        place.chmod(int(kind, 8))
        return
    place.unlink()
    if kind == "file":
        clinic.machine.write(SOCKET)
    elif kind == "directory":
        place.mkdir()


def _wrapper(clinic: Clinic, _on: bool) -> None:
    """The script of Windows is all there is on PATH."""
    clinic.machine.program(WRAPPER)
    clinic.search(clinic.path(WRAPPER).parent)


def _engine(clinic: Clinic, system: str) -> None:
    """A docker command of the distro itself, and an engine that calls its system so."""
    clinic.path("usr/bin/docker").unlink(missing_ok=True)
    clinic.engine(system, "usr/bin/docker")


def _plain(clinic: Clinic, _on: bool) -> None:
    """No WSL at all."""
    shutil.rmtree(clinic.path("mnt"))
    for path in ("run/WSL", "proc/sys/fs"):
        shutil.rmtree(clinic.path(path), ignore_errors=True)
    clinic.machine.write("proc/sys/kernel/osrelease", "6.1.0-40-amd64\n")
    clinic.machine.drives("/dev/sda1 / ext4 rw 0 0")
    del clinic.env["WSL_DISTRO_NAME"]


def _interop(clinic: Clinic, state: str) -> None:
    entries = ("WSLInterop",) if state == "disabled" else ()
    clinic.machine.binfmt(*entries, status="disabled" if state == "disabled" else "enabled")


def _gone_desktop(clinic: Clinic, _on: bool) -> None:
    """wsl.exe lists no distro of Docker Desktop."""
    left = [one for one in clinic.world.data["distros"] if one["name"] != "docker-desktop"]
    clinic.world.set(distros=left)


WORDS: dict[str, Callable[[Clinic, Any], object]] = {
    "wsl": _wsl,
    "wsl1": _wsl1,
    "default": lambda clinic, name: clinic.world.default(name or None),
    "default_version": lambda clinic, n: clinic.world.set(default_version=n),
    "fails": lambda clinic, name: clinic.world.fail(name, verb="--list"),
    "windows": _windows,
    "interop": _interop,
    "plain_linux": _plain,
    "no_desktop_distro": _gone_desktop,
    "wslconfig": _wslconfig,
    "wslconfig_after_boot": _newer,
    "settings": lambda clinic, values: clinic.settings(**values),
    "settings_text": lambda clinic, text: clinic.settings(text),
    "older_settings": _older_settings,
    "admin": lambda clinic, values: clinic.machine.write(ADMIN, json.dumps(values)),
    "remove": _remove,
    "write": _write,
    "programs": _programs,
    "socket": _socket,
    "wrapper": _wrapper,
    "engine": _engine,
    "says": lambda clinic, words: clinic.says(words),
    "disk_bytes": lambda clinic, size: os.truncate(clinic.path(DATA), size),
    "cwd": lambda clinic, path: os.chdir(_made(clinic.path(path))),
}
"""What a scenario may say of its machine. `TOOLS` are Docker Desktop's own programs."""
PLACES = {"tools": TOOLS, "socket": SOCKET}


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder

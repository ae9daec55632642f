"""The state on disk: read whole, changed under a lock, replaced in one step."""

from __future__ import annotations

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from . import defaults, winfiles
from .records import Data, Distro

STATE_VARIABLE = "WSLTUI_DOUBLE_STATE"
NOT_DOUBLED = 97


def give_up(reason: str) -> NoReturn:
    """End in a way no test can take for the real program: stderr and exit code 97."""
    sys.stderr.write(f"wsl double: {reason}\n")
    sys.stderr.flush()
    os._exit(NOT_DOUBLED)


class Store:
    """The state file of one directory, made with the default world where there is none."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.path = directory / "world.json"
        directory.mkdir(parents=True, exist_ok=True)

    @classmethod
    def from_environment(cls) -> Store:
        """The directory that WSLTUI_DOUBLE_STATE names; exit 97 without it."""
        directory = os.environ.get(STATE_VARIABLE)
        return cls(Path(directory)) if directory else give_up(f"{STATE_VARIABLE} is not set")

    def read(self) -> Data:
        """What a service would answer now: dead clients and idle distros are gone."""
        try:
            data = self._load()
        except FileNotFoundError:
            with self.change() as data:
                pass
        settle(data)
        return data

    @contextmanager
    def change(self) -> Iterator[Data]:
        """The state, alone with it; what the block changed is saved unless it raises."""
        with (self.directory / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                data = self._load()
            except FileNotFoundError:
                data = defaults.world()
            settle(data)
            yield data
            self._save(data)

    def _load(self) -> Data:
        data: Data = json.loads(self.path.read_text("utf-8"))
        return data

    def _save(self, data: Data) -> None:
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(data, indent=1), "utf-8")
        fresh.replace(self.path)


def settle(data: Data) -> None:
    """Drop what ended without a word: killed clients, their locks, distros idle too long."""
    data["sessions"] = [each for each in data["sessions"] if alive(each["client"])]
    _forget_half_made(data)
    busy = {each["guid"] for each in data["sessions"]}
    for distro in data["distros"]:
        lock = distro["lock"]
        if lock and lock["pid"] is not None and not alive(lock["pid"]):
            distro["lock"] = None
        if distro["running"] and distro["guid"] not in busy and _idle(data, distro):
            distro["running"] = False


def _forget_half_made(data: Data) -> None:
    for distro in [each for each in data["distros"] if each["registered"] == "Installing"]:
        lock = distro["lock"]
        if lock and lock["pid"] is not None and not alive(lock["pid"]):
            data["distros"].remove(distro)
            winfiles.drop_disk(distro, data)


def _idle(data: Data, distro: Distro) -> bool:
    limit = data["idle_seconds"]
    return not distro["held"] and limit >= 0 and time.time() - distro["idle_since"] > limit


def alive(pid: int) -> bool:
    """Whether a process of that id runs; one that has ended may wait for its parent."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return True

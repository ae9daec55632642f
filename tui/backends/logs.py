"""The log files of containers, where the engine's files are files of this machine."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from tui.backends.contexts import EndpointError
from tui.backends.endpoint import Endpoint
from tui.core import parse
from tui.core.logs import SMALLEST, Home, LogFile, Told
from tui.core.record import mapping, text

FILES = {"json-file": "{id}-json.log", "local": "local-logs/container.log"}
"""The drivers that write files of their own, and where these lie beside a container's state."""
_SAID: Mapping[str, Callable[[Path], tuple[str, ...]]] = {
    "json-file": lambda path: (str(path),),
    "local": lambda path: (str(path), ""),
}
"""What the engine may call the path; of the driver `local` engine 20.10 tells none."""
STATE = "config.v2.json"
LARGEST_STATE = 4_000_000
Found = tuple[dict[str, LogFile], str]
"""Logs by the id of their container; why there are none to be had, or an empty text."""


class Logs(Protocol):
    """Finds the logs that can be emptied from here."""

    def find(self, home: Home, told: Iterable[Told]) -> Found:
        """Those of `SMALLEST` bytes or more. It reads files, so it may block; raises nothing."""
        ...


class NoLogs:
    """Nobody looks."""

    def find(self, home: Home, told: Iterable[Told]) -> Found:  # noqa: ARG002 - as Logs has it
        return {}, ""


class EngineLogs:
    """Of the engine behind an endpoint.

    A path that an engine tells is a path of its own machine. Docker Desktop and a remote engine
    tell `/var/lib/docker/…` too, and this machine may have had an engine that kept its things
    there. So a file counts only if all of this holds: the endpoint is a socket of this machine;
    the engine is not Docker Desktop; the path is exactly the one that the log driver makes below
    the engine's own root directory, with 64 random digits of the container in it, and no link on
    the way; and beside it lies the engine's record of that very container, which tells the same
    start and end as the engine does now. An engine elsewhere whose containers have the same ids
    and were started and stopped in the same microseconds is none: it would be this one.
    """

    def __init__(self, endpoint: Endpoint | EndpointError | None) -> None:
        self._local = isinstance(endpoint, Endpoint) and endpoint.kind == "unix"

    def find(self, home: Home, told: Iterable[Told]) -> Found:
        why = self._out_of_reach(home)
        if why:
            return {}, why
        found = ((one.id, _log(home, one)) for one in told if one.driver in FILES)
        return {key: log for key, log in found if log is not None}, ""

    def _out_of_reach(self, home: Home) -> str:
        if not self._local or home.desktop:
            where = "in Docker Desktop's VM" if home.desktop else "on the engine's own machine"
            return f"they are {where}"
        folder = Path(home.root, "containers")
        if not home.root.startswith("/") or not _exists(folder):
            return "the engine's files are not on this machine"
        return "" if os.access(folder, os.R_OK | os.X_OK) else f"{folder} is for root alone"


def _log(home: Home, told: Told) -> LogFile | None:
    folder = Path(home.root, "containers", told.id)
    path = folder / FILES[told.driver].format(id=told.id)
    try:
        found = path.lstat()
        if told.path not in _SAID[told.driver](path):
            return None
        if not _plain(path, found) or not _same(folder, told):
            return None
        if not os.access(path, os.R_OK | os.W_OK, follow_symlinks=True):
            return None
    except (OSError, ValueError):
        return None
    written = datetime.fromtimestamp(found.st_mtime, UTC)
    return LogFile(str(path), found.st_size, written, sum(_rotated(path)))


def _plain(path: Path, found: os.stat_result) -> bool:
    """A large file of that one name, which no link leads to."""
    ordinary = stat.S_ISREG(found.st_mode) and found.st_nlink == 1
    return ordinary and found.st_size >= SMALLEST and os.path.realpath(path) == str(path)


def _same(folder: Path, told: Told) -> bool:
    """Whether the engine that writes these files says the same of the container."""
    record = folder / STATE
    if record.stat().st_size > LARGEST_STATE:
        return False
    kept = mapping(json.loads(record.read_bytes()))
    state = mapping(kept.get("State"))
    times = (parse.time(text(state.get(key))) for key in ("StartedAt", "FinishedAt"))
    return text(kept.get("ID")) == told.id and tuple(times) == (told.started, told.finished)


def _rotated(path: Path) -> Iterator[int]:
    """`NAME.1`, `NAME.2.gz` and so on: they go with the container, and are not emptied."""
    for other in path.parent.glob(f"{path.name}.[0-9]*"):
        yield other.lstat().st_size


def _exists(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return True  # it may be there, and not for us

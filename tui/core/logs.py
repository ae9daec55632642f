"""The log files of containers: what the engine tells of one, and what is found of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

DESKTOP = "Docker Desktop"
SMALLEST = 100_000
"""Bytes below which a log is not one that grew large: nobody frees a disk with it."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where an engine keeps what it holds, as it says itself: on its own machine."""

    root: str
    system: str = ""

    @property
    def desktop(self) -> bool:
        """Whether it is in the VM of Docker Desktop, where none of its files can be reached."""
        return self.system == DESKTOP


class Told(NamedTuple):
    """What the engine says of a container and its log."""

    id: str
    driver: str
    path: str
    started: datetime | None
    finished: datetime | None


class LogFile(NamedTuple):
    """A log that this machine can empty. `rotated` are the bytes of older parts beside it."""

    path: str
    size: int
    written: datetime
    rotated: int = 0

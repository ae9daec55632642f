"""What is found out about a distro beside its list: by Windows, and inside of it while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui.core.disk import Vhdx

FACTS = "distro-facts"
"""The id under which the store keeps them; they come later than the list, or never."""
NOT_YET = "there is no answer yet"
OUTSIDE = "wsltui does not run inside WSL"


@dataclass(frozen=True, slots=True)
class Registration:
    """A distro as the registry of Windows has it; `os` is empty where it was never told."""

    name: str
    os: str
    os_version: str
    uid: int | None
    disk: Vhdx


@dataclass(frozen=True, slots=True)
class Registry:
    """All of them, or `why` not. Without WSL (not `inside`) nothing is to be asked."""

    distros: tuple[Registration, ...] = ()
    why: str = ""
    inside: bool = True


OUTSIDE_WSL = Registry(why=OUTSIDE, inside=False)


@dataclass(frozen=True, slots=True)
class Inside:
    """What a running distro says of itself. Bytes; None where it did not say.

    `used` and `free` are those of its root file system. `memory` is what its processes hold, each
    counted for itself: what two of them share is in it twice.
    """

    used: int | None = None
    free: int | None = None
    user: str = ""
    memory: int | None = None
    processes: int | None = None
    os: str = ""
    os_version: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class DistroFacts:
    """The facts of one distro; `looked` and `measured` are when (aware, UTC), None for never."""

    name: str = ""
    registration: Registration | None = None
    why_not_registered: str = NOT_YET
    looked: datetime | None = None
    inside: Inside = Inside(why=NOT_YET)
    measured: datetime | None = None


NO_FACTS = DistroFacts()

"""What exists, as far as a clean-up has to know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Class(StrEnum):
    """The classes of things, in the order in which they are removed."""

    CONTAINER = "container"
    IMAGE = "image"
    NETWORK = "network"
    VOLUME = "volume"
    BUILD_CACHE = "build-cache"
    LOG_FILE = "log-file"


Ref = tuple[Class, str]
"""A thing by its class and id."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a clean-up may remove.

    id          full id; the name of a volume; the container's id for its log file
    bytes_min   what its removal alone frees at least; 0 where nobody knows
    bytes_max   what it frees at most, when everything it shares goes too
    since       since when it has been of no use (an exit, a creation); None for unknown
    last_used   when it was last used, where the tool says so
    state       a container's state, else an empty text
    uses        what it needs: a container its image, volumes and networks; cache its parents
    tags        an image's `repo:tag`s
    anonymous   a volume that nobody named
    predefined  a network that the engine itself made
    in_use      build cache that a build uses now
    database    why a volume looks like a database, empty if it does not
    """

    kind: Class
    id: str
    name: str
    bytes_min: int = 0
    bytes_max: int = 0
    since: datetime | None = None
    last_used: datetime | None = None
    state: str = ""
    exit_code: int | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    project: str | None = None
    uses: frozenset[Ref] = frozenset()
    tags: tuple[str, ...] = ()
    anonymous: bool = False
    predefined: bool = False
    intermediate: bool = False
    in_use: bool = False
    shared: bool = False
    database: str = ""
    replaced_by: str = ""
    path: str = ""

    @property
    def ref(self) -> Ref:
        return self.kind, self.id

    @property
    def alive(self) -> bool:
        return self.state in ("running", "paused", "restarting", "removing")


@dataclass(frozen=True)
class World:
    """Everything at one moment (`at`, aware, UTC) on one engine.

    `held` is what undo entries need: thing → (id of the entry, until when). `missing` names the
    classes that could not be asked, with the reason; what may be used by them is kept.
    """

    engine_id: str
    context: str
    at: datetime
    things: tuple[Thing, ...] = ()
    held: Mapping[Ref, tuple[str, datetime]] = field(default_factory=dict)
    missing: Mapping[Class, str] = field(default_factory=dict)

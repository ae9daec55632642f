"""What exists, as far as a clean-up has to know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tui.core.cleanup import naming


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

LIVE_STATES = frozenset({"running", "paused", "restarting", "removing", "stopping"})
SPENT_STATES = frozenset({"exited", "created", "dead"})


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a clean-up may remove.

    id          full id without `sha256:`; the name of a volume; a container's id for its log file
    name        what people call it; a log file has the name, labels and project of its container
    bytes_min   what its removal alone frees at least: an image's unique bytes; -1 for unknown
    bytes_max   what it frees at most, when everything it shares goes too; a container's includes
                its log file
    since       since when it has been of no use (an exit, a creation); None for unknown
    last_used   when it was last used, where the tool says so
    state       a container's state, else an empty text
    uses        what it needs: a container its image, volumes, networks and the containers whose
                network, processes or memory it joins; an image its parent; cache its parents
    tags        an image's `repo:tag`s;  digests: its `repo@sha256:…`
    layers      an image's layers from the lowest, as `docker image inspect` lists them
    scope       of a network or volume: `local`, or how far it reaches beyond this engine
    anonymous   a volume that nobody named
    predefined  a network that the engine itself made
    intermediate  an image without a tag that docker does not call dangling
    in_use      build cache that a build uses now
    shared      build cache that is a layer of an image too
    database    why a volume looks like a database, empty if it does not
    path        a log file's path
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
    digests: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    scope: str = ""
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
        return self.state in LIVE_STATES

    @property
    def called(self) -> tuple[str, ...]:
        """What people call it, in every spelling: no id is among them."""
        own_id = "" if self.kind is Class.VOLUME and not self.anonymous else self.id
        return naming.called(self.name, own_id, (*self.tags, *self.digests))

    @property
    def gain(self) -> tuple[int, int]:
        """(at least, at most) bytes, taken alone. Numbers that contradict each other span both."""
        one, other = max(0, self.bytes_min), max(0, self.bytes_max)
        return (0 if self.shared else min(one, other)), max(one, other)


@dataclass(frozen=True)
class World:
    """Everything at one moment (`at`, aware, UTC) on one engine.

    `held` is what undo entries need: thing → (id of the entry, until when). `missing` names the
    classes that could not be asked, with the reason; what may be used by them is kept. `holds`
    are the bytes that the engine says it holds in all, None where it does not say.
    """

    engine_id: str
    context: str
    at: datetime
    things: tuple[Thing, ...] = ()
    held: Mapping[Ref, tuple[str, datetime]] = field(default_factory=dict)
    missing: Mapping[Class, str] = field(default_factory=dict)
    holds: int | None = None

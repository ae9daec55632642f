"""What is saved before things go, the room that takes, and what all the same is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tui.core.cleanup.words import count
from tui.core.cleanup.world import Class, Thing
from tui.core.restore.needs import SERVICE_LABEL

NO_UNDO = frozenset({Class.BUILD_CACHE, Class.LOG_FILE})
"""What no undo brings back: it is not in an undo entry."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What is saved beyond settings: changed files, images, the files of volumes."""

    layers: bool = False
    images: bool = False
    named: bool = True
    anonymous: bool = False

    def covers(self, thing: Thing) -> bool:
        """Whether all of a thing comes back that can be saved."""
        match thing.kind:
            case Class.CONTAINER:
                return self.layers
            case Class.IMAGE:
                return self.images
            case Class.VOLUME:
                return self.anonymous if thing.anonymous else self.named
        return thing.kind not in NO_UNDO


SETTINGS_AND_NAMED = Saving()


def saved(things: Iterable[Thing], saving: Saving, kind: Class) -> list[Thing]:
    """Those of a class that are saved first."""
    return [thing for thing in things if thing.kind is kind and saving.covers(thing)]


def room(things: Sequence[Thing], saving: Saving) -> int:
    """Bytes that the files of an undo entry take at least, as far as is known.

    Images of one archive share layers, and some engines keep them compressed.
    """
    volumes = sum(max(0, one.bytes_max) for one in saved(things, saving, Class.VOLUME))
    images = saved(things, saving, Class.IMAGE)
    unique = sum(max(0, one.bytes_min) for one in images)
    return volumes + max(unique, *(one.bytes_max for one in images), 0) // 2


def losses(things: Sequence[Thing], saving: Saving) -> Iterator[str]:
    """What does not come back although an undo entry is kept."""
    containers = [one for one in things if one.kind is Class.CONTAINER]
    if containers:
        files = "" if saving.layers else "files written inside the containers, "
        yield f"{files}{'their' if files else 'the'} logs and exit codes{_of(files)}"
    served = [one for one in containers if SERVICE_LABEL in one.labels]
    if served:
        yield f"{count(len(served), 'container')} of services: the swarm makes its own anew"
    images = [one for one in things if one.kind is Class.IMAGE and not one.digests]
    if images and not saving.images:
        yield f"{count(len(images), 'image')} that no registry is known to have"
    bare = [one for one in things if one.kind is Class.VOLUME and not saving.covers(one)]
    if bare:
        yield f"the data of {count(len(bare), 'volume')}"
    if any(one.kind is Class.BUILD_CACHE for one in things):
        yield "the build cache: the next build makes it again"
    if any(one.kind is Class.LOG_FILE for one in things):
        yield "the logs that are emptied"


def _of(files: str) -> str:
    return "" if files else " of the containers"


def comes_back(things: Iterable[Thing]) -> bool:
    """Whether an undo entry holds anything of these."""
    return any(one.kind not in NO_UNDO for one in things)

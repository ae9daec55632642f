"""Who uses what, and what is held for an undo, while things go one by one."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from tui.core.cleanup.words import some
from tui.core.cleanup.world import Class, Ref, Thing, World

_HELD = frozenset({Class.IMAGE, Class.NETWORK})


class Users:
    """Begins with the world as it is; `gone` tells it what is removed."""

    def __init__(self, world: World) -> None:
        self._things = {thing.ref: thing for thing in world.things}
        self._held = dict(world.held)
        self._using: defaultdict[Ref, set[Ref]] = defaultdict(set)
        for thing in world.things:
            for ref in thing.uses if thing.kind is not Class.LOG_FILE else ():
                self._using[ref].add(thing.ref)
        images = (thing for thing in world.things if thing.kind is Class.IMAGE)
        self._layers = frozenset(ref for image in images for ref in image.uses)

    def gone(self, thing: Thing, undo_id: str, until: datetime | None) -> None:
        """What a thing used has one user less; what a container used may be held for its undo."""
        for ref in thing.uses:
            self._using[ref].discard(thing.ref)
            if undo_id and until and thing.kind is Class.CONTAINER and self._holds(ref):
                self._held.setdefault(ref, (undo_id, until))

    def _holds(self, ref: Ref) -> bool:
        """A named volume is not held: it goes only if asked for, and with its own backup."""
        thing = self._things.get(ref)
        return ref[0] in _HELD or (thing is not None and thing.anonymous)

    def reason(self, thing: Thing) -> str | None:
        """Why it is needed, or None."""
        using = self._using.get(thing.ref)
        if using:
            word = _words(thing, {kind for kind, _ in using})
            return f"{word} {some(map(self._name, using))}"
        if thing.ref in self._held:
            undo_id, until = self._held[thing.ref]
            return f"held for undo {undo_id} until {until:%Y-%m-%d}"
        return None

    def was_a_layer(self, thing: Thing) -> bool:
        """Whether other images were made from it when this began."""
        return thing.ref in self._layers and not thing.tags

    def _name(self, ref: Ref) -> str:
        thing = self._things[ref]
        idle = thing.kind is Class.CONTAINER and not thing.alive and thing.state
        name = thing.name or thing.id[:12]
        return f"{name} ({thing.state})" if idle else name


def _words(thing: Thing, users: set[Class]) -> str:
    if users == {Class.IMAGE}:
        return "other images are made from it:" if thing.tags else "an intermediate layer of"
    return "needed by" if thing.kind is Class.BUILD_CACHE else "in use by"

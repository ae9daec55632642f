"""Why a thing goes, or why it stays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from tui.core import parse, units
from tui.core.cleanup import nature
from tui.core.cleanup.pins import Pin, Subject, pinned_by
from tui.core.cleanup.policy import Policy, excluded, outside
from tui.core.cleanup.users import Users
from tui.core.cleanup.words import span
from tui.core.cleanup.world import Class, Ref, Thing, World

Answer = tuple[str, bool]
"""The reason, and whether it goes."""

_HANGS_ON = {
    Class.CONTAINER: (Class.CONTAINER,),
    Class.IMAGE: (Class.CONTAINER, Class.IMAGE),
    Class.NETWORK: (Class.CONTAINER, Class.NETWORK),
    Class.VOLUME: (Class.CONTAINER, Class.VOLUME),
    Class.BUILD_CACHE: (Class.BUILD_CACHE,),
    Class.LOG_FILE: (Class.CONTAINER, Class.LOG_FILE),
}


def pinned(thing: Thing, pins: tuple[Pin, ...]) -> str | None:
    """By what, or None. A pin on a container holds its log file too."""
    kinds = (thing.kind, *((Class.CONTAINER,) if thing.kind is Class.LOG_FILE else ()))
    for kind in kinds if pins else ():
        subject = Subject(kind, thing.called, thing.labels, thing.project, thing.id)
        pin = pinned_by(pins, subject)
        if pin is not None:
            return f"pinned by {pin.by} {parse.clean(pin.value)}"
    return None


class Judged:
    """Judges things in the order of removal; `removed` tells it which went.

    `doomed` are the containers that go if nothing is unticked: their log files go with them.
    """

    def __init__(
        self,
        world: World,
        policy: Policy,
        pins: Iterable[Pin],
        unticked: frozenset[Ref] = frozenset(),
        doomed: frozenset[Ref] = frozenset(),
    ) -> None:
        self._world, self._policy, self._pins = world, policy, tuple(pins)
        self._unticked, self._doomed = unticked, doomed
        self._gone: set[Ref] = set()
        self._users = Users(world)
        self._newest = nature.newest_tags(world.things, policy.keep_tags)

    def removed(self, thing: Thing, undo_id: str = "", until: datetime | None = None) -> None:
        """A thing goes: what it used has one user less, or is held for its undo."""
        self._gone.add(thing.ref)
        self._users.gone(thing, undo_id, until)

    def verdict(self, thing: Thing) -> Answer:
        why = (
            self.never(thing)
            or self._with_container(thing)
            or nature.unwanted(self._policy, thing, self._newest)
        )
        if why is not None:
            return why, False
        if thing.ref in self._unticked:
            return "spared by hand", False
        if self._users.was_a_layer(thing):
            out = excluded(self._policy, thing)
            return (out, False) if out else ("a layer that no other image needs any more", True)
        return self._chosen(thing, self._candidate(thing))

    def never(self, thing: Thing) -> str | None:
        """Why it cannot go, whatever the policy chooses; None if it can."""
        return (
            pinned(thing, self._pins)
            or nature.never(self._policy, thing)
            or self._users.reason(thing)
            or self._unasked(thing)
            or self._layer(thing)
        )

    def _unasked(self, thing: Thing) -> str | None:
        for kind in _HANGS_ON[thing.kind]:
            if kind in self._world.missing:
                why = parse.clean(self._world.missing[kind])
                return f"{nature.PLURALS[kind]} could not be asked: {why}"
        return None

    def _layer(self, thing: Thing) -> str | None:
        """Docker says that it is needed, and nobody said by what."""
        if thing.intermediate and not self._users.was_a_layer(thing):
            return "an intermediate layer: it goes with the images made from it"
        return None

    def _with_container(self, thing: Thing) -> str | None:
        container = (Class.CONTAINER, thing.id)
        if thing.kind is not Class.LOG_FILE:
            return None
        if container in self._gone:
            return "it goes with its container"
        return "its container was spared by hand" if container in self._doomed else None

    def _chosen(self, thing: Thing, why: str) -> Answer:
        """It may go, and the policy asks for such things: for this one too?

        What decides comes first: it is what a narrow column shows.
        """
        out = outside(self._policy, thing)
        if out is not None:
            return f"{out}; {why}", False
        if self._young(thing):
            return f"newer than the policy's {span(self._policy.older_than)}; {why}", False
        if thing.gain[1] < self._policy.larger_than:
            return f"smaller than the policy's {units.size(self._policy.larger_than)}; {why}", False
        return why, True

    def _young(self, thing: Thing) -> bool:
        age = self._age(thing)
        least = self._policy.older_than
        return bool(least) and (age is None or age.total_seconds() < least)

    def _age(self, thing: Thing) -> timedelta | None:
        since = thing.since
        if thing.kind is Class.BUILD_CACHE:
            since = thing.last_used or since
        return self._world.at - since if since else None

    def _candidate(self, thing: Thing) -> str:
        match thing.kind:
            case Class.CONTAINER:
                return self._spent(thing)
            case Class.IMAGE:
                return _loose(thing)
            case Class.NETWORK:
                return "no container is attached"
            case Class.VOLUME:
                looks = f"; looks like a database: {thing.database}" if thing.database else ""
                how = "anonymous" if thing.anonymous else "asked for by name"
                return f"{how}, no container{looks}"
            case Class.BUILD_CACHE:
                return f"last used {self._ago(thing)}"
        return f"a log of {units.size(thing.gain[1])}"

    def _spent(self, thing: Thing) -> str:
        told = f"{thing.state} {self._ago(thing)}"
        if thing.state != "created":
            return told if thing.exit_code is None else f"{told}, code {thing.exit_code}"
        failed = f"its start failed with code {thing.exit_code}"
        return f"{told}, {failed if thing.exit_code else 'never started'}"

    def _ago(self, thing: Thing) -> str:
        age = self._age(thing)
        return "at an unknown time" if age is None else f"{span(age.total_seconds())} ago"


def _loose(image: Thing) -> str:
    if image.tags:
        return "no container uses it"
    if image.replaced_by:
        return f"dangling, replaced by {parse.clean(image.replaced_by)}"
    return "dangling, known by its digest alone" if image.digests else "dangling"

"""Why a thing goes, or why it stays."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from tui.core import units
from tui.core.cleanup.pins import Pin, Subject, pinned_by
from tui.core.cleanup.policy import Images, Policy, asks_for, outside
from tui.core.cleanup.world import Class, Ref, Thing, World

Answer = tuple[str, bool]


class Judged:
    """Judges things in the order of their classes; remembers what went and what is held."""

    def __init__(
        self, world: World, policy: Policy, pins: tuple[Pin, ...], unticked: frozenset[Ref]
    ) -> None:
        self._world, self._policy, self._pins, self._unticked = world, policy, pins, unticked
        self._held = dict(world.held)
        self._users: defaultdict[Ref, set[Ref]] = defaultdict(set)
        self._names = {thing.ref: thing.name for thing in world.things}
        for thing in world.things:
            for ref in thing.uses:
                self._users[ref].add(thing.ref)
        self._newest = _newest_tags(world.things, policy.keep_tags)
        self._judges: dict[Class, Callable[[Thing], Answer]] = {
            Class.CONTAINER: self._container,
            Class.IMAGE: self._image,
            Class.NETWORK: self._network,
            Class.VOLUME: self._volume,
            Class.BUILD_CACHE: self._build_cache,
            Class.LOG_FILE: self._log_file,
        }

    def removed(self, thing: Thing, undo_id: str, until: datetime | None) -> None:
        """A thing goes: what it used has one user less, or is held for its undo."""
        for ref in thing.uses:
            self._users[ref].discard(thing.ref)
            if undo_id and until and thing.kind is Class.CONTAINER:
                self._held.setdefault(ref, (undo_id, until))

    def verdict(self, thing: Thing) -> Answer:
        """(reason, whether it goes)."""
        kept = self._spared(thing)
        if kept is not None:
            return kept, False
        return self._judges[thing.kind](thing)

    def _spared(self, thing: Thing) -> str | None:
        """The reasons to keep that are the same for all classes, the strongest first."""
        if thing.ref in self._unticked:
            return "spared by hand"
        names = (thing.name, thing.id, *thing.tags)
        pin = pinned_by(self._pins, Subject(thing.kind, names, thing.labels, thing.project))
        if pin is not None:
            return f"pinned: {pin}"
        if thing.ref in self._held:
            undo_id, until = self._held[thing.ref]
            return f"held for undo {undo_id} until {until:%Y-%m-%d}"
        users = self._users[thing.ref]
        if users:
            return f"in use by {self._listed(users)}"
        if Class.CONTAINER in self._world.missing and thing.kind in _USED_BY_CONTAINERS:
            return f"containers could not be asked: {self._world.missing[Class.CONTAINER]}"
        return None

    def _listed(self, refs: set[Ref]) -> str:
        names = sorted(self._names.get(ref, ref[1][:12]) for ref in refs)
        shown = ", ".join(names[:3])
        return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"

    def _chosen(self, thing: Thing, why: str) -> Answer:
        """It may go by its nature: does the policy want it?"""
        if not asks_for(self._policy, thing.kind):
            return f"{why}; the policy leaves {_PLURALS[thing.kind]} alone", False
        out = outside(self._policy, thing)
        if out is not None:
            return out, False
        age = self._age(thing)
        if self._policy.older_than and (
            age is None or age.total_seconds() < self._policy.older_than
        ):
            return f"{why}; newer than the policy's {_span(self._policy.older_than)}", False
        if thing.bytes_max < self._policy.larger_than:
            return f"{why}; smaller than the policy's {units.size(self._policy.larger_than)}", False
        return why, True

    def _age(self, thing: Thing) -> timedelta | None:
        return self._world.at - thing.since if thing.since else None

    def _ago(self, thing: Thing) -> str:
        age = self._age(thing)
        return "at an unknown time" if age is None else f"{_span(age.total_seconds())} ago"

    def _container(self, thing: Thing) -> Answer:
        if thing.alive:
            return thing.state, False
        if thing.state not in ("exited", "created", "dead"):
            return f"in a state that is not known: {thing.state or 'none'}", False
        code = "" if thing.exit_code is None else f", code {thing.exit_code}"
        return self._chosen(thing, f"{thing.state} {self._ago(thing)}{code}")

    def _image(self, thing: Thing) -> Answer:
        if thing.intermediate:
            return "an intermediate layer: it goes with the images made from it", False
        if not thing.tags:
            by = f", replaced by {thing.replaced_by}" if thing.replaced_by else ""
            return self._chosen(thing, f"dangling{by}")
        if self._policy.images is not Images.UNUSED:
            return "tagged; the policy leaves tagged images alone", False
        kept = [tag for tag in thing.tags if tag in self._newest]
        if kept:
            return (
                f"{kept[0]} is among the newest {self._policy.keep_tags} of its repository",
                False,
            )
        return self._chosen(thing, "no container uses it")

    def _network(self, thing: Thing) -> Answer:
        if thing.predefined:
            return "predefined by the engine", False
        return self._chosen(thing, "no container is attached")

    def _volume(self, thing: Thing) -> Answer:
        if thing.anonymous:
            if not self._policy.anonymous_volumes:
                return "anonymous; the policy leaves volumes alone", False
            return self._chosen(thing, "anonymous, no container")
        if thing.name not in self._policy.volumes:
            return "a named volume: only removed when asked for by name", False
        looks = f"; looks like a database: {thing.database}" if thing.database else ""
        return self._chosen(thing, f"asked for by name, no container{looks}")

    def _build_cache(self, thing: Thing) -> Answer:
        if thing.in_use:
            return "a build uses it now", False
        used = thing.last_used or thing.since
        ago = f"{_span((self._world.at - used).total_seconds())} ago" if used else "long ago"
        return self._chosen(thing, f"last used {ago}")

    def _log_file(self, thing: Thing) -> Answer:
        limit = self._policy.log_files
        if limit is None or thing.bytes_max < limit:
            return f"a log of {units.size(thing.bytes_max)}; the policy leaves it", False
        return self._chosen(thing, f"a log of {units.size(thing.bytes_max)}")


_USED_BY_CONTAINERS = frozenset({Class.IMAGE, Class.NETWORK, Class.VOLUME})
_PLURALS = {
    Class.CONTAINER: "containers",
    Class.IMAGE: "images",
    Class.NETWORK: "networks",
    Class.VOLUME: "volumes",
    Class.BUILD_CACHE: "build cache",
    Class.LOG_FILE: "log files",
}


def leaves_first(things: Sequence[Thing]) -> list[Thing]:
    """The same things, each after all that use it; otherwise in the order given."""
    inside = {thing.ref: thing for thing in things}
    waiting = Counter(ref for thing in things for ref in thing.uses if ref in inside)
    ready = [thing for thing in things if not waiting[thing.ref]]
    ordered: list[Thing] = []
    for thing in ready:  # grows while it is walked
        ordered.append(thing)
        for ref in sorted(thing.uses & inside.keys()):
            waiting[ref] -= 1
            if not waiting[ref]:
                ready.append(inside[ref])
    return ordered + [thing for thing in things if waiting[thing.ref] > 0]


def _newest_tags(things: Sequence[Thing], keep: int) -> frozenset[str]:
    """The newest `keep` tags of each repository."""
    by_repository: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for thing in things if keep else ():
        for tag in thing.tags if thing.kind is Class.IMAGE else ():
            born = thing.since.timestamp() if thing.since else 0.0
            by_repository[tag.rpartition(":")[0]].append((born, tag))
    newest = (tag for tags in by_repository.values() for _, tag in sorted(tags)[-keep:])
    return frozenset(newest)


def _span(seconds: float) -> str:
    return units.duration_words(seconds).lower().replace("less than a second", "0 seconds")

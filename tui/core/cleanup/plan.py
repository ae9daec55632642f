"""The plan: a pure function of what exists, a policy and the pins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tui.core.cleanup import commands, order
from tui.core.cleanup.bounds import bounds
from tui.core.cleanup.judge import Judged
from tui.core.cleanup.pins import Pin
from tui.core.cleanup.policy import Policy
from tui.core.cleanup.saved import plan_json as plan_json
from tui.core.cleanup.world import Class, Ref, Thing, World
from tui.core.command import Command


class Verdict(StrEnum):
    REMOVE = "remove"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing with what becomes of it and why. Bytes are those of this removal in this plan."""

    thing: Thing
    verdict: Verdict
    reason: str
    commands: tuple[Command, ...] = ()
    bytes_min: int = 0
    bytes_max: int = 0

    @property
    def ref(self) -> Ref:
        return self.thing.ref

    @property
    def database(self) -> bool:
        """Whether it has to be asked for twice."""
        return self.verdict is Verdict.REMOVE and bool(self.thing.database)


@dataclass(frozen=True)
class Plan:
    """Removals in a safe order, then what is kept. `undo_id` is the entry that will hold it."""

    world: World
    policy: Policy
    items: tuple[Item, ...]
    undo_id: str = ""

    @property
    def removals(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.verdict is Verdict.REMOVE)

    @property
    def bytes_min(self) -> int:
        return sum(item.bytes_min for item in self.removals)

    @property
    def bytes_max(self) -> int:
        return sum(item.bytes_max for item in self.removals)


@dataclass(frozen=True, slots=True)
class Keeping:
    """What an undo entry for this plan would hold, until when; `id` empty for no undo."""

    id: str = ""
    until: datetime | None = None


def make_plan(
    world: World,
    policy: Policy,
    pins: Iterable[Pin] = (),
    *,
    keeping: Keeping = Keeping(),
    unticked: frozenset[Ref] = frozenset(),
) -> Plan:
    """Judge everything, class by class, each on the world as it is after the removals before.

    `unticked` is what the user spared by hand: what that needs is kept too. What the undo entry
    of this very plan will need is kept: so planning again after applying finds nothing more.
    """
    world, pins = replace(world, things=order.one_each(world.things)), tuple(pins)
    doomed = _containers_that_go(world, policy, pins) if unticked else frozenset()
    judged = Judged(world, policy, pins, unticked, doomed)
    answers = list(_answers(judged, world, keeping))
    gains = bounds(world, {thing.ref for thing, _, goes in answers if goes})
    items = [_item(thing, reason, gains.get(thing.ref)) for thing, reason, _ in answers]
    items.sort(key=lambda item: item.verdict is Verdict.KEEP)
    return Plan(world, policy, tuple(items), keeping.id)


def _answers(
    judged: Judged, world: World, keeping: Keeping, kinds: Iterable[Class] = Class
) -> Iterator[tuple[Thing, str, bool]]:
    groups = order.by_class(world.things)
    for kind in kinds:
        for thing in groups[kind]:
            reason, goes = judged.verdict(thing)
            if goes:
                judged.removed(thing, keeping.id, keeping.until)
            yield thing, reason, goes


def _containers_that_go(world: World, policy: Policy, pins: tuple[Pin, ...]) -> frozenset[Ref]:
    answers = _answers(Judged(world, policy, pins), world, Keeping(), (Class.CONTAINER,))
    return frozenset(thing.ref for thing, _, goes in answers if goes)


def _item(thing: Thing, reason: str, gain: tuple[int, int] | None) -> Item:
    if gain is None:
        return Item(thing, Verdict.KEEP, reason, (), *thing.gain)
    return Item(thing, Verdict.REMOVE, reason, commands.removal(thing), *gain)

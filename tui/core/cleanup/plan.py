"""The plan: a pure function of what exists, a policy and the pins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from tui.core.cleanup import commands, judge
from tui.core.cleanup.pins import Pin
from tui.core.cleanup.policy import Policy
from tui.core.cleanup.world import Class, Ref, Thing, World
from tui.core.command import Command

SCHEMA = 1


class Verdict(StrEnum):
    REMOVE = "remove"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing with what becomes of it and why."""

    thing: Thing
    verdict: Verdict
    reason: str
    commands: tuple[Command, ...] = ()

    @property
    def ref(self) -> Ref:
        return self.thing.ref


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
        return sum(item.thing.bytes_min for item in self.removals)

    @property
    def bytes_max(self) -> int:
        return sum(item.thing.bytes_max for item in self.removals)


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

    `unticked` is what the user spared by hand. What the undo entry of this very plan will need
    is kept: so planning again after applying finds nothing more.
    """
    judged = judge.Judged(world, policy, tuple(pins), unticked)
    items: list[Item] = []
    for kind in Class:
        for thing in _in_order(kind, world):
            reason, goes = judged.verdict(thing)
            items.append(_item(thing, reason, goes))
            if goes:
                judged.removed(thing, keeping.id, keeping.until)
    order = {verdict: n for n, verdict in enumerate(Verdict)}
    items.sort(key=lambda item: order[item.verdict])
    return Plan(world, policy, tuple(items), keeping.id)


def _item(thing: Thing, reason: str, goes: bool) -> Item:
    if not goes:
        return Item(thing, Verdict.KEEP, reason)
    return Item(thing, Verdict.REMOVE, reason, commands.removal(thing))


def _in_order(kind: Class, world: World) -> list[Thing]:
    """Largest gain first; build cache and images before what they were made from."""
    things = [thing for thing in world.things if thing.kind is kind]
    things.sort(key=lambda thing: (-thing.bytes_max, thing.name, thing.id))
    return judge.leaves_first(things)


def plan_json(plan: Plan) -> dict[str, Any]:
    """The plan as scripts see it, and as it is saved."""
    at = plan.world.at
    items = [_item_json(item, at) for item in plan.items]
    removals = len(plan.removals)
    return {
        "schema": SCHEMA,
        "engine_id": plan.world.engine_id,
        "context": plan.world.context,
        "made_at": at.isoformat().replace("+00:00", "Z"),
        "undo_id": plan.undo_id or None,
        "policy": plan.policy.as_json(),
        "items": items,
        "totals": {
            "remove": removals,
            "keep": len(items) - removals,
            "bytes_min": plan.bytes_min,
            "bytes_max": plan.bytes_max,
        },
    }


def _item_json(item: Item, at: datetime) -> dict[str, Any]:
    thing = item.thing
    return {
        "kind": thing.kind.value,
        "id": thing.id,
        "name": thing.name,
        "bytes_min": thing.bytes_min,
        "bytes_max": thing.bytes_max,
        "age_seconds": int((at - thing.since).total_seconds()) if thing.since else None,
        "reason": item.reason,
        "verdict": item.verdict.value,
        "commands": [list(command.argv) for command in item.commands],
    }


def spared(plan: Plan, refs: Mapping[Ref, str]) -> Plan:
    """The plan without some removals, each with its reason: it never removes more."""
    items = [
        replace(i, verdict=Verdict.KEEP, reason=refs[i.ref], commands=())
        if i.ref in refs and i.verdict is Verdict.REMOVE
        else i
        for i in plan.items
    ]
    return replace(plan, items=tuple(items))

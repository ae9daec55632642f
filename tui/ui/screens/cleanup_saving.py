"""What a clean-up may save first, as ticks of its dialog."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tui.core import units
from tui.core.action import Choice, Chosen
from tui.core.cleanup.choices import NO_UNDO
from tui.core.cleanup.plan import Plan
from tui.core.cleanup.saving import Saving, comes_back
from tui.core.cleanup.world import Class, Thing
from tui.kinds.cleanup_rows import counted

LAYERS, IMAGES, NAMED, ANONYMOUS = "layers", "images", "named", "anonymous"


def choices(plan: Plan) -> tuple[Choice, ...]:
    """Those that mean something for what goes, ticked as the policy has it."""
    things = [item.thing for item in plan.removals]
    offered = tuple(_choices(things, plan.policy.saving))
    return (*offered, NO_UNDO) if comes_back(things) else offered


def _choices(things: Sequence[Thing], wanted: Saving) -> Iterator[Choice]:
    containers = [one for one in things if one.kind is Class.CONTAINER]
    images = [one for one in things if one.kind is Class.IMAGE]
    volumes = [one for one in things if one.kind is Class.VOLUME]
    named = [one for one in volumes if not one.anonymous]
    anonymous = [one for one in volumes if one.anonymous]
    if containers:
        yield _choice(LAYERS, "save changed files", containers, wanted.layers)
    if images:
        yield _choice(IMAGES, "save images", images, wanted.images)
    if named:
        yield _choice(NAMED, "back up named", named, wanted.named)
    if anonymous:
        yield _choice(ANONYMOUS, "back up anonymous", anonymous, wanted.anonymous)


def _choice(id_: str, flag: str, things: Sequence[Thing], on: bool) -> Choice:
    """With what it takes, where that is known; images of one file share layers."""
    size = sum(max(0, one.bytes_max) for one in things)
    most = "at most " if id_ == IMAGES else ""
    cost = f"{most}{units.size(size)}" if size else "size unknown"
    return Choice(id_, flag, f"{counted(things[0].kind, len(things))}, {cost}", on)


def chosen(plan: Plan, ticked: Chosen) -> Plan:
    """The plan with what is ticked. What means nothing for it stays as the policy has it."""
    offered = {choice.id for choice in choices(plan)} - {NO_UNDO.id}
    said = {id_: id_ in ticked for id_ in offered}
    saving = replace(plan.policy.saving, **said)
    return replace(plan, policy=plan.policy.with_saving(saving))

"""An order in which nothing is removed before what needs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tui.core.cleanup.world import Class, Ref, Thing


def one_each(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Every thing once, the largest gain first; the same whatever the order they came in."""
    found: dict[Ref, Thing] = {}
    for thing in sorted(things, key=_place):
        found.setdefault(thing.ref, thing)
    return tuple(found.values())


def _place(thing: Thing) -> tuple[int, str, str, str]:
    return -thing.gain[1], thing.name, thing.id, thing.kind


def by_class(things: Iterable[Thing]) -> dict[Class, list[Thing]]:
    """Classes in the order of removal, each with its things, leaves first."""
    groups: dict[Class, list[Thing]] = {kind: [] for kind in Class}
    for thing in things:
        groups[thing.kind].append(thing)
    return {kind: leaves_first(group) for kind, group in groups.items()}


def leaves_first(things: Sequence[Thing]) -> list[Thing]:
    """The same things, each after all that use it; otherwise in the order given.

    What needs itself by a detour comes last: it can never be removed.
    """
    inside: dict[Ref, Thing] = {thing.ref: thing for thing in things}
    waiting = Counter(ref for thing in things for ref in thing.uses if ref in inside)
    ready = [thing for thing in things if not waiting[thing.ref]]
    for thing in ready:  # grows while it is walked
        for ref in sorted(thing.uses & inside.keys()):
            waiting[ref] -= 1
            if not waiting[ref]:
                ready.append(inside[ref])
    return ready + [thing for thing in things if waiting[thing.ref] > 0]

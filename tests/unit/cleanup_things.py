"""Short ways to write down the things of a clean-up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.unit.cleanup_worlds import NOW
from tui.core.cleanup.pins import Pin
from tui.core.cleanup.plan import Item, Keeping, make_plan
from tui.core.cleanup.policy import PRESETS, STANDARD, Policy
from tui.core.cleanup.world import Class, Ref, Thing, World

THOROUGH = PRESETS["thorough"]
NO_UNDO = Keeping()


def thing(kind: Class, name: str, *uses: Thing, days: float | None = 41, **more: Any) -> Thing:
    """The id is made of the name; a volume's is the name, and so is an image's without a tag."""
    since = None if days is None else NOW - timedelta(days=days)
    own = kind is Class.VOLUME or (kind is Class.IMAGE and ":" not in name)
    key = name if own else f"{kind}-{name}".translate({ord(":"): "-", ord(" "): "-"})
    return Thing(kind, key, name, since=since, uses=frozenset(t.ref for t in uses), **more)


def container(name: str, *uses: Thing, state: str = "exited", **more: Any) -> Thing:
    return thing(Class.CONTAINER, name, *uses, state=state, **more)


def image(name: str, *parents: Thing, **more: Any) -> Thing:
    """With a tag if the name has one."""
    tags = (name,) if ":" in name else ()
    return thing(Class.IMAGE, name, *parents, **{"tags": tags, **more})


def volume(name: str, **more: Any) -> Thing:
    return thing(Class.VOLUME, name, **more)


def network(name: str, **more: Any) -> Thing:
    return thing(Class.NETWORK, name, **more)


def cache(name: str, *parents: Thing, **more: Any) -> Thing:
    return thing(Class.BUILD_CACHE, name, *parents, **more)


def log(box: Thing, size: int, **more: Any) -> Thing:
    return Thing(
        Class.LOG_FILE, box.id, box.name, size, size, since=box.since, path="/logs/a", **more
    )


def judged(
    *things: Thing,
    policy: Policy = STANDARD,
    pins: tuple[Pin, ...] = (),
    keeping: Keeping = NO_UNDO,
    unticked: frozenset[Ref] = frozenset(),
    **world: Any,
) -> dict[str, Item]:
    """The items of a plan by the names of their things; two things of one name are an error."""
    where = World("E1", "default", NOW, things, **world)
    plan = make_plan(where, policy, pins, keeping=keeping, unticked=unticked)
    found = {f"{i.thing.name} log" if i.thing.path else i.thing.name: i for i in plan.items}
    assert len(found) == len(things)
    return found


def goes(items: dict[str, Item]) -> set[str]:
    return {name for name, item in items.items() if item.commands}

"""Planning for a very full engine takes no time that a user would notice."""

from __future__ import annotations

import time
from dataclasses import replace

from tests.unit.cleanup_things import THOROUGH, cache, container, image, volume
from tests.unit.cleanup_worlds import NOW, UNDO
from tui.core.cleanup.pins import By, Pin
from tui.core.cleanup.plan import Plan, make_plan
from tui.core.cleanup.policy import Policy
from tui.core.cleanup.world import Ref, Thing, World

MOST = 2.0
"""Seconds of CPU; on an ordinary machine a plan takes a fifth of it or less."""
FULL = replace(THOROUGH, keep_tags=2, names=("*web*", "app*", "anonymous*", "*"), log_files=1000)
PINS = (Pin(By.PATTERN, "keep-*"), Pin(By.LABEL, "keep"), Pin(By.PROJECT, "blog"))


def _world() -> World:
    images: list[Thing] = []
    for n in range(500):
        below = images[n - 1 : n] if n % 5 else []
        layers = tuple(f"layer{n // 5}.{i}" for i in range(20 + n % 5))
        images.append(image(f"app:{n}", *below, layers=layers, bytes_min=n, bytes_max=9 * n))
    volumes = [volume(f"{n:064x}", anonymous=True, bytes_max=n) for n in range(2000)]
    boxes = [
        container(
            f"web-{n}", images[n % 400], volumes[n % 1500], exit_code=0,
            state="exited" if n % 3 else "running", labels={"a": "b"}, project="shop",
        )
        for n in range(5000)
    ]  # fmt: skip
    entries: list[Thing] = []
    for n in range(500):
        entries.append(cache(f"RUN {n}", *entries[n - 1 : n], shared=n % 2 == 0, bytes_max=n))
    return World("E1", "default", NOW, (*boxes, *images, *volumes, *entries))


def _seconds(policy: Policy, world: World, unticked: frozenset[Ref]) -> tuple[float, Plan]:
    begun = time.process_time()
    plan = make_plan(world, policy, PINS, keeping=UNDO, unticked=unticked)
    return time.process_time() - begun, plan


def test_a_plan_for_thousands_of_things() -> None:
    world = _world()
    for policy in (THOROUGH, FULL):
        seconds, plan = _seconds(policy, world, frozenset())
        assert len(plan.items) == 8000
        assert plan.removals
        assert seconds < MOST
        spared = frozenset(item.ref for item in plan.removals[::2])
        again, part = _seconds(policy, world, spared)
        assert len(part.removals) < len(plan.removals)
        assert again < MOST


def test_one_long_chain_of_images_and_of_cache() -> None:
    images: list[Thing] = []
    entries: list[Thing] = []
    for n in range(3000):
        images.append(image(f"{n:064x}", *images[n - 1 : n], intermediate=n < 2999))
        entries.append(cache(f"RUN {n}", *entries[n - 1 : n]))
    seconds, plan = _seconds(
        THOROUGH, World("E1", "default", NOW, (*images, *entries)), frozenset()
    )
    assert len(plan.removals) == 6000
    assert seconds < MOST

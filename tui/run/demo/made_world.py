"""The world as it is at the start."""

from __future__ import annotations

from tui.run.demo import (
    docker_builders,
    docker_registry,
    habits,
    made_builds,
    made_compose,
    made_images,
    made_places,
    made_singles,
)
from tui.run.demo.schedule import Clock
from tui.run.demo.world import SEED, World, utc_now


def make_world(*, seed: int = SEED, clock: Clock = utc_now, lively: bool = True) -> World:
    """A full world; in a `lively` one things happen by themselves."""
    world = World(seed=seed, clock=clock)
    for part in (made_places, made_images, made_builds, made_compose, made_singles):
        part.fill(world)
    docker_registry.fill(world)
    docker_builders.fill(world)
    if lively:
        habits.begin(world)
    return world

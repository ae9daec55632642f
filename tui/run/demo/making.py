"""How the things of the demo world are made."""

from __future__ import annotations

from typing import Any

from tui.run.demo.made_images import image_id
from tui.run.demo.records import DemoContainer, DemoMount
from tui.run.demo.world import World

VOLUMES = "/var/lib/docker/volumes"
HOUR = 3600.0


def make(
    world: World,
    name: str,
    *,
    word: str,
    hours: float,
    started: float | None = None,
    ended: float | None = None,
    code: int = 0,
    **more: Any,
) -> DemoContainer:
    """A container that was created `hours` ago from the image that made_images.py calls `word`.

    `started` and `ended` are hours ago too. It started when it was created, unless that is said
    or it never did.
    """
    created = world.ago(seconds=hours * HOUR + world.chance.uniform(0, 40))
    container = DemoContainer(
        id=world.ident("container", name),
        name=name,
        image_id=image_id(world, word),
        created=created,
        finished=None if ended is None else world.ago(seconds=ended * HOUR),
        exit_code=code,
        **more,
    )
    if container.state != "created":
        container.started = created if started is None else world.ago(seconds=started * HOUR)
    if container.check and container.alive:
        container.health = "healthy"
    world.containers[container.id] = container
    return container


def bind(source: str, destination: str, *, rw: bool = True) -> DemoMount:
    """A directory of the machine."""
    return DemoMount("bind", source, destination, rw=rw)


def volume(name: str, destination: str) -> DemoMount:
    return DemoMount("volume", f"{VOLUMES}/{name}/_data", destination, name)

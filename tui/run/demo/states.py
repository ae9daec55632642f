"""How a container of the demo world changes, with the events an engine tells of it."""

from __future__ import annotations

from tui.run.demo.records import DemoContainer
from tui.run.demo.world import World

CHECKED_AFTER = 6.0
"""Seconds from the start of a container to its first health check."""


def tell(world: World, container: DemoContainer, action: str, **more: str) -> None:
    about = {**container.labels, "image": container.image, "name": container.name, **more}
    world.events.tell("container", action, container.id, about)


def come_up(world: World, container: DemoContainer) -> None:
    container.state, container.started = "running", world.clock()
    container.exit_code, container.error, container.oom_killed = 0, "", False
    _wire(world, container, "connect", "mount")
    if container.check:
        container.health = "starting"
        world.schedule.later(CHECKED_AFTER, lambda: _first_check(world, container))
    tell(world, container, "start")


def _first_check(world: World, container: DemoContainer) -> None:
    if container.state == "running" and container.health == "starting":
        set_health(world, container, "unhealthy" if container.habit == "moody" else "healthy")


def set_health(world: World, container: DemoContainer, health: str) -> None:
    container.health = health
    tell(world, container, f"health_status: {health}")


def end(world: World, container: DemoContainer, code: int) -> None:
    """Its process is gone. An engine calls what it does not check any more unhealthy."""
    container.state, container.finished = "exited", world.clock()
    container.exit_code = code
    container.health = "unhealthy" if container.check else ""
    tell(world, container, "die", exitCode=str(code))
    _wire(world, container, "disconnect", "unmount")


def _wire(world: World, container: DemoContainer, network_action: str, action: str) -> None:
    for name in container.networks:
        network = world.networks[name]
        about = {"container": container.id, "name": name, "type": network.driver}
        world.events.tell("network", network_action, network.id, about)
    for mount in container.mounts:
        if mount.type == "volume":
            about = {"container": container.id, "driver": "local"}
            world.events.tell("volume", action, mount.name, about)

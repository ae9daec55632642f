"""What can be done to a container of the demo world, and when the engine refuses it."""

from __future__ import annotations

from collections.abc import Iterator

from tui.run.demo.records import DemoContainer
from tui.run.demo.reply import from_daemon
from tui.run.demo.states import come_up, end, tell
from tui.run.demo.world import World

KILLED = 137
PORT_TAKEN = 128
WAIT = "wait until the container is running"
_MARKED = "container is marked for removal and cannot be started"


def start(world: World, container: DemoContainer) -> None:
    """Raises Refusal: paused, half removed, or a port of it is taken."""
    if container.state == "paused":
        raise from_daemon("cannot start a paused container, try unpause instead")
    if container.state in ("dead", "removing"):
        raise from_daemon(_MARKED)
    if not container.alive:
        _need_ports(world, container)
        come_up(world, container)


def _need_ports(world: World, container: DemoContainer) -> None:
    others = [c for c in world.containers.values() if c.alive and c is not container]
    taken = {port.host for other in others for port in other.ports}
    for port in container.ports:
        if port.host and port.host in taken:
            container.error = (
                "driver failed programming external connectivity on endpoint "
                f"{container.name} ({world.ident('endpoint', container.id)}): Bind for "
                f"{port.ip or '0.0.0.0'}:{port.host} failed: port is already allocated"  # noqa: S104
            )
            container.exit_code = PORT_TAKEN
            raise from_daemon(f"failed to set up container networking: {container.error}")


def stop(world: World, container: DemoContainer) -> None:
    """One that does not run is left as it is, without a word."""
    if container.alive:
        _stop(world, container)
        reap(world, container)


def _stop(world: World, container: DemoContainer) -> None:
    if container.state == "restarting":
        container.state = "exited"
    else:
        tell(world, container, "kill", signal="15")
        end(world, container, container.on_stop)
    tell(world, container, "stop")


def kill(world: World, container: DemoContainer) -> None:
    """Raises Refusal where nothing runs."""
    if not container.alive:
        words = f"cannot kill container: {container.name}: {_not_running(container)}"
        raise from_daemon(words)
    tell(world, container, "kill", signal="9")
    end(world, container, KILLED)
    reap(world, container)


def restart(world: World, container: DemoContainer) -> None:
    """Raises Refusal where it cannot be started again."""
    if container.state in ("dead", "removing"):
        raise from_daemon(f"Cannot restart container {container.name}: {_MARKED}")
    if container.alive:
        _stop(world, container)
    start(world, container)
    tell(world, container, "restart")


def pause(world: World, container: DemoContainer) -> None:
    if container.state == "paused":
        raise from_daemon(f"Container {container.id} is already paused")
    if container.state == "restarting":
        raise from_daemon(f"Container {container.id} is restarting, {WAIT}")
    if not container.alive:
        raise from_daemon(_not_running(container))
    container.state = "paused"
    tell(world, container, "pause")


def unpause(world: World, container: DemoContainer) -> None:
    if container.state != "paused":
        raise from_daemon(f"Container {container.id} is not paused")
    container.state = "running"
    tell(world, container, "unpause")


def remove(world: World, container: DemoContainer, *, force: bool, volumes: bool) -> None:
    """Raises Refusal on one that is alive, unless forced; then it is killed first."""
    if container.alive and not force:
        raise from_daemon(f'cannot remove container "/{container.name}": {_first(container)}')
    if container.alive:
        tell(world, container, "kill", signal="9")
        end(world, container, KILLED)
    del world.containers[container.id]
    for name in _own_volumes(world, container) if volumes else ():
        del world.volumes[name]
        world.events.tell("volume", "destroy", name, {"driver": "local"})
    tell(world, container, "destroy")


def reap(world: World, container: DemoContainer) -> None:
    if container.auto_remove:
        remove(world, container, force=False, volumes=True)


def _own_volumes(world: World, container: DemoContainer) -> Iterator[str]:
    """The volumes without a name of their own that no other container uses."""
    others = {m.name for c in world.containers.values() for m in c.mounts}
    for mount in container.mounts:
        if len(mount.name) == len(container.id) and mount.name not in others:
            yield mount.name


def _first(container: DemoContainer) -> str:
    if container.state == "paused":
        return "container is paused and must be unpaused first"
    return f"container is {container.state}: stop the container before removing or force remove"


def _not_running(container: DemoContainer) -> str:
    return f"container {container.id} is not running"

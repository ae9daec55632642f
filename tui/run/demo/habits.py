"""What happens in the demo world by itself: something every few seconds, and never too much."""

from __future__ import annotations

from collections.abc import Callable

from tui.run.demo import lifecycle, states
from tui.run.demo.making import make
from tui.run.demo.records import DemoContainer
from tui.run.demo.world import World

SHORTEST, LONGEST = 4.0, 9.0
"""Seconds between two happenings."""
ROOM = 28
"""Containers, from which number on no new one is created by itself."""
JOBS = 3
"""Jobs that are kept after they ended."""


def begin(world: World) -> None:
    """From now on things happen whenever the schedule is caught up with."""
    world.schedule.later(world.chance.uniform(SHORTEST, LONGEST), lambda: _happen(world))


def _happen(world: World) -> None:
    happen(world)
    begin(world)


def happen(world: World) -> None:
    """One thing that can happen as the world is; nothing where none can."""
    possible = [call for call in map(_habit, world.containers.values()) if call]
    if len(world.containers) < ROOM:
        possible.append(_new_job)
    else:
        possible.append(_tidy)
    world.chance.choice(possible)(world)


def _habit(container: DemoContainer) -> Callable[[World], None] | None:
    state, habit = container.state, container.habit
    if state == "running" and habit == "worker":
        return lambda world: _crash(world, container)
    if state == "running" and habit == "moody" and container.health != "starting":
        other = "healthy" if container.health == "unhealthy" else "unhealthy"
        return lambda world: states.set_health(world, container, other)
    if state == "restarting":
        return lambda world: _try_again(world, container)
    if state == "running" and habit == "job":
        return lambda world: _finish(world, container)
    return None


def _crash(world: World, container: DemoContainer) -> None:
    """It ends, and its restart policy brings it back a moment later."""
    states.end(world, container, 1)
    container.state, container.restarts = "restarting", container.restarts + 1
    world.schedule.later(2.0, lambda: _come_back(world, container))


def _come_back(world: World, container: DemoContainer) -> None:
    if container.state == "restarting" and container.id in world.containers:
        states.come_up(world, container)


def _try_again(world: World, container: DemoContainer) -> None:
    _come_back(world, container)
    if container.habit == "loop":
        world.schedule.later(1.5, lambda: _fail_again(world, container))


def _fail_again(world: World, container: DemoContainer) -> None:
    if container.state == "running" and container.id in world.containers:
        states.end(world, container, 1)
        container.state, container.restarts = "restarting", container.restarts + 1


def _finish(world: World, container: DemoContainer) -> None:
    states.end(world, container, world.chance.choice((0, 0, 0, 1)))
    lifecycle.reap(world, container)
    _tidy(world)


def _new_job(world: World) -> None:
    number = next(n for n in range(1, 1000) if not _taken(world, f"job-{n}"))
    job = make(
        world, f"job-{number}", word="alpine", hours=0, image="alpine:3.22", state="created",
        argv=("sh", "-c", f"sleep {3 * number}; echo done"), habit="job", on_stop=143,
        labels={"demo.job": str(number)},
    )  # fmt: skip
    job.created = world.clock()
    states.tell(world, job, "create")
    states.come_up(world, job)


def _taken(world: World, name: str) -> bool:
    return any(c.name == name for c in world.containers.values())


def _tidy(world: World) -> None:
    """The oldest of the jobs that ended go."""
    ended = [c for c in world.containers.values() if "demo.job" in c.labels and not c.alive]
    for job in sorted(ended, key=lambda c: c.created)[: max(0, len(ended) - JOBS)]:
        lifecycle.remove(world, job, force=False, volumes=True)

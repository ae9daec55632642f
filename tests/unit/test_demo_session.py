"""A session on the demo world: actions through the dispatcher, events to the refresher."""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.unit.demo_worlds import START, session, still_world, until
from tui.core.action import NO_CHOICE, Chosen
from tui.core.command import Outcome, docker
from tui.kinds import ACTIONS
from tui.kinds.container_record import Container
from tui.run.demo import lifecycle
from tui.run.demo.machine import sample
from tui.run.demo.transport import DemoTransport
from tui.session.dispatch import Report
from tui.session.follow import Follower, Live
from tui.session.opening import Options, open_session
from tui.session.session import Session


async def carry_out(
    opened: Session, action_id: str, *names: str, chosen: Chosen = NO_CHOICE
) -> Report:
    """Read the kind, do it to the rows of these names, and wait until all is read again."""
    kind, action = ACTIONS[action_id]
    opened.refresh.mark(kind.id)
    await opened.refresh.settled()
    rows = [row for row in opened.store[kind.id].rows if set(names) & set(kind.names(row))]
    assert rows, names
    report = await opened.dispatch.carry_out(opened.dispatch.intend(kind, action, rows, chosen))
    await opened.refresh.settled()
    return report


def containers(opened: Session) -> dict[str, Container]:
    return {row.name: row for row in opened.store["containers"].rows}


async def test_stop_start_and_remove() -> None:
    opened = session(still_world()[0])
    report = await carry_out(opened, "container.stop", "shop-web-1", "shop-cache-1", "scratch")
    assert sorted(report.done) == ["shop-cache-1", "shop-web-1"]
    assert [skipped.name for skipped in report.skipped] == ["scratch"]
    assert containers(opened)["shop-web-1"].state == "exited"
    assert containers(opened)["shop-web-1"].exit_code == 0
    assert (await carry_out(opened, "container.start", "shop-web-1")).ok
    assert containers(opened)["shop-web-1"].state == "running"
    assert containers(opened)["shop-web-1"].started == START
    assert (await carry_out(opened, "container.remove", "shop-cache-1")).ok
    assert "shop-cache-1" not in containers(opened)


async def test_a_failure_is_reported_in_dockers_own_words() -> None:
    opened = session(still_world()[0])
    report = await carry_out(opened, "container.remove", "shop-web-1")
    (failed,) = report.failed
    assert "container is running: stop the container before removing" in failed.reason
    assert failed.remedy == "Stop it first, or remove it with -f."
    forced = await carry_out(opened, "container.remove", "shop-web-1", chosen=Chosen({"force"}))
    assert forced.ok


async def test_what_is_gone_meanwhile_is_no_failure() -> None:
    world, _ = still_world()
    opened = session(world)
    kind, action = ACTIONS["container.remove"]
    opened.refresh.mark("containers")
    await opened.refresh.settled()
    intent = opened.dispatch.intend(kind, action, [containers(opened)["scratch"]])
    lifecycle.remove(world, world.container("scratch"), force=True, volumes=False)
    report = await opened.dispatch.carry_out(intent)
    assert report.ok
    assert [s.reason for s in report.skipped] == ["it is gone already"]


async def test_an_image_is_untagged() -> None:
    opened = session(still_world()[0])
    assert (await carry_out(opened, "image.remove", "shop-api:dev")).ok
    tags = [row.tags for row in opened.store["images"].rows if row.tag == "1.2"]
    assert tags == [("registry.local:5000/shop/api:1.2",)]


async def test_distros_change() -> None:
    opened = session(still_world()[0])
    await opened.find_here()
    assert (await carry_out(opened, "distro.start", "Debian")).ok
    assert (await carry_out(opened, "distro.set-default", "Debian")).ok
    assert (await carry_out(opened, "distro.terminate", "Alpine-dev")).ok
    found = {row.name: row for row in opened.store["distros"].rows}
    assert (found["Debian"].state, found["Debian"].default) == ("running", True)
    assert found["Alpine-dev"].state == "stopped"
    assert found["Ubuntu-24.04"].current
    protected = await carry_out(opened, "distro.terminate", "docker-desktop")
    assert [s.name for s in protected.skipped] == ["docker-desktop"]


@pytest.mark.parametrize("tool", ["docker", "wsl"])
async def test_both_tools_are_up_and_say_their_versions(tool: str) -> None:
    health = await session(still_world()[0]).probe(tool)
    assert health.up
    assert health.facts


@contextlib.asynccontextmanager
async def followed(opened: Session) -> AsyncIterator[Follower]:
    """A session that is live, with everything read once."""
    live = asyncio.Event()
    follower = Follower(opened, live.set)
    task = asyncio.create_task(follower.run())
    try:
        async with asyncio.timeout(10):
            await live.wait()
        await opened.refresh.settled()
        yield follower
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await opened.close()


async def test_events_reach_the_refresher() -> None:
    world, clock = still_world()
    opened = session(world)
    async with followed(opened) as follower:
        assert follower.liveness.state is Live.LIVE
        lifecycle.stop(world, world.container("shop-web-1"))
        await until(opened.store, lambda: containers(opened)["shop-web-1"].state == "exited")
        lifecycle.remove(world, world.container("scratch"), force=False, volumes=False)
        await until(opened.store, lambda: "scratch" not in containers(opened))
        lifecycle.restart(world, world.container("shop-db-1"))
        await until(opened.store, lambda: containers(opened)["shop-db-1"].health == "starting")
        clock.forward(10)
        lifecycle.pause(world, world.container("adminer"))
        await until(opened.store, lambda: containers(opened)["shop-db-1"].health == "healthy")
    assert world.events.listeners == 0


@pytest.mark.parametrize("limit", [0.01, None])
async def test_one_that_is_ended_early_changes_nothing(limit: float | None) -> None:
    world, _ = still_world()
    slow = DemoTransport(world, pace=1000)
    command = docker("stop", "shop-web-1", mutates=True, timeout=limit)
    task = asyncio.create_task(slow.run(command))
    if limit is None:
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    else:
        assert (await task).outcome is Outcome.TIMEOUT
    assert world.container("shop-web-1").state == "running"


def test_the_machine_is_the_demos_own_and_moves_smoothly() -> None:
    _, clock = still_world()
    samples = []
    for _ in range(300):
        clock.forward(2)
        samples.append(sample(clock()))
    loads = [s.cpu_percent for s in samples]
    assert samples[0].cpus == 8
    assert 0 < min(loads) < 10 < 25 < max(loads) < 60
    assert max(abs(a - b) for a, b in itertools.pairwise(loads)) < 10
    assert all(s.memory_used + s.memory_available == s.memory_total for s in samples)
    assert all(0 < s.disk_used < s.disk_total for s in samples)


async def test_the_front_ends_open_the_demo_world(tmp_path: Path) -> None:
    opened = open_session(Options(demo=True), {"HOME": str(tmp_path)})
    assert opened.demo
    assert opened.measure().cpus == 8
    await opened.find_here()
    assert opened.store["here"].rows == ("Ubuntu-24.04",)
    opened.refresh.mark("containers")
    await opened.refresh.settled()
    assert len(opened.store["containers"].rows) == 25
    assert {e.outcome for e in opened.runner.journal.entries} == {Outcome.OK}

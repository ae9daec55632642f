"""What happens in the demo world by itself: seeded, bounded, and told as events."""

import asyncio
import json
from typing import Any

from tests.unit.demo_worlds import rows_of, said, still_world, transport
from tui.core.command import Command, Mode
from tui.run.demo import habits
from tui.run.demo.world import World

PS = ("docker", "ps", "-a", "--no-trunc", "--format", "{{json .}}")
EVENTS = ("docker", "events", "--format", "{{json .}}")


async def told(world: World, *words: str, count: int) -> list[dict[str, Any]]:
    """The first events of a stream that starts with the beginning of the world."""
    since = ("--since", f"{world.began.timestamp():.3f}")
    command = Command("docker", (*EVENTS, *since, *words), mode=Mode.STREAMED)
    found: list[dict[str, Any]] = []
    async with transport(world).stream(command) as stream, asyncio.timeout(10):
        async for line in stream:
            found.append(json.loads(line))
            if len(found) == count:
                break
    return found


async def _story(seed: int) -> list[str]:
    world, clock = still_world(seed, lively=True)
    told = []
    for _ in range(40):
        clock.forward(5)
        told.append((await said(world, *PS)).text)
    return [*told, *(json.dumps(event) for event in world.events.since(0))]


async def test_equal_seeds_tell_equal_stories() -> None:
    first, second, other = await _story(1), await _story(1), await _story(2)
    assert first == second
    assert first != other


async def test_nothing_happens_in_a_still_world() -> None:
    world, clock = still_world()
    before = (await said(world, "docker", "ps", "-aq", "--no-trunc")).text
    clock.forward(3600)
    assert (await said(world, "docker", "ps", "-aq", "--no-trunc")).text == before
    assert world.events.since(0) == []


async def test_something_happens_every_few_seconds() -> None:
    world, clock = still_world(lively=True)
    for _ in range(30):
        wait = world.schedule.wait()
        assert wait is not None
        assert wait <= habits.LONGEST
        clock.forward(habits.LONGEST)
        world.schedule.catch_up()
    seen = {event["Action"] for event in world.events.since(0)}
    assert {"create", "start", "die"} <= seen
    assert any(action.startswith("health_status: ") for action in seen)


async def test_the_world_never_grows_out_of_hand() -> None:
    world, clock = still_world(lively=True)
    most = 0
    for _ in range(600):
        clock.forward(6)
        world.schedule.catch_up()
        most = max(most, len(world.containers))
    assert 25 < most <= 30
    assert len(await rows_of(world, "containers")) == len(world.containers)


async def test_a_long_sleep_is_not_made_up_for() -> None:
    world, clock = still_world(lively=True)
    clock.forward(30 * 24 * 3600)
    world.schedule.catch_up()
    assert len(world.events.since(0)) < 20


async def test_what_was_removed_meanwhile_stays_away() -> None:
    world, clock = still_world(lively=True)
    for _ in range(60):
        for name in ("shop-worker-1", "blog-mailer-1", "blog-ghost-1"):
            await said(world, "docker", "rm", "-f", name)
        clock.forward(6)
        world.schedule.catch_up()
    assert not {"shop-worker-1", "blog-mailer-1"} & {c.name for c in world.containers.values()}


async def test_a_stop_is_told_as_an_engine_tells_it() -> None:
    world, _ = still_world()
    await said(world, "docker", "stop", "shop-db-1")
    events = await told(world, count=5)
    assert [e["Action"] for e in events] == ["kill", "die", "disconnect", "unmount", "stop"]
    die = events[1]
    assert die["Type"] == "container"
    assert die["id"] == die["Actor"]["ID"] == world.container("shop-db-1").id
    about = die["Actor"]["Attributes"]
    assert (about["name"], about["exitCode"]) == ("shop-db-1", "0")
    assert about["com.docker.compose.project"] == "shop"
    assert [e["timeNano"] for e in events] == sorted({e["timeNano"] for e in events})


async def test_filters_leave_out_the_rest() -> None:
    world, _ = still_world()
    await said(world, "docker", "restart", "shop-db-1")
    await said(world, "docker", "image", "rm", "node:24")
    words = ("--filter", "type=container", "--filter", "type=image", "--filter", "event=die")
    events = await told(world, *words, "--filter", "event=delete", count=2)
    assert [(e["Type"], e["Action"]) for e in events] == [("container", "die"), ("image", "delete")]


async def test_two_who_listen_hear_the_same_and_leave_no_trace() -> None:
    world, _ = still_world()
    demo, command = transport(world), Command("docker", EVENTS, mode=Mode.STREAMED)
    async with asyncio.timeout(10), demo.stream(command) as one, demo.stream(command) as two:
        await said(world, "docker", "pause", "shop-web-1")
        assert await anext(aiter(one)) == await anext(aiter(two))
    assert world.events.listeners == 0


async def test_a_stream_wakes_up_for_what_happens_by_itself() -> None:
    world, clock = still_world(lively=True)
    command = Command("docker", EVENTS, mode=Mode.STREAMED)
    async with asyncio.timeout(10), transport(world).stream(command) as stream:
        clock.forward(habits.LONGEST)
        assert json.loads(await anext(aiter(stream)))["Action"]


async def test_a_reader_may_be_cancelled_and_read_on() -> None:
    world, _ = still_world()
    command = Command("docker", EVENTS, mode=Mode.STREAMED)
    async with asyncio.timeout(10), transport(world).stream(command) as stream:
        lines = aiter(stream)
        waiting = asyncio.ensure_future(anext(lines))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
        await said(world, "docker", "pause", "shop-web-1")
        assert json.loads(await anext(lines))["Action"] == "pause"

"""The logs of the demo world: the same for the same moment, lively, and refused as docker does."""

from __future__ import annotations

import asyncio
from itertools import count

from tests.unit.demo_worlds import still_world, transport
from tui.core.command import Command, Outcome, docker
from tui.core.loglevel import Level, level_of
from tui.core.logline import LogLine, Splitter
from tui.core.logtext import plain
from tui.run.demo.world import World


async def said(world: World, *words: str) -> tuple[list[LogLine], str, Outcome]:
    command = docker("logs", "--timestamps", *words)
    numbers = count()
    out, err = Splitter(0, numbers), Splitter(0, numbers, error=True)
    async with transport(world).outputs(command) as outputs:
        found = []
        async for piece in outputs:
            found += (err if piece.error else out).feed(piece.raw)
        assert outputs.result is not None
        return found, "\n".join(err.unstamped), outputs.result.outcome


async def test_every_container_has_a_log_that_is_the_same_again() -> None:
    for container in still_world()[0].containers.values():
        first, _, _ = await said(still_world()[0], "--tail", "20", container.name)
        second, _, _ = await said(still_world()[0], "--tail", "20", container.name)
        assert [line.raw for line in first] == [line.raw for line in second]
        assert len(first) <= 20
        if container.alive:
            assert first, container.name


async def test_tail_since_and_until() -> None:
    world, _ = still_world()
    lines, _, outcome = await said(world, "--tail", "5", "shop-api-1")
    assert (len(lines), outcome) == (5, Outcome.OK)
    again, _, _ = await said(world, "--since", lines[2].stamp, "shop-api-1")
    assert [line.raw for line in again] == [line.raw for line in lines[2:]]
    until, _, _ = await said(world, "--tail", "5", "--until", lines[2].stamp, "shop-api-1")
    assert [line.raw for line in until] == [line.raw for line in lines[:3]]


async def test_levels_streams_and_odd_texts_are_all_there() -> None:
    world, _ = still_world()
    lines, _, _ = await said(world, "--tail", "200", "shop-api-1")
    assert {level_of(line.body) for line in lines} == set(Level)
    assert {line.error for line in lines} == {True, False}
    odd, _, _ = await said(world, "--tail", "200", "odd.name_with-dots.and_underscores-0123456789")
    assert any("\x1b]0;" in line.body for line in odd)
    assert all(plain(line.body).isprintable() for line in odd)


async def test_it_goes_on_while_the_container_runs() -> None:
    world, clock = still_world()
    command = docker("logs", "--timestamps", "--follow", "--tail", "1", "shop-api-1")
    async with transport(world).outputs(command) as outputs:
        pieces = aiter(outputs)
        first = (await anext(pieces)).raw
        clock.forward(5)
        assert (await asyncio.wait_for(anext(pieces), 10)).raw > first
        world.container("shop-api-1").state = "exited"
        left = [piece async for piece in pieces]
        assert len(left) <= 9


async def test_refusals() -> None:
    world, _ = still_world()
    lines, words, outcome = await said(world, "no-such")
    assert (lines, words) == ([], "Error response from daemon: No such container: no-such")
    assert outcome is Outcome.FAILED
    _, words, _ = await said(world, "--frobnicate", "shop-api-1")
    assert "the demo world has no answer to" in words
    async with transport(world).outputs(Command("docker", ("docker", "ps", "-a"))) as outputs:
        assert [piece async for piece in outputs]

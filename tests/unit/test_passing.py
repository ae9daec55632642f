"""What is made for a moment goes again: after the look, after a cancel, and at the end."""

from __future__ import annotations

import asyncio

import pytest

from tui.core.command import Command, Outcome, Result, docker
from tui.session.passing import Passing

AFTER = (docker("rm", "x"), docker("image", "rm", "y"))
BOTH = ["docker rm x", "docker image rm y"]


class Ran:
    """Each command takes a turn of the loop."""

    def __init__(self) -> None:
        self.typed: list[str] = []
        self.passing = Passing(self)

    async def __call__(self, command: Command) -> Result:
        await asyncio.sleep(0)
        self.typed.append(command.typed())
        return Result(command, Outcome.OK)

    async def look(self, until: asyncio.Event) -> None:
        async with self.passing.until_here(AFTER):
            await until.wait()


async def test_after_a_look() -> None:
    ran, seen = Ran(), asyncio.Event()
    seen.set()
    await ran.look(seen)
    assert ran.typed == BOTH


async def test_a_look_that_fails() -> None:
    ran = Ran()
    with pytest.raises(ValueError, match="on fire"):
        async with ran.passing.until_here(AFTER):
            raise ValueError("on fire")
    assert ran.typed == BOTH


async def test_a_look_that_is_cancelled_even_twice() -> None:
    ran = Ran()
    looking = asyncio.create_task(ran.look(asyncio.Event()))
    await asyncio.sleep(0)
    looking.cancel()
    await asyncio.sleep(0)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
    await ran.passing.end()
    assert ran.typed == BOTH


async def test_the_end_waits_for_all_of_them() -> None:
    ran = Ran()
    looking = [asyncio.create_task(ran.look(asyncio.Event())) for _ in range(3)]
    await asyncio.sleep(0)
    await ran.passing.end()
    assert ran.typed.count("docker image rm y") == 3
    assert all(task.cancelled() for task in looking)


async def test_nothing_to_take_back_is_nothing_to_wait_for() -> None:
    ran = Ran()
    async with ran.passing.until_here(()):
        await ran.passing.end()
    assert ran.typed == []

"""One process for the same read asked twice: who waits, who is cancelled, when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from tui.core.command import Outcome, Result, docker
from tui.run.shared import SharedReads

PS = docker("ps")


class Reads:
    """Reads that end when they are told to; ending a cancelled one takes a moment."""

    def __init__(self) -> None:
        self.shared = SharedReads()
        self.started = self.running = self.most = self.cancelled = 0
        self.go = asyncio.Event()
        self.trouble: Exception | None = None

    async def _read(self) -> Result:
        self.started += 1
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            for _ in range(5):
                await asyncio.sleep(0)
            raise
        finally:
            self.running -= 1
        if self.trouble:
            raise self.trouble
        return Result(PS, Outcome.OK, 0, str(self.started).encode())

    def fetch(self, key: str = "ps") -> asyncio.Task[Result]:
        work: Coroutine[Any, Any, Result] = self.shared.fetch(key, self._read)
        return asyncio.create_task(work)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


async def test_two_readers_share_one_read() -> None:
    reads = Reads()
    tasks = [reads.fetch(), reads.fetch(), reads.fetch("images")]
    await settle()
    assert reads.started == 2
    reads.go.set()
    first, second, _ = await asyncio.gather(*tasks)
    assert first is second


async def test_when_it_has_ended_the_next_reads_anew() -> None:
    reads = Reads()
    reads.go.set()
    await reads.fetch()
    await reads.fetch()
    assert reads.started == 2


async def test_one_reader_may_leave() -> None:
    reads = Reads()
    leaving, staying = reads.fetch(), reads.fetch()
    await settle()
    leaving.cancel()
    await asyncio.wait([leaving])
    assert (leaving.cancelled(), reads.cancelled) == (True, 0)
    reads.go.set()
    assert (await staying).ok


async def test_the_last_reader_takes_the_read_along_and_waits_for_its_end() -> None:
    reads = Reads()
    tasks = [reads.fetch(), reads.fetch()]
    await settle()
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    assert (reads.cancelled, reads.running) == (1, 0)


async def test_a_new_reader_does_not_get_the_read_that_is_being_cancelled() -> None:
    reads = Reads()
    leaving = reads.fetch()
    await settle()
    leaving.cancel()
    await asyncio.sleep(0)
    coming = reads.fetch()
    reads.go.set()
    assert (await coming).ok
    assert (reads.started, reads.most) == (2, 1)
    assert leaving.cancelled()


async def test_trouble_reaches_every_reader_and_nobody_else() -> None:
    reads = Reads()
    reads.trouble = LookupError("odd")
    tasks = [reads.fetch(), reads.fetch()]
    reads.go.set()
    ends = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(end) for end in ends] == [LookupError, LookupError]


async def test_trouble_of_a_read_that_nobody_waits_for_is_no_noise() -> None:
    """An exception that nobody takes would be a warning, and so an error here."""
    reads = Reads()
    reads.trouble = LookupError("odd")
    task = reads.fetch()
    await settle()
    reads.go.set()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    del task
    await settle()

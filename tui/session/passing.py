"""Things that are made for a moment, to look through: they go again, whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from tui.core.command import Command, Result

LAST_WAIT = 8.0
"""Seconds that are given at the end to what still has to go."""


class Passing:
    """Knows who looks through something at the moment, so that the end can wait for them."""

    def __init__(self, execute: Callable[[Command], Awaitable[Result]]) -> None:
        self._execute = execute
        self._lookers: set[asyncio.Task[object]] = set()
        self._going: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def until_here(self, after: Sequence[Command]) -> AsyncIterator[None]:
        """At the end of the block these are run, also where it is cancelled."""
        looker = asyncio.current_task()
        if not after or looker is None:
            yield
            return
        self._lookers.add(looker)
        try:
            yield
        finally:
            self._lookers.discard(looker)
            going = asyncio.create_task(self._run(after))
            self._going.add(going)
            going.add_done_callback(self._going.discard)
            await asyncio.shield(going)

    async def _run(self, commands: Sequence[Command]) -> None:
        for command in commands:
            await self._execute(command)

    async def end(self) -> None:
        """Nobody looks any more; return when what they looked through is gone."""
        own = asyncio.current_task()
        lookers = {task for task in self._lookers if task is not own}
        for task in lookers:
            task.cancel()
        if lookers:
            await asyncio.wait(lookers, timeout=LAST_WAIT)
        if self._going:
            await asyncio.wait(set(self._going), timeout=LAST_WAIT)

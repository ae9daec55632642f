"""The same read asked twice at once is one process with two readers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from typing import Any

from tui.core.command import Result


@dataclass
class _Flight:
    task: asyncio.Task[Result]
    waiting: int = 0


class SharedReads:
    """Flights by key. A flight is cancelled when the last one who waits for it is."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, _Flight] = {}

    async def fetch(
        self, key: Hashable, start: Callable[[], Coroutine[Any, Any, Result]]
    ) -> Result:
        """Its result, or that of the same read which is under way.

        Cancelled as the last one, it returns when the read has ended; only then the next starts.
        """
        while (flight := self._flights.get(key)) is not None and not flight.waiting:
            await asyncio.wait([flight.task])
        if flight is None:
            flight = self._flights[key] = _Flight(asyncio.create_task(start()))
            flight.task.add_done_callback(lambda _: self._flights.pop(key, None))
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting and not flight.task.done():
                flight.task.cancel()
                await asyncio.gather(flight.task, return_exceptions=True)

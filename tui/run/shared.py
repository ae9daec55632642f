"""The same read asked twice at once is one process with two readers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any

from tui.core.command import Result


class SharedReads:
    """Flights by key. A flight is cancelled when the last one who waits for it is."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, asyncio.Task[Result]] = {}
        self._waiting: dict[Hashable, int] = {}

    async def fetch(
        self, key: Hashable, start: Callable[[], Coroutine[Any, Any, Result]]
    ) -> Result:
        flight = self._flights.get(key)
        if flight is None:
            flight = self._flights[key] = asyncio.create_task(start())
            self._waiting[key] = 0
            flight.add_done_callback(lambda done: self._landed(key, done))
        self._waiting[key] += 1
        try:
            return await asyncio.shield(flight)
        finally:
            if self._flights.get(key) is flight:
                self._waiting[key] -= 1
                if not self._waiting[key]:
                    self._landed(key, flight)
                    flight.cancel()

    def _landed(self, key: Hashable, flight: asyncio.Task[Result]) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key], self._waiting[key]

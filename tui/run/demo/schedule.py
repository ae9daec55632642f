"""What is to happen later in the demo world."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime, timedelta

Clock = Callable[[], datetime]


class Schedule:
    """Calls in order of their time. Nothing runs by itself: `catch_up` does what is due."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = itertools.count()

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        moment = self._clock() + timedelta(seconds=seconds)
        heapq.heappush(self._calls, (moment, next(self._count), call))

    def wait(self) -> float | None:
        """Seconds until something is due; None where nothing ever is."""
        if not self._calls:
            return None
        return max(0.0, (self._calls[0][0] - self._clock()).total_seconds())

    def catch_up(self) -> None:
        """Do what is due. What that puts off to later starts from now, however long it slept."""
        now = self._clock()
        while self._calls and self._calls[0][0] <= now:
            heapq.heappop(self._calls)[2]()

"""What `docker events` tells: kept for a while, and handed to everyone who listens."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from tui.run.demo.schedule import Clock

Event = dict[str, Any]
RING = 256
"""Events that an engine remembers."""


class Events:
    """The events of one world."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0
        self._told: deque[Event] = deque(maxlen=RING)
        self._ears: list[asyncio.Queue[Event]] = []

    @property
    def listeners(self) -> int:
        return len(self._ears)

    def tell(self, sort: str, action: str, ident: str, attributes: Mapping[str, str]) -> None:
        event = self._event(sort, action, ident, attributes)
        self._told.append(event)
        for ear in self._ears:
            ear.put_nowait(event)

    def since(self, moment: float) -> list[Event]:
        """What was told from `moment` on, in seconds of the epoch."""
        return [event for event in self._told if event["timeNano"] >= moment * 1e9]

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Event]]:
        ear: asyncio.Queue[Event] = asyncio.Queue()
        self._ears.append(ear)
        try:
            yield ear
        finally:
            self._ears.remove(ear)

    def _event(self, sort: str, action: str, ident: str, attributes: Mapping[str, str]) -> Event:
        event = made(self._clock(), sort, action, ident, attributes)
        nano = max(self._last + 1, event["timeNano"])
        self._last = nano
        return {**event, "time": nano // 10**9, "timeNano": nano}


def made(at: datetime, sort: str, action: str, ident: str, attributes: Mapping[str, str]) -> Event:
    """An event as `docker events` prints it."""
    nano = _nanoseconds(at)
    old = {"status": action, "id": ident} if sort in ("container", "image") else {}
    came = {"from": attributes["image"]} if sort == "container" else {}
    actor = {"ID": ident, "Attributes": dict(sorted(attributes.items()))}
    new = {"Type": sort, "Action": action, "Actor": actor, "scope": "local"}
    return {**old, **came, **new, "time": nano // 10**9, "timeNano": nano}


def _nanoseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000_000) * 1000


def wanted(event: Event, filters: Mapping[str, list[str]]) -> bool:
    """`--filter type=…` and `event=…`: any of each. An action may carry more behind a colon."""
    types, actions = filters.get("type"), filters.get("event")
    if types and event["Type"] not in types:
        return False
    action = str(event["Action"])
    return not actions or action in actions or action.partition(":")[0] in actions

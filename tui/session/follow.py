"""Follows the engine: its events say what went stale; after a silence everything is."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tui.core.command import Command, Mode, docker
from tui.core.health import Health
from tui.core.record import mapping, text
from tui.core.store import Phase

if TYPE_CHECKING:
    from tui.session.session import Session

HEARTBEAT = 20.0
"""Seconds of silence after which the engine is asked whether it is there at all."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 5.0
"""Seconds between two tries to reach an engine that is down."""

_CONTAINER_EVENTS = (
    "create start die destroy pause unpause rename health_status oom update restart stop kill"
)
_OTHER_EVENTS = "pull tag untag delete import load mount unmount connect disconnect prune remove"
_FILTERS = (
    *(f"type={kind}" for kind in ("container", "image", "volume", "network")),
    *(f"event={event}" for event in f"{_CONTAINER_EVENTS} {_OTHER_EVENTS}".split()),
)


class Live(StrEnum):
    """How fresh the docker kinds are."""

    WAITING = "waiting"
    LIVE = "live"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Liveness:
    """`since` is when this state began (aware, UTC)."""

    state: Live
    since: datetime
    health: Health | None = None


def events_command(since: float) -> Command:
    """`docker events` from `since` on (seconds of the epoch), so that none falls into a gap."""
    words = [word for pair in _FILTERS for word in ("--filter", pair)]
    command = docker(
        "events", "--since", f"{since:.3f}", "--format", "{{json .}}", *words, timeout=None
    )
    return replace(command, mode=Mode.STREAMED)


def touched(event: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """The kinds an event makes stale, with the key of the row where it names one."""
    actor = mapping(event.get("Actor"))
    attributes = mapping(actor.get("Attributes"))
    sort, key = text(event.get("Type")), text(actor.get("ID"))
    if sort == "container" and key:
        yield "containers", key
    elif sort == "network" and attributes.get("container"):
        yield "containers", text(attributes.get("container"))
    elif sort == "image":
        yield "images", None
    if sort in ("volume", "network"):
        yield f"{sort}s", None


class Follower:
    """One loop: reach the engine, read everything, follow its events until they end."""

    def __init__(self, session: Session, changed: Callable[[], None]) -> None:
        self._session = session
        self._changed = changed
        self.liveness = Liveness(Live.WAITING, datetime.now(UTC))

    async def run(self) -> None:
        """Until cancelled."""
        wait, since, reading = FIRST_WAIT, self._session.begin(), True
        health = self._session.health.get("docker") or await self._session.probe("docker")
        while True:
            if health.up:
                await self._follow(since, reading)
            else:
                self._lose(health)
            wait = FIRST_WAIT if time.time() - since > LONGEST_WAIT else min(wait * 2, LONGEST_WAIT)
            if not health.up or time.time() - since < wait:
                await asyncio.sleep(wait)
            since, reading = time.time(), False
            health = await self._session.probe("docker")

    async def _follow(self, since: float, reading: bool) -> None:
        """Until the stream ends, as it does when the engine goes.

        `reading` is whether everything is being read anyway, from `since` on.
        """
        async with self._session.stream(events_command(since)) as stream:
            self._enter(Live.LIVE, None)
            self._mark_all(only_failed=reading)
            lines = aiter(stream)
            while True:
                pending = asyncio.ensure_future(_next(lines))
                try:
                    while not (await asyncio.wait([pending], timeout=HEARTBEAT))[0]:
                        await self._heartbeat()
                finally:
                    pending.cancel()
                line = pending.result()
                if line is None:
                    return
                self._take(line)

    async def _heartbeat(self) -> None:
        """Nothing was heard for a while: is the engine quiet, or does it hang?"""
        health = await self._session.probe("docker")
        if not health.up:
            self._lose(health)
        elif self.liveness.state is not Live.LIVE:
            self._enter(Live.LIVE, None)
            self._mark_all()
        else:
            self._mark_all(only_failed=True)

    def _lose(self, health: Health) -> None:
        """Keep what is known, marked old, and say why."""
        if self.liveness.health == health:
            return
        for kind in self._session.kinds.values():
            if kind.tool == "docker":
                self._session.store.fail(kind.id, health)
        self._session.mark("system")
        self._enter(Live.STALE, health)

    def _take(self, line: str) -> None:
        try:
            event = json.loads(line)
        except ValueError:
            return
        for kind_id, key in touched(mapping(event)):
            if kind_id in self._session.kinds:
                self._session.mark(kind_id, None if key is None else [key])

    def _mark_all(self, *, only_failed: bool = False) -> None:
        for kind in self._session.kinds.values():
            failed = self._session.store[kind.id].phase is Phase.FAILED
            if kind.tool in ("docker", "") and (failed or not only_failed):
                self._session.mark(kind.id)

    def _enter(self, state: Live, health: Health | None) -> None:
        old = self.liveness
        since = old.since if old.state is state else datetime.now(UTC)
        self.liveness = Liveness(state, since, health)
        if self.liveness != old:
            self._changed()


async def _next(lines: AsyncIterator[str]) -> str | None:
    return await anext(lines, None)

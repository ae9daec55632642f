"""Follows the engine: its events say what went stale; after a silence everything is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from tui.core import parse
from tui.core.command import Result
from tui.core.errors import WsltuiError
from tui.core.health import Cause, Health, down
from tui.core.record import mapping
from tui.core.store import Phase
from tui.session import crash
from tui.session.events import events_command as events_command
from tui.session.events import touched

if TYPE_CHECKING:
    from tui.session.session import Session

HEARTBEAT = 20.0
"""Seconds of silence after which the engine is asked whether it is there at all."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 5.0
"""Seconds between two tries to reach an engine that is down, or whose events end at once."""
PROOF = 2.0
"""Seconds after which a stream of events is believed to work."""


class Live(StrEnum):
    """How fresh the docker kinds are. Polling: there, but its events cannot be followed."""

    WAITING = "waiting"
    LIVE = "live"
    POLLING = "polling"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Liveness:
    """`since` is when this state began (aware, UTC); `health` is why it is not live."""

    state: Live
    since: datetime
    health: Health | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds; see the constants of the same names."""

    heartbeat: float
    first_wait: float
    longest_wait: float
    proof: float


class Follower:
    """One loop: reach the engine, read everything, follow its events until they end.

    `reached` is set once it has answered.
    """

    def __init__(
        self, session: Session, changed: Callable[[], None], pace: Pace | None = None
    ) -> None:
        self._session = session
        self._changed = changed
        self._pace = pace or Pace(HEARTBEAT, FIRST_WAIT, LONGEST_WAIT, PROOF)
        self._wait = self._pace.first_wait
        self.liveness = Liveness(Live.WAITING, datetime.now(UTC))
        self.reached = asyncio.Event()

    async def run(self) -> None:
        """Until cancelled."""
        since, reading = self._session.begin(), True
        health = self._session.health.get("docker") or await self._session.probe("docker")
        while True:
            try:
                health = await self._attend(health, since, reading=reading)
            except Exception as error:
                health = down(Cause.FAILED, crash.sentence(error), crash.where(error))
                self._lose(health)
            if not health.up or self.liveness.state is Live.POLLING:
                await asyncio.sleep(self._wait)
                self._wait = min(self._wait * 2, self._pace.longest_wait)
                health = await self._session.probe("docker")
            since, reading = time.time(), False

    async def _attend(self, health: Health, since: float, *, reading: bool) -> Health:
        """Follow the engine as long as it is there; how it is afterwards."""
        if not health.up:
            self._lose(health)
            return health
        began, ended = time.monotonic(), None
        with suppress(WsltuiError):  # it may go between probe and stream; the next probe tells
            ended = await self._follow(since, reading=reading)
        lasted = time.monotonic() - began >= self._pace.proof
        if lasted:
            self._wait = self._pace.first_wait
        health = await self._session.probe("docker")
        if not health.up:
            self._lose(health)
        elif not lasted:
            self._poll(ended)
        return health

    async def _follow(self, since: float, *, reading: bool) -> Result | None:
        """Until the stream ends, as it does when the engine goes; how it ended.

        `reading` is whether everything is being read anyway, from `since` on.
        """
        async with self._session.stream(events_command(since)) as stream:
            if self.liveness.state is not Live.POLLING:
                self._enter(Live.LIVE, None)
                self._mark_all(only_failed=reading)
            lines = aiter(stream)
            while (line := await self._next(lines)) is not None:
                self._take(line)
            return stream.result

    async def _next(self, lines: AsyncIterator[str]) -> str | None:
        """The next line, None at their end. In a silence the engine is asked how it is."""
        pending = asyncio.ensure_future(_one(lines))
        try:
            while not (await asyncio.wait([pending], timeout=self._patience()))[0]:
                await self._heartbeat()
            return await pending
        finally:
            pending.cancel()

    def _patience(self) -> float:
        pace = self._pace
        waits = {Live.POLLING: pace.proof, Live.STALE: pace.longest_wait}
        return waits.get(self.liveness.state, pace.heartbeat)

    async def _heartbeat(self) -> None:
        """Nothing was heard for a while: is the engine quiet, or does it hang?"""
        health = await self._session.probe("docker")
        if not health.up:
            self._lose(health)
        else:
            self._find_alive()

    def _find_alive(self) -> None:
        back = self.liveness.state is not Live.LIVE
        self._session.answered("docker")
        self._enter(Live.LIVE, None)
        self._mark_all(only_failed=not back)

    def _lose(self, health: Health) -> None:
        """Keep what is known, marked old, and say why."""
        if self.liveness.health == health and self.liveness.state is Live.STALE:
            return
        for kind in self._session.kinds.values():
            if kind.tool == "docker":
                self._session.store.fail(kind.id, health)
        self._session.mark("system")
        self._enter(Live.STALE, health)

    def _poll(self, ended: Result | None) -> None:
        """The engine is there, but its events end as soon as they begin."""
        said = (ended and ended.last_words(1)) or "they ended at once"
        reason = f"Docker's events cannot be followed: {said}."
        advice = "Everything is read again every few seconds instead."
        self._enter(Live.POLLING, down(Cause.FAILED, reason, advice))
        self._mark_all()

    def _take(self, line: str) -> None:
        if self.liveness.state is Live.STALE:
            self._find_alive()
        told = mapping(parse.json_value(line))
        self._session.heard.take(self._session, told)
        for kind_id, key in touched(told):
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
        self._session.heard.live = state is Live.LIVE
        if state in (Live.LIVE, Live.POLLING):
            self.reached.set()
        if self.liveness != old:
            self._changed()


async def _one(lines: AsyncIterator[str]) -> str | None:
    return await anext(lines, None)

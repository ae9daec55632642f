"""Logs read to their end, or followed until theirs, and handed on in the order of time."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui.core.errors import NotFound, WsltuiError
from tui.core.kind import Kind
from tui.core.logask import Wanted
from tui.core.logline import LogLine, by_key
from tui.session.logread import read_log, trouble

if TYPE_CHECKING:
    from tui.session.session import Session

QUIET = 0.05
"""Seconds without a byte after which what is there is handed on."""
HELD = 20_000
"""Lines of a log that are held while others are waited for."""
END = "~"
"""Stands behind every moment."""


@dataclass
class _One:
    """`safe` is the moment up to which no more lines will come."""

    lines: list[LogLine] = field(default_factory=list)
    last: str = ""
    safe: str = ""
    taken: asyncio.Event = field(default_factory=asyncio.Event)


class Merge:
    """Calls `show` with lines until it says False, or all logs have ended."""

    def __init__(
        self,
        session: Session,
        kind: Kind[Any],
        rows: Sequence[Any],
        wanted: Wanted,
        show: Callable[[Sequence[LogLine]], bool],
    ) -> None:
        self._session, self._kind, self._rows = session, kind, rows
        self._wanted, self._show = wanted, show
        self._ones = [_One() for _ in rows]
        self._numbers = itertools.count()
        self._news = asyncio.Event()
        self.failed: dict[str, WsltuiError] = {}

    async def run(self) -> dict[str, WsltuiError]:
        """Which could not be read, by name, and why."""
        reads = [asyncio.create_task(self._read(place)) for place in range(len(self._rows))]
        try:
            while not all(read.done() for read in reads):
                quiet = not await self._more()
                if not self._hand_on(quiet=quiet and self._wanted.follow):
                    return self.failed
            self._hand_on(quiet=True)
        finally:
            for read in reads:
                read.cancel()
            await asyncio.gather(*reads, return_exceptions=True)
        for read in reads:
            read.result()
        return self.failed

    async def _more(self) -> bool:
        """Whether something came before it was quiet for long."""
        limit = QUIET if self._wanted.follow and any(one.lines for one in self._ones) else None
        try:
            async with asyncio.timeout(limit):
                await self._news.wait()
        except TimeoutError:
            return False
        self._news.clear()
        return True

    def _hand_on(self, *, quiet: bool) -> bool:
        """What no line can come before any more; all, where nothing has come for a while."""
        safe = END if quiet else min(one.safe for one in self._ones)
        ready = [line for one in self._ones for line in one.lines if line.stamp <= safe]
        for one in self._ones:
            one.lines = [line for line in one.lines if line.stamp > safe]
            if len(one.lines) < HELD:
                one.taken.set()
        ready.sort(key=by_key)
        return self._show(ready)

    async def _read(self, place: int) -> None:
        """The pieces of one log. What came last is held: stderr may have earlier lines."""
        one, row = self._ones[place], self._rows[place]
        logs, name = self._kind.logs, self._kind.name(row)
        assert logs is not None

        async def take(lines: list[LogLine], _size: int) -> None:
            if lines:
                one.lines += lines
                one.safe, one.last = one.last, max(one.last, lines[-1].stamp)
                self._news.set()
            if len(one.lines) > HELD:
                one.taken.clear()
                await one.taken.wait()

        try:
            if why := logs.absent(row):
                raise NotFound(f"{why}.", "")
            command = logs.command(row, self._wanted)
            result = await read_log(self._session, command, place, self._numbers, take)
            if not result.ok:
                raise trouble(self._session, self._kind, row, result)
        except WsltuiError as error:
            self.failed[name] = error
        one.safe = END
        self._news.set()

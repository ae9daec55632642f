"""Logs that are looked at: their ends read, followed, and gone on with when they go on."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.core.errors import WsltuiError
from tui.core.kind import Kind
from tui.core.logask import Wanted
from tui.core.logline import LogLine, by_key, note, stamp_of
from tui.core.logring import Ring
from tui.core.store import Phase
from tui.session.logread import read_log, trouble
from tui.session.logsource import Source, Standing

if TYPE_CHECKING:
    from tui.core.command import Result
    from tui.session.session import Session

TICK = 0.1
"""Seconds between two times that lines are handed over while they pour in."""
BUDGET = 512 * 1024
"""Bytes that are taken in at most between two ticks, of all logs together."""
PATIENCE = 40
"""Ticks in a row with a full budget after which a log is gone on with at its end.

More has gone by then than the ring can hold.
"""
AT_END = 1000
"""Lines of that end."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 5.0
"""Seconds between two tries to go on with a log."""
PROOF = 2.0
"""Seconds after which a log that could not be read is believed to be followed again."""
OLDER = 1000
"""Lines that are asked for when somebody scrolls above the first."""
LIMIT = 30.0
"""Seconds that such a look may take."""
STEP = 1000
"""Between the numbers of two lines: notes are put between them."""
BLOCK = 10**12
"""Numbers that are kept free for the lines of one look at what is older."""


class Tail:
    """Fills `ring` with the logs of some rows of a kind until it is cancelled.

    `news` is called after lines came or the standing of a log changed, at most once a tick.
    """

    def __init__(
        self,
        session: Session,
        kind: Kind[Any],
        rows: Sequence[Any],
        wanted: Wanted,
        news: Callable[[], None],
    ) -> None:
        self._session, self._kind, self._news = session, kind, news
        self.wanted = wanted
        self.ring = Ring()
        self.sources = [Source(kind.key(row), kind.name(row), row) for row in rows]
        self._numbers = itertools.count(STEP, STEP)
        self._notes = 0
        self._blocks = itertools.count(1)
        self._pending: list[LogLine] = []
        self._bytes = self._full_ticks = 0
        self._flushed = asyncio.Event()
        self._last_flush = 0.0
        self._due: asyncio.TimerHandle | None = None
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Read and follow them all."""
        end = self._session.store.subscribe(self._store_changed)
        try:
            async with asyncio.TaskGroup() as group:
                for place, source in enumerate(self.sources):
                    group.create_task(self._attend(place, source))
        finally:
            end()
            if self._due is not None:
                self._due.cancel()

    async def older(self) -> int:
        """Ask for lines before the first of each log; how many came."""
        if self.ring.full or not self.ring.lines:
            return 0
        came = 0
        for place, source in enumerate(self.sources):
            found = source.older(await self._ask_older(place, source)) if source.first else []
            self.ring.add(found[-max(1, self.ring.keep - len(self.ring.lines)) :])
            came += len(found)
        return came

    async def _ask_older(self, place: int, source: Source) -> list[LogLine]:
        """docker counts a tail from the end of the log, whatever bounds it is given."""
        found: list[LogLine] = []

        async def take(lines: list[LogLine], _bytes: int) -> None:
            found.extend(lines)

        tail = source.taken + OLDER
        wanted = replace(self.wanted, tail=tail, until=source.first, follow=False)
        numbers = itertools.count(-next(self._blocks) * BLOCK, STEP)
        with suppress(WsltuiError, TimeoutError):
            async with asyncio.timeout(LIMIT):
                await read_log(self._session, self._command(source, wanted), place, numbers, take)
        return sorted(found, key=by_key)

    def write(self, words: str, after: LogLine | None = None) -> LogLine:
        """Put a line of our own behind another one, or at the end."""
        after = after or (self.ring.lines[-1] if self.ring.lines else None)
        stamp = after.stamp if after else stamp_of(datetime.now(UTC))
        self._notes = self._notes % (STEP - 1) + 1
        line = note(words, stamp, (after.number // STEP * STEP if after else 0) + self._notes)
        self.ring.add([line])
        return line

    def _command(self, source: Source, wanted: Wanted) -> Any:
        assert self._kind.logs is not None
        return self._kind.logs.command(source.row, wanted)

    async def _attend(self, place: int, source: Source) -> None:
        """Read one log again and again, whenever there is more of it."""
        assert self._kind.logs is not None
        wait, wanted = FIRST_WAIT, self.wanted
        if why := self._kind.logs.absent(source.row):
            self._stand(source, Standing.UNREADABLE, f"{why}.")
            return
        while True:
            before = source.taken
            if source.standing is not Standing.FAILED:  # there it has to prove itself first
                self._stand(source, Standing.FOLLOWED)
            await self._follow(place, source, wanted)
            if not self.wanted.follow or source.standing is Standing.UNREADABLE:
                return
            wait = FIRST_WAIT if source.taken > before else min(LONGEST_WAIT, wait * 2)
            await self._until_more(source, wait)
            wanted = replace(self.wanted, tail=None, since=source.last or self.wanted.since)
            if source.skips:
                source.skips, wanted = False, replace(wanted, tail=AT_END)

    async def _follow(self, place: int, source: Source, wanted: Wanted) -> None:
        async def take(lines: list[LogLine], size: int) -> None:
            await self._take(source, lines, size)

        source.begin()
        proof = asyncio.get_running_loop().call_later(PROOF, self._proven, source)
        try:
            command = self._command(source, wanted)
            result = await read_log(self._session, command, place, self._numbers, take)
        except Skipped:
            return
        except WsltuiError as error:
            self._stand(source, Standing.FAILED, str(error))
            return
        finally:
            proof.cancel()
        self._flush()
        self._ended(source, result)

    def _ended(self, source: Source, result: Result) -> None:
        if result.ok:
            return
        error = trouble(self._session, self._kind, source.row, result)
        assert self._kind.logs is not None
        never = self._kind.logs.explain(source.row, result.error_text) is not None
        self._stand(source, Standing.UNREADABLE if never else Standing.FAILED, str(error))

    def _proven(self, source: Source) -> None:
        if source.standing is Standing.FAILED:
            self._stand(source, Standing.FOLLOWED)

    async def _take(self, source: Source, lines: list[LogLine], size: int) -> None:
        """Keep lines for the next tick; wait for that where these are many."""
        if lines:
            self._proven(source)
        self._pending += source.fresh(lines)
        self._bytes += size
        if self._due is None and self._pending:
            left = self._last_flush + TICK - time.monotonic()
            self._due = asyncio.get_running_loop().call_later(max(0.0, left), self._flush)
        if self._bytes >= BUDGET and self._due is not None:
            self._flushed.clear()
            await self._flushed.wait()
            if self._full_ticks > PATIENCE:
                self._full_ticks, source.skips = 0, True
                raise Skipped

    def _flush(self) -> None:
        """Hand over what has come since the last tick."""
        if self._due is not None:
            self._due.cancel()
            self._due = None
        self._full_ticks = self._full_ticks + 1 if self._bytes >= BUDGET else 0
        lines, self._pending, self._bytes = self._pending, [], 0
        self._last_flush = time.monotonic()
        self._flushed.set()
        if lines:
            self.ring.add(lines)
            self._news()

    def _stand(self, source: Source, standing: Standing, words: str = "") -> None:
        """Remember how a log stands, and write it into the log where that is news."""
        if (told := source.stand(standing, words)) is not None:
            self._flush()
            if self.ring.lines:
                self.write(told)
        self._news()

    async def _until_more(self, source: Source, wait: float) -> None:
        """Until a log may have more: it runs, and its engine answers.

        That what writes it has ended is known here a moment later than its log ends.
        """
        if source.skips:
            self.write(f"{source.name} writes faster than can be shown: lines are left out here")
            return
        await asyncio.sleep(wait)
        while not self._goes_on(source):
            if source.standing is Standing.FOLLOWED:
                self._stand(source, Standing.ENDED)
            self._changed.clear()
            await self._changed.wait()

    def _goes_on(self, source: Source) -> bool:
        """Whether it runs, itself or one that took its name."""
        assert self._kind.logs is not None
        snapshot = self._session.store[self._kind.id]
        if snapshot.phase is Phase.FAILED:
            return False
        row = self._find(source, snapshot.rows)
        if row is None:
            self._stand(source, Standing.GONE)
            return False
        source.row, source.key = row, self._kind.key(row)
        return self._kind.logs.alive(row)

    def _find(self, source: Source, rows: Sequence[Any]) -> Any | None:
        by_key = (row for row in rows if self._kind.key(row) == source.key)
        by_name = (row for row in rows if self._kind.name(row) == source.name)
        return next(by_key, None) or next(by_name, None)

    def _store_changed(self, kind_id: str) -> None:
        if kind_id == self._kind.id:
            self._changed.set()


class Skipped(Exception):
    """A log that is written faster than it can be read is gone on with at its end."""

"""Reads stale kinds again: each once, again if it went stale meanwhile, the newest answer wins."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.core.command import BRIEF
from tui.core.errors import CommandFailed, WsltuiError
from tui.core.health import Cause, Health, down
from tui.core.kind import Kind
from tui.core.store import Phase
from tui.session import crash
from tui.session.ask import ask

if TYPE_CHECKING:
    from tui.session.session import Session

SETTLE = 0.05
"""Seconds between two reads of a kind, so that a burst of events costs one read."""
CANCELLED = down(Cause.FAILED, "It was cancelled before all was read.", "F5 reads it again.")
MANY = 100
"""Rows of which all particulars take docker as much CPU as it takes to draw a first frame."""


@dataclass
class _Stale:
    everything: bool = False
    keys: set[str] = field(default_factory=set)
    task: asyncio.Task[None] | None = None

    def take(self) -> tuple[bool, frozenset[str]]:
        taken = self.everything, frozenset(self.keys)
        self.everything, self.keys = False, set()
        return taken

    def __bool__(self) -> bool:
        return self.everything or bool(self.keys)


class Refresher:
    """`mark` says what went stale; reading happens at once if the kind is at rest."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._stale: dict[str, _Stale] = {}
        self._closed = False

    def mark(self, kind_id: str, keys: Iterable[str] | None = None) -> None:
        """These keys of a kind, or all of it, are to be read again; never after `close`."""
        if self._closed:
            return
        stale = self._stale.setdefault(kind_id, _Stale())
        if keys is None:
            stale.everything = True
        else:
            stale.keys.update(keys)
        if stale.task is None or stale.task.done():
            stale.task = asyncio.create_task(self._read_while_stale(kind_id, stale))

    async def now(self, kind: Kind[Any]) -> tuple[Any, ...]:
        """All rows, read at once and shown: nobody else reads a lazy kind again. Raises."""
        at = datetime.now(UTC)
        rows = await ask(kind.listing(), self._session.execute)
        self._session.store.put(kind.id, rows, at)
        return rows

    def cancel(self, kind: Kind[Any]) -> bool:
        """Stop reading a kind that takes long, if it is being read; what is known stays."""
        stale = self._stale.get(kind.id)
        reading = kind.lazy and stale is not None and stale.task and not stale.task.done()
        if not (reading and stale is not None and stale.task is not None):
            return False
        stale.take()
        stale.task.cancel()
        self._session.store.fail(kind.id, CANCELLED)
        return True

    async def settled(self) -> None:
        """Wait until nothing is stale or being read."""
        while running := [s.task for s in self._stale.values() if s.task and not s.task.done()]:
            await asyncio.wait(running)

    async def close(self) -> None:
        """Stop reading, and wait until what was being read has ended."""
        self._closed = True
        for stale in self._stale.values():
            if stale.task:
                stale.task.cancel()
        await self.settled()

    async def _read_while_stale(self, kind_id: str, stale: _Stale) -> None:
        kind = self._session.kinds[kind_id]
        while stale:
            everything, keys = stale.take()
            try:
                await self._read(kind, None if everything or not self._whole(kind) else keys)
            except Exception as error:
                crash.where(error)  # somebody who heard of the rows raised it
            await asyncio.sleep(SETTLE)

    def _whole(self, kind: Kind[Any]) -> bool:
        """Whether all rows are known, so that some can be read without the others."""
        snapshot = self._session.store[kind.id]
        return kind.reread is not None and snapshot.phase is Phase.READY and not snapshot.partial

    async def _read(self, kind: Kind[Any], keys: frozenset[str] | None) -> None:
        store, at = self._session.store, datetime.now(UTC)
        unreachable = self._session.known_down(kind.tool)
        if unreachable is not None:
            store.fail(kind.id, unreachable)
            return
        store.loading(kind.id)
        try:
            if kind.lazy:
                await self._session.supplies.of(kind)
            if keys is not None and kind.reread is not None:
                rows = await ask(kind.reread(sorted(keys)), self._session.execute)
                store.patch(kind.id, keys, rows, at)
            else:
                await self._read_all(kind, at)
            self._session.answered(kind.tool)
        except WsltuiError as error:
            store.fail(kind.id, self._why(kind, error))
        except Exception as error:
            store.fail(kind.id, down(Cause.FAILED, crash.sentence(error), crash.where(error)))

    async def _read_all(self, kind: Kind[Any], at: datetime) -> None:
        store = self._session.store
        first = store[kind.id].at is None

        def show_early(rows: tuple[Any, ...]) -> Awaitable[object] | None:
            if first:
                store.put(kind.id, rows, at, partial=True)
            return self._session.framed.wait() if len(rows) > MANY else None

        store.put(kind.id, await ask(kind.listing(), self._session.execute, show_early), at)

    def _why(self, kind: Kind[Any], error: WsltuiError) -> Health:
        known = self._session.known_down(kind.tool)
        if known is not None:
            return known
        brief = error.shown[:BRIEF] if isinstance(error, CommandFailed) else ""
        shown = "" if brief in error.sentence else f" ({brief})"
        return down(Cause.FAILED, f"{error.sentence}{shown}", error.remedy)

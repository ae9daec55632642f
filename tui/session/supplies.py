"""What kinds need and no listing can find out: looked for when a kind that needs it is looked at.

Nothing of this is asked at the start, and nothing again unless somebody asks for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.core.kind import Kind
from tui.session import crash

if TYPE_CHECKING:
    from tui.session.session import Session

Rows = tuple[Any, ...]
Supply = Callable[["Session"], Awaitable[Rows]]


class Supplies:
    """By the id under which the store keeps it; each is looked for once at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._running: dict[str, asyncio.Task[None]] = {}

    def known(self, need: str) -> bool:
        return need in SUPPLIES

    async def of(self, kind: Kind[Any]) -> None:
        """All that a kind needs of these, anew. Raises WsltuiError."""
        await asyncio.gather(*(self.one(need) for need in kind.needs if self.known(need)))

    async def one(self, need: str) -> None:
        """Raises WsltuiError."""
        running = self._running.get(need)
        if running is None or running.done():
            running = self._running[need] = asyncio.create_task(self._fetch(need))
        await running

    def begin(self, needs: Iterable[str]) -> None:
        """Look for what was never looked for; nobody waits for it."""
        for need in needs:
            if self.known(need) and need not in self._running:
                self._running[need] = asyncio.create_task(self._quietly(need))

    def renew(self, needs: Iterable[str]) -> None:
        """Look anew for what was looked for before."""
        for need in needs:
            old = self._running.get(need)
            if old is not None and old.done():
                self._running[need] = asyncio.create_task(self._quietly(need))

    async def close(self) -> None:
        """Whatever is still being looked for is given up."""
        left = [task for task in self._running.values() if not task.done()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _quietly(self, need: str) -> None:
        try:
            await self._fetch(need)
        except Exception as error:
            crash.where(error)

    async def _fetch(self, need: str) -> None:
        rows = await SUPPLIES[need](self._session)
        self._session.store.put(need, rows, datetime.now(UTC))


async def _disk_look(session: Session) -> Rows:
    from tui.session import disk_look  # each is imported where somebody looks

    return await disk_look.supply(session)


async def _around(session: Session) -> Rows:
    from tui.session import surroundings

    return await surroundings.supply(session)


async def _heard(session: Session) -> Rows:
    return await session.heard.supply(session)


async def _windows_ports(session: Session) -> Rows:
    from tui.session import ports

    return await ports.supply(session)


SUPPLIES: dict[str, Supply] = {
    "disk-look": _disk_look,
    "around": _around,
    "heard": _heard,
    "windows-ports": _windows_ports,
}

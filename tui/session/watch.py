"""Looks again whenever the rows of a kind are others than at the last look."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.session.session import Session


class Watch:
    """Calls `look` when `stale` says so of the rows of a kind; never before the first frame."""

    def __init__(
        self,
        session: Session,
        kind_id: str,
        stale: Callable[[], bool],
        look: Callable[[], Awaitable[None]],
    ) -> None:
        self._session, self._kind_id = session, kind_id
        self._stale, self._look = stale, look
        self._wake = asyncio.Event()

    async def run(self) -> None:
        """Until it is cancelled."""
        end = self._session.store.subscribe(self._changed)
        self._changed(self._kind_id)
        try:
            while True:
                await self._wake.wait()
                await self._session.framed.wait()
                self._wake.clear()
                await self._look()
        finally:
            end()

    def wake(self) -> None:
        """Look once more, though nothing has changed."""
        self._wake.set()

    def _changed(self, kind_id: str) -> None:
        if kind_id == self._kind_id and self._stale():
            self._wake.set()

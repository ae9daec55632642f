"""Measures rows for as long as somebody looks at them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.core.command import Command, Outcome
from tui.core.errors import WsltuiError
from tui.core.gauge import Gauge, Measured
from tui.core.kind import Kind

if TYPE_CHECKING:
    from tui.session.session import Session

KEPT = 180
"""Samples of a row: at one a second, the last three minutes."""
TOGETHER = 0.25
"""Seconds to wait for the samples of others: a table is painted once for all of them."""
AGAIN = 3.0
"""Seconds before what has ended is asked for again, while it is still looked at."""


class Gauging:
    """One stream a row, of those that are looked at and of no others."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._running: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._samples: dict[str, dict[str, deque[Any]]] = {}
        self._why: dict[tuple[str, str], str] = {}
        self._due: set[str] = set()

    def watch(self, kind: Kind[Any], rows: Iterable[Any]) -> None:
        """From now on measure these rows of a kind that has a gauge, and no others."""
        gauge = kind.gauge
        assert gauge is not None
        wanted = {kind.key(row): gauge.command(row) for row in rows}
        for place in [p for p in self._running if p[0] == gauge.id and not wanted.get(p[1])]:
            self._running.pop(place).cancel()
        for key, command in wanted.items():
            if command is not None and (gauge.id, key) not in self._running:
                following = self._follow(gauge, key, command)
                self._running[gauge.id, key] = asyncio.create_task(following)

    async def close(self) -> None:
        tasks = list(self._running.values())
        self._running.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow(self, gauge: Gauge[Any], key: str, command: Command) -> None:
        kept = self._samples.setdefault(gauge.id, {}).setdefault(key, deque(maxlen=KEPT))
        while True:
            self._why[gauge.id, key] = await self._read(gauge, kept, command)
            self._tell_soon(gauge)
            await asyncio.sleep(AGAIN)

    async def _read(self, gauge: Gauge[Any], kept: deque[Any], command: Command) -> str:
        """Until it ends; why, where that was no good."""
        try:
            async with self._session.stream(command) as lines:
                async for line in lines:
                    sample = gauge.read(line)
                    if sample is not None:
                        kept.append(sample)
                        self._tell_soon(gauge)
            result = lines.result
        except WsltuiError as error:
            return str(error)
        if result is None or result.outcome is Outcome.OK:
            return ""
        return str(self._session.error(replace(result, command=command)))

    def _tell_soon(self, gauge: Gauge[Any]) -> None:
        if gauge.id not in self._due:
            self._due.add(gauge.id)
            asyncio.get_running_loop().call_later(TOGETHER, self._tell, gauge.id)

    def _tell(self, gauge_id: str) -> None:
        self._due.discard(gauge_id)
        known = self._samples[gauge_id]
        for key in [key for key in known if (gauge_id, key) not in self._running]:
            del known[key]
        rows = (
            Measured(key, tuple(kept), self._why.get((gauge_id, key), ""))
            for key, kept in known.items()
        )
        self._session.store.put(gauge_id, tuple(rows), datetime.now(UTC))

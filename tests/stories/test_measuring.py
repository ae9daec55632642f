"""What containers use: measured while somebody looks, and only then."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.stories.driver import see
from tests.stories.world import World
from tests.unit.test_usage_of_containers import SAMPLE
from tui.core.command import Command
from tui.run.stream import Stream
from tui.session.session import Session

NEXT = {
    **SAMPLE,
    "read": "2026-01-02T03:04:06.5Z",
    "cpu_stats": {"cpu_usage": {"total_usage": 2_750_000_000}, "online_cpus": 4},
}


class Measuring:
    def __init__(self) -> None:
        self.names: list[str] = []

    def into(self, session: Session) -> None:
        session.runner.api_stream = self.stream

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        assert command.api is not None
        name = command.api.label
        self.names.append(name)

        async def lines() -> AsyncIterator[str]:
            yield json.dumps(SAMPLE)
            yield json.dumps(NEXT)
            await asyncio.Event().wait()

        try:
            yield Stream(lines())
        finally:
            self.names.remove(name)


async def test_the_tab_measures_the_row_and_nothing_measures_at_rest(world: World) -> None:
    told = Measuring()
    async with see(world, prepare=told.into) as s:
        await s.pane("containers").row("web-1").press()
        assert not told.names
        await s.press("]", "]")
        await s.expect("25.0 % of one core", "may use 4")
        assert told.names == ["web-1"]
        await s.press("j")
        await s.until(lambda: told.names == ["api-1"], "the next one is measured")
        await s.press("[")
        await s.until(lambda: not told.names, "nothing is measured")


async def test_columns_are_measured_for_rows_in_sight(world: World) -> None:
    told = Measuring()
    async with see(world, (160, 40), prepare=told.into) as s:
        await s.pane("containers").press("%")
        await s.expect("CPU", "Memory", "25.0 %")
        assert sorted(told.names) == ["api-1", "db-1", "web-1"]
        await s.press("%")
        await s.until(lambda: not told.names, "nothing is measured")
        assert "25.0 %" not in s.text
        await s.pane("images").press("%")
        await s.expect_said("Nothing is measured of images.")

"""wsltui in a demo world that stands still, and how a picture of it comes about."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, nullcontext
from datetime import timedelta
from types import MappingProxyType
from unittest.mock import patch

from textual.content import Content
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input

from tests.snapshots.still import BEGAN, Clock, Steady, still_session
from tui.core.settings import Settings
from tui.core.units import age
from tui.ui.app import WsltuiApp
from tui.ui.widgets import status_bar
from tui.ui.widgets.bordered import Bordered
from tui.ui.widgets.command_log import CommandLog

DEADLINE = 20.0
READS = "18 reads"
"""What stands for their number: how many are one depends on how fast the machine is."""
TERMINAL = ("NO_COLOR", "COLUMNS", "LINES", "TERM", "COLORTERM")


class App(WsltuiApp):
    """Measures and polls nothing: all there is to see is there from the start."""

    def _sample(self) -> None:
        return None

    def _poll(self) -> None:
        return None


class Scene:
    """A running wsltui, and how a picture of it comes about."""

    def __init__(self, app: App, pilot: Pilot[int], clock: Clock, steady: Steady) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock
        self.steady = steady

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.rest()

    async def type(self, text: str) -> None:
        """All at once into the line that has the focus."""
        line = self.app.focused
        assert isinstance(line, Input)
        line.value = text
        line.cursor_position = len(text)
        await self.rest()

    def go_to(self, name: str) -> None:
        """Put the cursor of the pane in sight on the row of that name."""
        table, kind = self.app.main.table, self.app.main.kind
        rows = self.app.session.store[kind.id].rows
        assert table.go_to(next(kind.key(row) for row in rows if kind.name(row) == name))

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + DEADLINE
        while not condition():
            assert time.monotonic() < deadline, f"never: {what}"
            await asyncio.sleep(0.005)

    async def stop_engine(self, after: timedelta) -> None:
        """What is seen as long after the engine went."""
        self.steady.engine = False
        self.app.follower._lose(await self.app.session.probe("docker"))
        await self.rest()
        self.clock.now += after
        self.app.main._tick()
        since = f"stale for {age(self.clock.now, BEGAN)}"
        await self.until(lambda: since in self._line(0), "the top line goes with the time")
        await self.rest()

    def _line(self, number: int) -> str:
        return self.app.screen._compositor.render_strips()[number].text

    async def rest(self) -> None:
        """Until nothing is asked, read or still to be drawn."""
        await self.pilot.pause()
        await asyncio.wait_for(self.app.session.refresh.settled(), DEADLINE)
        await self.until(lambda: not self._working(), "at rest")
        self.app.main._show_detail()
        await self.until(lambda: not self._working(), "at rest")
        await self.pilot.pause()

    def _working(self) -> bool:
        busy = {"inspect"} if self.app.screen is not self.app.main else {"inspect", "jobs"}
        return any(w.group in busy and w.is_running for w in self.app.workers)

    async def strips(self) -> list[Strip]:
        """The screen, when nothing on it moves any more."""
        for line in self.app.screen.query(Input):
            line.cursor_blink = False
        await self.rest()
        return self.app.screen._compositor.render_strips()


@asynccontextmanager
async def running(
    size: tuple[int, int],
    settings: Settings | None = None,
    *,
    read_only: bool = False,
    engine: bool = True,
    env: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[Scene]:
    """The demo world at `BEGAN`, on a terminal of so many columns and lines."""
    clock = Clock()
    known = {name: value for name, value in os.environ.items() if name not in TERMINAL}
    with (
        clock.everywhere(),
        patch.dict(os.environ, {**known, **env}, clear=True),
        patch.object(status_bar, "TICK", 0.05),
        patch.object(CommandLog, "caption_border", _caption),
    ):
        session, steady = still_session(clock, settings or Settings(ascii=False))
        app = App(session)
        session.runner.read_only = read_only
        steady.engine = engine
        async with app.run_test(size=size) as pilot:
            app.session.runner.terminal = nullcontext
            scene = Scene(app, pilot, clock, steady)
            await scene.until(lambda: app.follower.liveness.state != "waiting", "an answer")
            await scene.rest()
            yield scene


def _caption(log: CommandLog, _counted: Content) -> None:
    Bordered.caption_border(log, Content(READS))

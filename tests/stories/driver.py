"""Driving wsltui as a user does: panes, rows, keys, and what is seen and run.

    async with see(world) as s:
        await s.pane("containers").row("web-1").press("s")
        await s.confirm()
        await s.expect_ran("docker stop web-1")

Nothing sleeps to be in time: everything waits for a condition, with a deadline. In the end a
change that no story expected, an answer that nothing asked for, a fault and a control character
on the screen each fail.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from typing import Any

from rich.cells import cell_len
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tests.stories.world import World
from tui.core.settings import Settings
from tui.session.follow import Follower, Pace
from tui.session.session import Session
from tui.ui.app import WsltuiApp
from tui.ui.screens.confirm import ConfirmDialog
from tui.ui.widgets.resource_table import ResourceTable

DEADLINE = 10.0
QUICK = Pace(heartbeat=20.0, first_wait=0.02, longest_wait=0.04, proof=0.0)
CHARACTERS = {"space": " "}


class App(WsltuiApp):
    """Keeps what is said and what is sent to the clipboard."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.follower = Follower(session, self._show_status, QUICK)
        self.said: list[str] = []
        self.sent: list[str] = []

    def notify(self, message: str, **more: Any) -> None:
        self.said.append(message)
        super().notify(message, **more)

    def copy_to_clipboard(self, text: str) -> None:
        self.sent.append(text)

    def watch_for_faults(self) -> None:
        super().watch_for_faults()
        self.call_later(self._keep_terminal)

    def _keep_terminal(self) -> None:
        # without a real terminal there is none to give away
        self.session.runner.terminal = nullcontext


class Row:
    """A row by the name it is shown with."""

    def __init__(self, pane: Pane, name: str) -> None:
        self._pane = pane
        self._name = name

    async def press(self, *keys: str) -> None:
        """Put the cursor on it, then press."""
        await self._pane.go()
        await self._pane.see.until(lambda: self._key() is not None, f"row {self._name}")
        self._pane.table.go_to(self._key() or "")
        await self._pane.see.press(*keys)

    @property
    def line(self) -> str:
        """The line of the screen that it is on, or an empty text."""
        named = (line for line in self._pane.lines if self._name in line)
        return next(named, "")

    def _key(self) -> str | None:
        kind, rows = self._pane.table.kind, self._pane.table._rows.shown
        return next((kind.key(row) for row in rows if kind.name(row) == self._name), None)


class Pane:
    """A pane by its kind."""

    def __init__(self, see: See, kind_id: str) -> None:
        self.see = see
        self._kind_id = kind_id

    @property
    def table(self) -> ResourceTable:
        return self.see.app.main.tables[self._kind_id]

    @property
    def names(self) -> list[str]:
        """The rows in the order shown."""
        return [self.table.kind.name(row) for row in self.table._rows.shown]

    @property
    def cursor(self) -> str:
        row = self.table.cursor_row
        return "" if row is None else self.table.kind.name(row)

    @property
    def lines(self) -> list[str]:
        """What is inside its border, and the border."""
        x, y, width, height = self.table.region
        strips = self.see.strips[y : y + height]
        return [strip.crop(x, x + width).text for strip in strips]

    @property
    def text(self) -> str:
        """The words in it, without the line ends that its width makes."""
        return " ".join(" ".join(line.strip("│╭╮╰╯─ ") for line in self.lines).split())

    @property
    def caption(self) -> str:
        return str(self.table.border_subtitle)

    def row(self, name: str) -> Row:
        return Row(self, name)

    async def go(self) -> Pane:
        """Look at it, by its number."""
        if self.see.app.main.current != self._kind_id or self.see.app.focused is not self.table:
            place = list(self.see.app.main.tables).index(self._kind_id)
            await self.see.press(str(place + 1))
        return self

    async def press(self, *keys: str) -> None:
        await self.go()
        await self.see.press(*keys)


class See:
    """A running wsltui."""

    def __init__(self, app: App, pilot: Pilot[int], world: World | None = None) -> None:
        self.app = app
        self.pilot = pilot
        self.world = world

    def pane(self, kind_id: str) -> Pane:
        return Pane(self, kind_id)

    async def press(self, *keys: str) -> None:
        """Keys as Textual calls them, or characters."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            character = key if len(key) == 1 else CHARACTERS.get(name)
            self.app.post_message(events.Key(name, character))
        await self.settle()

    async def paste(self, text: str) -> None:
        """Into what has the focus."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Until every message is dealt with and nothing is being read."""
        await asyncio.sleep(0)
        await self.until(lambda: self.app.keys_done or not self.app.is_running, "the keys")
        await self._calm()
        if self.app.is_running and not (self.world and self.world.held):
            await asyncio.wait_for(self.app.session.refresh.settled(), DEADLINE)
        await self._calm()

    async def _calm(self) -> None:
        """Every widget has dealt with its messages, and with those that came of them."""
        for _ in range(3):
            await self.pilot._wait_for_screen()
        self.app.screen._on_timer_update()

    async def until(
        self, condition: Callable[[], bool], what: str, seconds: float = DEADLINE
    ) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(f"never: {what}\n{self.text}\nsaid: {self.app.said}")
            await asyncio.sleep(0.005)

    async def click(self, widget: Widget, x: int, y: int, times: int = 1) -> None:
        """On a cell inside the border of a widget."""
        await self.pilot.click(widget, offset=(x + 1, y + 1), times=times)
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    @property
    def strips(self) -> list[Strip]:
        return self.screen._compositor.render_strips()

    @property
    def lines(self) -> list[str]:
        """What is on the screen; that it is nothing but text, of the right width, is checked."""
        strips = self.strips
        for strip in strips:
            assert strip.text.isprintable(), repr(strip.text)
            assert cell_len(strip.text) == self.screen.size.width, repr(strip.text)
        return [strip.text for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """The screen as one line, borders and blanks taken out."""
        return " ".join(self.text.translate(dict.fromkeys(map(ord, "│╭╮╰╯─▌"), " ")).split())

    @property
    def dialog(self) -> Screen[Any] | None:
        """The window over the main screen."""
        return self.app.screen if len(self.app.screen_stack) > 1 else None

    async def asked(self) -> str:
        """What a dialog that is about to open says."""
        await self.until(lambda: isinstance(self.dialog, ConfirmDialog), "a question")
        await self.settle()
        return self.words

    async def confirm(self, *choices: str) -> None:
        """Say yes in a dialog that is about to open, with these choices ticked."""
        await self.asked()
        await self.press(*choices, "y")

    async def expect_ran(self, *typed: str) -> None:
        """These changes ran, in any order, and no other since the last time."""
        world = self.world
        assert world is not None
        await self.until(lambda: len(world.ran) >= len(typed), f"{typed} ran")
        ran, world.ran[:] = list(world.ran), []
        assert sorted(ran) == sorted(typed)
        await self.settle()

    async def expect_said(self, *words: str) -> None:
        """A message holds all these words; it is taken note of, and looked for no more."""

        def found() -> list[str]:
            return [said for said in self.app.said if all(word in said for word in words)]

        await self.until(lambda: bool(found()), f"{words} said")
        self.app.said.remove(found()[0])

    async def expect(self, *words: str) -> None:
        """The screen holds these words."""
        await self.until(lambda: all(word in self.words for word in words), f"{words} on screen")


@asynccontextmanager
async def see(
    world: World,
    size: tuple[int, int] = (120, 36),
    settings: Settings | None = None,
    *,
    ready: bool = True,
    prepare: Callable[[Session], None] = lambda _session: None,
    session: Callable[[World], Session] | None = None,
    **options: Any,
) -> AsyncIterator[See]:
    """wsltui in this world; `ready` waits until everything was read."""
    opened = session(world) if session else world.session(settings or Settings(), **options)
    prepare(opened)
    app = App(opened)
    async with app.run_test(size=size, notifications=True) as pilot:
        seen = See(app, pilot, world)
        if ready:
            await seen.settle()
        yield seen
        if app.is_running:
            assert seen.lines
    faults = [said for said in app.said if "wsltui itself" in said]
    assert not faults, faults
    assert not world.ran, f"nobody expected {world.ran}"
    assert not world.unused, f"nothing asked for {world.unused}"

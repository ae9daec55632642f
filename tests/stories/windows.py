"""An app that opens one dialog and keeps what it answered."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from tui.core.action import Action, Choice, Chosen, Confirm, Intent, Item, Skipped
from tui.core.command import Command, docker
from tui.paths import style_files

UNANSWERED = object()
CHOICES = (
    Choice("force", "-f", "kill it first if it runs"),
    Choice("volumes", "-v", "delete its anonymous volumes too"),
)
LOST = "Files written inside the container are lost; named volumes stay."


def remove(row: object, chosen: Chosen) -> Command:
    return docker("rm", *(c.flag for c in CHOICES if c.id in chosen), str(row), mutates=True)


REMOVE = Action[object]("container.remove", "Remove", "Delete it", remove, lost=LOST)


def removal(
    *names: str,
    action: Action[object] = REMOVE,
    skipped: tuple[Skipped, ...] = (),
    warnings: tuple[str, ...] = (),
    confirm: Confirm = Confirm.ASK,
) -> Callable[[Chosen], Intent]:
    """What builds the intent to remove these containers."""

    def make(chosen: Chosen) -> Intent:
        items = tuple(Item(name, name, action.plan(name, chosen)) for name in names)
        first = names[0] if names else ""
        return Intent(action, items, skipped, confirm, first, warnings)

    return make


class Host(App[None]):
    """Has all styles, and nothing on its own screen but a line."""

    CSS_PATH = [*style_files()]  # noqa: RUF012 - as Textual has it
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield Static("behind", markup=False)


class Window:
    """A dialog that is open, and what can be done to it."""

    def __init__(self, app: Host, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.answer: Any = UNANSWERED

    async def open(self, screen: Screen[Any]) -> None:
        await self.app.push_screen(screen, self._answered)
        await self.pilot.pause()

    def _answered(self, answer: Any) -> None:
        self.answer = answer

    @property
    def is_open(self) -> bool:
        return self.answer is UNANSWERED and len(self.app.screen_stack) == 2

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if char == " " else char for char in text))

    async def click(self, selector: str, offset: tuple[int, int] = (2, 0)) -> None:
        await self.pilot.click(selector, offset=offset)
        await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        """What is on the screen, line by line."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def line(self, word: str) -> str:
        """The first line on the screen that holds a word."""
        return next(line for line in self.lines if word in line)

    @property
    def focused(self) -> str | None:
        return self.app.focused.id if self.app.focused else None


@asynccontextmanager
async def window(
    screen: Screen[Any] | Callable[[], Screen[Any]],
    width: int = 80,
    height: int = 24,
    *,
    ascii_only: bool = False,
) -> AsyncIterator[Window]:
    """The dialog over an app of that size, opened as the main screen opens it."""
    app = Host()
    app.set_class(ascii_only, "-ascii")
    async with app.run_test(size=(width, height)) as pilot:
        opened = Window(app, pilot)
        await opened.open(screen() if callable(screen) else screen)
        yield opened

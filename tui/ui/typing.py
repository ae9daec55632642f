"""Docker commands from the screen: typed by the user, or a help that is always the same."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.core import hello
from tui.core.action import Confirm, Intent
from tui.core.answers import printed
from tui.core.command import docker
from tui.core.errors import WsltuiError
from tui.core.typed import typed
from tui.session.suggesting import Suggestion, suggestions
from tui.session.typing import intended
from tui.ui.screens.command_line import CommandLine
from tui.ui.screens.confirm import ConfirmDialog
from tui.ui.screens.printed import PrintedDialog

if TYPE_CHECKING:
    from tui.ui.screens.main import MainScreen

PAUSE = 0.12
"""Seconds without a letter before docker is asked what may come next."""
HELLO = docker("run", "hello-world", mutates=True, timeout=180.0)


class Typing:
    """The lines typed so far are kept for as long as wsltui runs."""

    def __init__(self, main: MainScreen) -> None:
        self._main, self._session = main, main.session
        self._lines: list[str] = []

    async def ask(self) -> None:
        """Let a command be typed, and run it. The next key is for the line already."""
        dialog = CommandLine(self._suggest, self._lines)
        await self._main.app.push_screen(dialog, self._answered)

    def _answered(self, line: str | None) -> None:
        if line is not None:
            self._lines = [*(one for one in self._lines if one != line), line]
            self._main.run_line(line)

    async def run(self, line: str) -> None:
        """Run a line. In a worker."""
        if line == HELLO.typed():
            await self._hello()
            return
        try:
            intent = intended(self._session, typed(line))
            self._session.dispatch.refuse_if_read_only(intent)
        except WsltuiError as error:
            self._main.app.notify(str(error), severity="warning", markup=False)
            return
        if intent.confirm is not Confirm.NONE:
            agreed = await self._main.app.push_screen_wait(_question(intent))
            if agreed is None:
                return
        await self._main.acting.carry_out(self._main.kind, intent)

    async def _suggest(self, line: str) -> tuple[Suggestion, ...]:
        await asyncio.sleep(PAUSE)
        return await suggestions(self._session, line)

    async def _hello(self) -> None:
        """The test that docker's own guide ends with, and what it shows."""
        self._main.app.notify(f"{HELLO.typed()} …", markup=False)
        result = await self._session.execute(HELLO)
        for kind_id in ("containers", "images"):
            self._session.mark(kind_id)
        sentence, remedy = hello.meaning(f"{result.text}\n{result.error_text}", ok=result.ok)
        good = sentence == hello.GOOD
        lead = f"{sentence} {remedy}".strip()
        text = printed(result) or str(self._session.error(result))
        await self._main.app.push_screen(
            PrintedDialog(HELLO.typed(), {"": text}, lead, bad=not good)
        )


def _question(intent: Intent) -> ConfirmDialog:
    return ConfirmDialog("Run it?", lambda _chosen: intent)

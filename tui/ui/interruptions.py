"""Clean-ups that were cut short, on their way through the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.session.cleaning.interrupted import Interrupted
from tui.session.undo.records import Entry
from tui.ui.screens.agree import ReadDialog
from tui.ui.screens.interrupted import GO_ON, LEAVE, TITLE, UNDO, InterruptedDialog, lead, lines
from tui.ui.widgets.dialog_parts import MUTED, signs
from tui.ui.widgets.lines import Line, plain

if TYPE_CHECKING:
    from tui.ui.cleaning import Cleaning
    from tui.ui.screens.main import MainScreen

READ_ONLY = "wsltui is read-only: start it without to go on or to undo."


class Interruptions:
    """Asks what is to become of each; `ended` is called when there is a new world."""

    def __init__(self, cleaning: Cleaning, screen: MainScreen) -> None:
        self._cleaning, self._screen = cleaning, screen
        self._known = cleaning.cleaner.interrupted
        self.asking = False

    async def offer(self, ended: Callable[[], None], *, unasked: bool = False) -> None:
        """One after another, until one is put off; no other dialog is covered unasked.

        Raises WsltuiError.
        """
        if self.asking or self._cleaning.busy:
            return
        self.asking = True
        try:
            while found := await self._known.find():
                if unasked:
                    await self._screen.in_front.wait()
                if not await self._settled(found[0], ended):
                    return
        finally:
            self.asking = False

    async def newest(self, entry: Entry | None) -> Interrupted | None:
        """The newest one, where nothing that can be undone is newer."""
        found = await self._known.find()
        if not found or (entry and entry.at and entry.id != found[0].id and entry.at > found[0].at):
            return None
        return found[0]

    async def _settled(self, one: Interrupted, ended: Callable[[], None]) -> bool:
        app = self._screen.app
        if self._screen.session.runner.read_only:
            told = [
                Line(lead(one)),
                *lines(one, signs(self._screen)),
                Line(plain(READ_ONLY, MUTED)),
            ]
            await app.push_screen(ReadDialog(TITLE, told))
            return False
        answer = await app.push_screen_wait(InterruptedDialog(one, signs(self._screen)))
        if answer == LEAVE and not self._screen.session.runner.dry_run:
            await self._known.leave(one.id)
            return True
        if answer == GO_ON:
            return await self._cleaning.go_on(one, ended)
        if answer == UNDO and one.entry is not None:
            return await self._cleaning.bring_back(one.entry, ended)
        return False

"""Jobs that were cut short, on their way through the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.core.errors import WsltuiError
from tui.session.jobs.leftovers import Leftover, Leftovers
from tui.ui.screens.agree import ReadDialog
from tui.ui.screens.leftover import DELETE, KEEP, TITLE, LeftoverDialog, lead, lines
from tui.ui.widgets.dialog_parts import MUTED, signs
from tui.ui.widgets.lines import Line, plain

if TYPE_CHECKING:
    from pathlib import Path

    from tui.ui.screens.main import MainScreen

READ_ONLY = "wsltui is read-only: start it without to settle this."


async def offer_leftovers(screen: MainScreen, state: Path) -> None:
    """Ask what is to become of each; no other dialog is covered. In a worker."""
    known = Leftovers(screen.session, state)
    try:
        for one in await known.find():
            await screen.in_front.wait()
            if screen.session.runner.read_only:
                told = [Line(lead(one)), *lines(one, signs(screen)), *map(_fact, one.facts)]
                told.append(Line(plain(READ_ONLY, MUTED)))
                await screen.app.push_screen(ReadDialog(TITLE, told))
                return
            if not await _settled(screen, known, one):
                return
    except WsltuiError as error:
        screen.app.notify(str(error), severity="error", markup=False)


def _fact(words: str) -> Line:
    return Line(plain(words))


async def _settled(screen: MainScreen, known: Leftovers, one: Leftover) -> bool:
    answer = await screen.app.push_screen_wait(LeftoverDialog(one, signs(screen)))
    if answer == DELETE:
        await known.delete(one)
        paths = ", ".join(half.path for half in one.halves)
        screen.app.notify(f"Deleted: {paths}", markup=False)
    elif answer == KEEP:
        known.keep(one)
    return answer is not None

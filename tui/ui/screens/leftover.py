"""A job that was cut short: its commands and how far they came, how things stand, and the ways."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from tui.core import units
from tui.session.jobs.leftovers import Leftover
from tui.ui.screens.ways import Way, WaysDialog, said
from tui.ui.widgets.dialog_parts import GOOD, MUTED, STRONG, WARN, Signs
from tui.ui.widgets.lines import Line, plain

TITLE = "A job was cut short"
KEEP, DELETE = "keep", "delete"
_LABELS = {"done": GOOD, "begun": WARN, "not begun": MUTED}


class LeftoverDialog(WaysDialog):
    """Answers with DELETE or KEEP, which has the focus; None is to be asked again."""

    def __init__(self, one: Leftover, sign: Signs) -> None:
        super().__init__(TITLE, lead(one), lines(one, sign), said(one.facts), tuple(_ways(one)))


def lead(one: Leftover) -> Content:
    return Content.assemble((plain(one.sentence, STRONG)), ("\nThese were its commands:", MUTED))


def lines(one: Leftover, sign: Signs) -> Iterator[Line]:
    marks = {"done": sign.done, "begun": sign.waiting, "not begun": sign.skipped}
    for task in one.job.tasks:
        for command, word in task.steps:
            mark = Content.styled(f"{marks[word]} ", _LABELS[word])
            yield Line(plain(command), mark, plain(f"{word} ", MUTED))


def _ways(one: Leftover) -> Iterator[Way]:
    yield Way(KEEP, "l", "Leave as it is", "change nothing, never tell of it again")
    if one.deletable:
        room = units.size(sum(half.size for half in one.halves))
        yield Way(DELETE, "d", "Delete", f"delete the file that was left, {room}", loses=True)

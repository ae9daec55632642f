"""A clean-up that was cut short: what went, what did not, and three ways from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from textual.content import Content

from tui.core import units
from tui.core.cleanup.plan import Item
from tui.kinds.cleanup_rows import counted, name
from tui.session.cleaning.interrupted import Interrupted
from tui.ui.screens.ways import Way, WaysDialog, said
from tui.ui.widgets.dialog_parts import BAD, GOOD, MUTED, STRONG, WARN, Signs
from tui.ui.widgets.lines import Line, plain

TITLE = "A clean-up was interrupted"
GO_ON, UNDO, LEAVE = "go-on", "undo", "leave"


class InterruptedDialog(WaysDialog):
    """Answers with GO_ON, UNDO or LEAVE, which has the focus; None is to be asked again."""

    def __init__(self, one: Interrupted, sign: Signs) -> None:
        obstacle = said(filter(None, [one.obstacle]), WARN)
        super().__init__(TITLE, lead(one), lines(one, sign), obstacle, tuple(ways(one)))


def lead(one: Interrupted) -> Content:
    begun = f"\nof the clean-up that was begun {units.ago(datetime.now(UTC), one.at)}:"
    return Content.assemble((one.summary, STRONG), (begun, MUTED))


def lines(one: Interrupted, sign: Signs) -> Iterator[Line]:
    """What needs a decision first."""
    yield from _part("not sure", one.unsure, sign.waiting, WARN)
    yield from _part("still there", one.left, sign.waiting, WARN)
    yield from _part("failed", one.failed, sign.failed, BAD)
    yield from _part("left alone", one.skipped, sign.skipped, MUTED)
    yield from _part("gone", one.went, sign.done, GOOD)


def _part(word: str, items: Iterable[Item], mark: str, style: str) -> Iterator[Line]:
    for item in items:
        about = f"{counted(item.thing.kind, 1).removeprefix('1 ')} {name(item.thing)}"
        yield Line(plain(about), Content.styled(f"{mark} ", style), plain(f"{word} ", MUTED))


def ways(one: Interrupted) -> Iterator[Way]:
    """What each does."""
    later = "; U still undoes what went" if one.undoable else ""
    yield Way(LEAVE, "l", "Leave as it is", f"change nothing, never ask again{later}")
    if one.undoable:
        yield Way(UNDO, "u", "Undo", "bring back what went")
    if one.resumable:
        rest = f"look at the other {len(one.rest.removals):,} again and remove them as planned"
        yield Way(GO_ON, "y", "Go on", rest, loses=True)

"""A clean-up that was cut short: what went, what did not, and three ways from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.core import units
from tui.core.cleanup.plan import Item
from tui.kinds.cleanup_rows import counted, name
from tui.session.cleaning.interrupted import Interrupted
from tui.ui.widgets.buttons import Press
from tui.ui.widgets.dialog_parts import (
    BAD,
    GOOD,
    MUTED,
    SCROLLING,
    STRONG,
    WARN,
    Dialog,
    Signs,
    signs,
)  # fmt: skip
from tui.ui.widgets.lines import Line, Lines, plain

TITLE = "A clean-up was interrupted"
GO_ON, UNDO, LEAVE = "go-on", "undo", "leave"


class InterruptedDialog(Dialog[str]):
    """Answers with GO_ON, UNDO or LEAVE, which has the focus; None is to be asked again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", f"choose('{GO_ON}')", "Go on", show=False),
        Binding("u,U", f"choose('{UNDO}')", "Undo", show=False),
        Binding("l", f"choose('{LEAVE}')", "Leave as it is", show=False),
        Binding("n", "back", "Later", show=False),
        Binding("right", "app.focus_next", "Next", show=False),
        Binding("left", "app.focus_previous", "Previous", show=False),
        *SCROLLING,
    ]

    def __init__(self, one: Interrupted) -> None:
        self._one = one
        ways = [(LEAVE, "l", "Leave as it is")]
        ways += [(UNDO, "u", "Undo")] if one.undoable else []
        ways += [(GO_ON, "y", "Go on")] if one.resumable else []
        self._ways = {way: label for way, _, label in ways}
        hints = [(key, label.lower()) for _, key, label in reversed(ways)]
        super().__init__(TITLE, (*hints, ("esc", "later")))

    def parts(self) -> ComposeResult:
        yield Static(lead(self._one), id="lead")
        yield Lines(lines(self._one, signs(self)), id="commands")
        yield Static(words(self._one), id="words")
        with Vertical(id="foot"), Horizontal(id="buttons"):
            for way, label in self._ways.items():
                yield Press(label, id=way)

    def on_mount(self) -> None:
        for button in self.query(f"#{GO_ON}"):
            button.add_class("-loses")
        self.query_one(f"#{LEAVE}").focus(scroll_visible=False)

    def on_press_pressed(self, message: Press.Pressed) -> None:
        self.dismiss(message.name)

    def action_choose(self, way: str) -> None:
        if way in self._ways:
            self.dismiss(way)

    def action_scroll(self, by: int) -> None:
        """The list where it has more than is in sight, else the whole dialog."""
        listed = self.query_one(Lines)
        target = listed if listed.max_scroll_y else self.frame
        target.scroll_relative(y=by, animate=False)


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


def words(one: Interrupted) -> Content:
    """What each way does."""
    said = [plain(one.obstacle, WARN)] if one.obstacle else []
    if one.resumable:
        rest = len(one.rest.removals)
        said.append(_way("Go on", f"look at the other {rest:,} again and remove them as planned"))
    if one.undoable:
        said.append(_way("Undo", "bring back what went"))
    later = "; U still undoes what went" if one.undoable else ""
    said.append(_way("Leave", f"change nothing, never ask again{later}"))
    return Content("\n").join(said)


def _way(word: str, does: str) -> Content:
    return Content.assemble((f"{word:<6} ", STRONG), (does, MUTED))

"""Yes or no to what is listed, and a list to read: windows for more than one action."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.core.action import Choice, Chosen
from tui.ui.screens.confirm import choice_keys, tick_by_key
from tui.ui.widgets.buttons import Press, Tick
from tui.ui.widgets.dialog_parts import ANSWERS, LOW, SCROLLING, Dialog
from tui.ui.widgets.lines import Line, Lines

LEAST = 4
SHORT = 34
"""Lines below which a list with ticks under it has no air."""


class AgreeDialog(Dialog[bool]):
    """`lead` above the lines, `words` below; `accept` is the word on the button.

    Cancel has the focus at first. `loses` says that something does not come back. `ticked` are
    the ids of the choices that are ticked; `words` may depend on them.
    """

    LISTS: ClassVar[dict[str, float]] = {"#commands": 0.3}
    BINDINGS: ClassVar[list[BindingType]] = [*ANSWERS, *SCROLLING]

    def __init__(
        self,
        title: str,
        accept: str,
        *,
        lead: Content,
        lines: Iterable[Line],
        words: Content | Callable[[Chosen], Content],
        loses: bool = False,
        choices: Sequence[Choice] = (),
    ) -> None:
        super().__init__(title, (("y", accept.lower()), ("n", "cancel")))
        self._accept, self._loses, self._choices = accept, loses, tuple(choices)
        self._lead, self._lines, self._words = lead, tuple(lines), words
        self.ticked: Chosen = frozenset(c.id for c in self._choices if c.default)

    def parts(self) -> ComposeResult:
        yield Static(self._lead, id="lead")
        yield Lines(self._lines, id="commands")
        for choice, key in zip(self._choices, choice_keys(self._choices), strict=True):
            yield Tick(choice.id, key, choice.flag, choice.title, on=choice.default)
        yield Static(self._said(), id="words", classes="-apart" if self._choices else "")
        with Vertical(id="foot"), Horizontal(id="buttons"):
            yield Press("Cancel", id="cancel")
            yield Press(self._accept, id="accept")

    def on_resize(self) -> None:
        height = self.app.size.height
        self.set_class(bool(self._choices) and LOW <= height < SHORT, "-short")

    def most(self, height: int, share: float) -> int:
        """The list gives room to the ticks and to what is said: it can be scrolled."""
        return LEAST if self._choices and height < SHORT else super().most(height, share)

    def on_mount(self) -> None:
        self.query_one("#accept").set_class(self._loses, "-loses")
        self.query_one("#cancel").focus(scroll_visible=False)

    def _said(self) -> Content:
        return self._words(self.ticked) if callable(self._words) else self._words

    def on_tick_toggled(self, message: Tick.Toggled) -> None:
        self.ticked ^= {message.choice}
        self.query_one("#words", Static).update(self._said())

    def on_key(self, event: events.Key) -> None:
        tick_by_key(self, event)

    def on_press_pressed(self, message: Press.Pressed) -> None:
        self.dismiss(message.name == "accept")

    def action_accept(self) -> None:
        self.dismiss(True)

    def action_scroll(self, by: int) -> None:
        """The list where it has more than is in sight, else the whole dialog."""
        listed = self.query_one(Lines)
        target = listed if listed.max_scroll_y else self.frame
        target.scroll_relative(y=by, animate=False)


class ReadDialog(Dialog[bool]):
    """Lines to read and to copy. True if what they tell of is to be undone, if that is offered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "back", "Close", show=False),
        Binding("y", "copy", "Copy", show=False),
        Binding("U", "undo", "Undo", show=False),
        *SCROLLING,
    ]

    def __init__(self, title: str, lines: Iterable[Line], *, undo: bool = False) -> None:
        offered = (("U", "undo"),) * undo
        super().__init__(title, (*offered, ("y", "copy all"), ("esc", "close")))
        self._lines, self._undo = tuple(lines), undo

    def parts(self) -> ComposeResult:
        yield Lines(self._lines, id="report")
        with Vertical(id="foot"), Horizontal(id="buttons"):
            yield Press("Close", id="close")

    def on_mount(self) -> None:
        self.query_one("#close").focus(scroll_visible=False)

    def on_press_pressed(self) -> None:
        self.dismiss(False)

    def action_undo(self) -> None:
        if self._undo:
            self.dismiss(True)

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(f"{self._heading}\n{self.query_one(Lines).text}")
        self.notify("The report was sent to the terminal's clipboard.")

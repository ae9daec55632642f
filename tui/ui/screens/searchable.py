"""A dialog of lines to be read, of which a search keeps those that hold every word typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tui.core.parse import clean
from tui.ui.widgets.dialog_parts import SCROLLING, Dialog
from tui.ui.widgets.lines import Line, Lines


class SearchableDialog(Dialog[None]):
    """`/` opens the line to type into, esc takes it away again, with what was typed.

    `LINES` is the id of the lines, for the stylesheet; `SAMPLE` what may be typed.
    """

    LINES: ClassVar[str]
    SAMPLE: ClassVar[str] = "words"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", show=False),
        *SCROLLING,
    ]

    def lines(self, words: list[str]) -> Iterable[Line]:
        """Those that hold every one of the words, which are in lower case."""
        raise NotImplementedError

    def parts(self) -> ComposeResult:
        yield Lines(self.lines([]), id=self.LINES)
        with Horizontal(id="search"):
            yield Static("/", id="prompt")
            yield Input(id="query", compact=True, placeholder=self.SAMPLE)

    def on_mount(self) -> None:
        self.query_one("#search").display = False

    def on_input_changed(self, message: Input.Changed) -> None:
        self.query_one(Lines).show(self.lines(clean(message.value).lower().split()))
        self.frame.scroll_home(animate=False)

    def on_input_submitted(self) -> None:
        self.set_focus(None)

    def action_search(self) -> None:
        self.query_one("#search").display = True
        self.query_one(Input).focus(scroll_visible=False)
        self.hint((("enter", "keep"), ("esc", "all again")))

    def action_back(self) -> None:
        search = self.query_one("#search")
        if not search.display:
            self.dismiss(None)
            return
        self.query_one(Input).value = ""
        search.display = False
        self.set_focus(None)
        self.hint(self._hints)

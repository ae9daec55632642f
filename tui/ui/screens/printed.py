"""What commands printed, to be read, searched and copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tui.core.parse import clean
from tui.ui.screens.searchable import SearchableDialog
from tui.ui.widgets.dialog_parts import BAD, GOOD, MUTED, STRONG
from tui.ui.widgets.found import holds, marked
from tui.ui.widgets.lines import Line, plain

HINTS = (("/", "search"), ("y", "copy"), ("esc", "close"))
NOTHING = "It printed nothing."


class PrintedDialog(SearchableDialog):
    """By the name of what it was printed for. `/` keeps the lines that hold every word typed.

    `lead` says in words of our own what it means; `bad` is whether that is no good. `typed` are
    the commands, by the same names.
    """

    LINES = "printed"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter", "leave", "Close", show=False),
        Binding("y", "copy", "Copy", show=False),
    ]

    def __init__(
        self,
        title: str,
        printed: Mapping[str, str],
        lead: str = "",
        *,
        bad: bool = False,
        typed: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(title, HINTS)
        self._typed = typed
        self._printed = dict(printed)
        self._lead = Content.styled(clean(lead), BAD if bad else GOOD)

    def action_copy(self) -> None:
        self.app.copy_to_clipboard("\n".join(self._printed.values()))
        self.notify("It was sent to the terminal's clipboard.")

    def lines(self, words: list[str]) -> list[Line]:
        return [*self._before(), *self._of_all(words)]

    def _before(self) -> Iterator[Line]:
        if self._lead:
            yield from (Line(self._lead), Line(Content("")))

    def _of_all(self, words: list[str]) -> Iterator[Line]:
        for number, (name, text) in enumerate(self._printed.items()):
            if len(self._printed) > 1:
                yield from [Line(Content(""))] if number else []
                yield Line(plain(name, STRONG))
            if name in self._typed:
                yield Line(plain(self._typed[name], MUTED), Content.styled("$ ", MUTED))
            lines = [line for line in text.split("\n") if holds(line, words)]
            yield from (Line(marked(plain(line), words)) for line in lines if text)
            if not text:
                yield Line(Content.styled(NOTHING, MUTED))

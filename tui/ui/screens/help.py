"""All keys, those of the focused pane first, with the commands behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content

from tui.core.parse import clean
from tui.ui.screens.searchable import SearchableDialog
from tui.ui.widgets.dialog_parts import KEY, MUTED, STRONG, signs
from tui.ui.widgets.found import holds, marked
from tui.ui.widgets.lines import Line, plain

WIDEST_KEY = 16
HINTS = (("/", "search"), ("esc", "close"))


class HelpRow(NamedTuple):
    """`key` as it is printed; `spelling` is the command that a user would type for it."""

    key: str
    title: str
    help: str
    spelling: str = ""


class HelpSection(NamedTuple):
    """`spellings` are the commands that list what the section is about; `lines` are to be read."""

    title: str
    rows: Sequence[HelpRow]
    spellings: Sequence[str] = ()
    lines: Sequence[str] = ()


class HelpScreen(SearchableDialog):
    """Sections in the order given. `/` keeps the rows that hold every word typed."""

    LINES = "keys"
    SAMPLE = "words, or a command: docker stop"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1,q", "leave", "Close", show=False),
    ]

    def __init__(self, sections: Sequence[HelpSection], title: str = "Help") -> None:
        super().__init__(title, HINTS)
        self._sections = tuple(sections)
        rows = [row for section in sections for row in section.rows]
        self._keys = min(WIDEST_KEY, max((plain(row.key).cell_length for row in rows), default=0))
        self._titles = max((plain(row.title).cell_length for row in rows), default=0)

    def lines(self, words: list[str]) -> list[Line]:
        lines = [line for section in self._sections for line in self._section(section, words)]
        return lines[:-1] or [Line(Content.styled("No key matches these words.", MUTED))]

    def _section(self, section: HelpSection, words: list[str]) -> Iterator[Line]:
        about = " ".join((section.title, *section.spellings))
        rows = [row for row in section.rows if holds(" ".join((*row, about)), words)]
        read = [text for text in section.lines if holds(f"{text} {about}", words)]
        if not (rows or read):
            return
        title = plain(section.title, f"{STRONG} $text-accent")
        spelt = f" {signs(self).dot} ".join(map(clean, section.spellings))
        yield Line(marked(Content.assemble(title, "  ", (spelt, MUTED)), words))
        for row in rows:
            yield self._row(row, words)
        yield from (Line(marked(plain(f"  {text}"), words)) for text in read)
        yield Line(Content(""))

    def _row(self, row: HelpRow, words: list[str]) -> Line:
        key, title = plain(row.key, KEY), plain(row.title)
        columns = [(key, self._keys), *([(title, self._titles)] if row.title else [])]
        padded = (text + Content(" " * (room - text.cell_length)) for text, room in columns)
        prefix = Content("  ").join((Content(""), *padded, Content("")))
        text, spelling = plain(row.help, MUTED), plain(row.spelling, "$text-primary")
        return Line(marked(text, words), marked(prefix, words), marked(spelling, words))

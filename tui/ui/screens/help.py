"""All keys, those of the focused pane first, with the commands behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from tui.core.parse import clean
from tui.ui.widgets.dialog_parts import KEY, MUTED, SCROLLING, STRONG, Dialog, signs
from tui.ui.widgets.found import holds, marked
from tui.ui.widgets.lines import Line, Lines, plain

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


class HelpScreen(Dialog[None]):
    """Sections in the order given. `/` keeps the rows that hold every word typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1,q", "leave", "Close", show=False),
        Binding("slash", "search", "Search", show=False),
        *SCROLLING,
    ]

    def __init__(self, sections: Sequence[HelpSection], title: str = "Help") -> None:
        super().__init__(title, HINTS)
        self._sections = tuple(sections)
        rows = [row for section in sections for row in section.rows]
        self._keys = min(WIDEST_KEY, max((plain(row.key).cell_length for row in rows), default=0))
        self._titles = max((plain(row.title).cell_length for row in rows), default=0)

    def parts(self) -> ComposeResult:
        yield Lines(self._lines(""), id="keys")
        with Horizontal(id="search"):
            yield Static("/", id="prompt")
            yield Input(id="query", compact=True, placeholder="words, or a command: docker stop")

    def on_mount(self) -> None:
        self.query_one("#search").display = False

    def on_input_changed(self, message: Input.Changed) -> None:
        self.query_one(Lines).show(self._lines(message.value))
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
        self.hint(HINTS)

    def _lines(self, query: str) -> list[Line]:
        words = clean(query).lower().split()
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

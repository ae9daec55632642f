"""Everything by its name or by the command that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from tui.core.fuzzy import Hit, Index, places
from tui.core.parse import clean
from tui.ui.widgets.dialog_parts import KEY, MUTED, Dialog, cut, signs
from tui.ui.widgets.lines import plain
from tui.ui.widgets.picker import Picker

FOUND = "bold underline $text-accent"
WIDEST_TITLE = 26


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """`words` are what else it is found under: commands and ids. `disabled` says why not now."""

    id: str
    title: str
    help: str
    key: str = ""
    words: tuple[str, ...] = ()
    disabled: str | None = None


class Palette(Dialog[str | None]):
    """Answers with the id of an entry that is not disabled, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,ctrl+p", "move(-1)", "Up", show=False),
        Binding("down,ctrl+n", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
    ]

    def __init__(self, entries: Sequence[PaletteEntry], title: str = "Go to, or do") -> None:
        super().__init__(title, (("enter", "run"), ("esc", "back")))
        self._entries = tuple(entries)
        self._index = Index([(entry.title, *entry.words) for entry in entries])
        widths = (plain(entry.title).cell_length for entry in entries)
        self._titles = min(WIDEST_TITLE, max(widths, default=0))
        self._query = ""
        self._hits: list[Hit] = []

    def parts(self) -> ComposeResult:
        with Horizontal(id="search"):
            yield Static(signs(self).cursor, id="prompt")
            yield Input(id="query", compact=True, placeholder="a name, or a command: docker ps -a")
        yield Picker(id="entries")

    def on_mount(self) -> None:
        self.query_one(Picker).can_focus = False
        self.set_focus(self.query_one(Input))
        self._search("")

    def on_input_changed(self, message: Input.Changed) -> None:
        self._search(message.value)

    def on_input_submitted(self) -> None:
        self.query_one(Picker).action_pick()

    def on_picker_picked(self, message: Picker.Picked) -> None:
        entry = self._entries[self._hits[message.index].entry]
        if entry.disabled is None:
            self.dismiss(entry.id)
        else:
            self.app.bell()

    def action_move(self, by: int) -> None:
        self.query_one(Picker).action_move(by)

    def action_page(self, pages: int) -> None:
        self.query_one(Picker).action_page(pages)

    def _search(self, query: str) -> None:
        self._query = query
        self._hits = self._index.rank(query)
        nothing = f"Nothing goes by {clean(query).strip()}."
        self.query_one(Picker).show(len(self._hits), self._line, 0, nothing)

    def _line(self, index: int, width: int) -> Content:
        hit = self._hits[index]
        entry = self._entries[hit.entry]
        title = self._emphasised(entry.title, "" if entry.disabled is None else MUTED)
        titles = min(self._titles, max(4, width // 2))
        key = plain(entry.key, KEY if entry.disabled is None else MUTED)
        room = width - titles - key.cell_length - 4
        about = cut(self._about(entry, hit), room, signs(self).cut) if room > 4 else Content("")
        gap = " " * max(0, room - about.cell_length)
        title = cut(title, titles, signs(self).cut)
        line = title + Content(" " * (titles - title.cell_length + 2)) + about
        return cut(line + Content(f"{gap}  ") + key, width, signs(self).cut)

    def _about(self, entry: PaletteEntry, hit: Hit) -> Content:
        if entry.disabled is not None:
            return plain(f"{signs(self).skipped} {entry.disabled}", MUTED)
        if hit.text:
            return self._emphasised(entry.words[hit.text - 1], MUTED)
        return plain(entry.help, MUTED)

    def _emphasised(self, text: str, style: str) -> Content:
        """The letters that were typed stand out."""
        line = plain(text, style)
        for at in places(self._query, line.plain):
            line = line.stylize(FOUND, at, at + 1)
        return line

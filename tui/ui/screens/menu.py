"""The menu of what can be done here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tui.core.keynames import normalise
from tui.core.parse import clean
from tui.ui.widgets.dialog_parts import KEY, MUTED, WARN, Dialog, cut, signs
from tui.ui.widgets.lines import plain
from tui.ui.widgets.picker import Picker


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """`key` is a key as it is printed, or empty; `disabled` says why it cannot be done now."""

    id: str
    key: str
    title: str
    help: str
    disabled: str | None = None


class MenuDialog(Dialog[str | None]):
    """Answers with the id of an entry that is not disabled, or with None.

    An entry's own key runs it, another letter goes to the next title that begins with it.
    """

    LISTS: ClassVar[dict[str, float]] = {"#entries": 0.6}

    def __init__(self, title: str, entries: Sequence[MenuEntry]) -> None:
        super().__init__(title, (("enter", "run"), ("esc", "back")))
        self._entries = tuple(entries)
        self._keys = max((len(entry.key) for entry in entries), default=0)
        self._titles = max((plain(entry.title).cell_length for entry in entries), default=0)

    def parts(self) -> ComposeResult:
        yield Picker(id="entries")
        yield Static(id="about")

    def on_mount(self) -> None:
        picker = self.query_one(Picker)
        able = (n for n, entry in enumerate(self._entries) if entry.disabled is None)
        picker.show(len(self._entries), self._line, next(able, 0), "There is nothing to do here.")
        picker.focus()

    def on_picker_moved(self, message: Picker.Moved) -> None:
        self._tell(message.index)

    def on_picker_picked(self, message: Picker.Picked) -> None:
        self._run(message.index)

    def on_key(self, event: events.Key) -> None:
        places = [n for n, entry in enumerate(self._entries) if _pressed(entry, event.key)]
        if places:
            event.stop()
            able = (n for n in places if self._entries[n].disabled is None)
            self._run(next(able, places[0]))
        elif event.character and event.character.isalnum():
            self._go_to_title(event.character)

    def _run(self, index: int) -> None:
        entry = self._entries[index]
        if entry.disabled is None:
            self.dismiss(entry.id)
        else:
            self.query_one(Picker).action_go(index)
            self.app.bell()

    def _go_to_title(self, letter: str) -> None:
        here = self.query_one(Picker).index or 0
        count = len(self._entries)
        for place in ((here + step) % count for step in range(1, count + 1)):
            if self._entries[place].title.lower().startswith(letter.lower()):
                self.query_one(Picker).action_go(place)
                return

    def _line(self, index: int, width: int) -> Content:
        entry = self._entries[index]
        title = plain(entry.title)
        gap = " " * (self._titles - title.cell_length + 2)
        if entry.disabled is None:
            line = Content.assemble((f"{entry.key:<{self._keys}}  ", KEY), title, gap)
            line += plain(entry.help, MUTED)
        else:
            words = f"{entry.key:<{self._keys}}  {title.plain}{gap}{signs(self).skipped} "
            line = plain(words + entry.disabled, "$foreground 45%")
        return cut(line, width, signs(self).cut)

    def _tell(self, index: int | None) -> None:
        """The end of a line that had to be cut, and why an entry cannot be run."""
        words = Content("")
        if index is not None:
            entry, room = self._entries[index], self.query_one(Picker).size.width
            if entry.disabled is not None:
                words = Content.styled("! ", WARN) + plain(entry.disabled)
            elif self._keys + self._titles + len(clean(entry.help)) + 6 > room:
                words = plain(entry.help, MUTED)
        self.query_one("#about", Static).update(words)


def _pressed(entry: MenuEntry, key: str) -> bool:
    return bool(entry.key) and normalise(entry.key) == key

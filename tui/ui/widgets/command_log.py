"""What was run: changes are shown, reads are folded into a count until asked for."""

from __future__ import annotations

from collections import deque
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.core.command import Outcome
from tui.core.failure import GONE
from tui.run.journal import Entry
from tui.ui.widgets.bordered import Bordered
from tui.ui.widgets.table_lines import ASCII, UNICODE, Signs, fit_text

KEEP = 500


class CommandLog(Bordered, ScrollView, can_focus=True):
    """One line an entry, the newest at the bottom; stays at the bottom unless scrolled up."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "log--good", "log--bad", "log--busy", "log--dim", "log--plain", "log--cursor",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)", "Down", show=False),
        Binding("k,up", "move(-1)", "Up", show=False),
        Binding("g,home", f"move(-{KEEP})", "First", show=False),
        Binding("G,end", f"move({KEEP})", "Last", show=False),
        Binding("y", "copy", "Copy the command", show=False),
    ]

    class Copied(Message):
        """The user wants this command in the clipboard."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__(id="log")
        self.border_title = "Commands"
        self.reads = False
        self._entries: deque[Entry] = deque(maxlen=KEEP)
        self._lines: list[Entry] = []
        self._read_count = 0
        self._cursor: int | None = None

    def add(self, entry: Entry) -> None:
        """A command started or ended."""
        for place in range(len(self._entries) - 1, -1, -1):
            if self._entries[place].number == entry.number:
                self._entries[place] = entry
                break
        else:
            self._entries.append(entry)
            self._read_count += not entry.mutates
            self.caption_border(Content(f"{self._read_count} reads"))
        if self._shown(entry):
            self._lay_out()

    def show_reads(self, shown: bool) -> None:
        self.reads = shown
        self._lay_out()

    def _shown(self, entry: Entry) -> bool:
        return entry.mutates or self.reads or (_went_wrong(entry) and not GONE.search(entry.words))

    def _lay_out(self) -> None:
        shown = [entry for entry in self._entries if self._shown(entry)]
        self._lines = shown if self.reads else _newest_failures(shown)
        self.virtual_size = Size(0, len(self._lines))
        self.call_after_refresh(self._follow)
        self.refresh()

    def _follow(self) -> None:
        """Unless the cursor was moved up meanwhile."""
        if self._cursor is None:
            self.scroll_end(animate=False, immediate=True)

    def action_move(self, step: int) -> None:
        """Move the cursor; from the last line on it follows what is new."""
        if not self._lines:
            return
        last = len(self._lines) - 1
        place = min(last, max(0, (last if self._cursor is None else self._cursor) + step))
        self._cursor = None if place == last else place
        self.scroll_to_region(Region(0, place, 1, 1), animate=False, force=True)
        self.refresh()

    def action_copy(self) -> None:
        if self._lines:
            place = -1 if self._cursor is None else self._cursor
            self.post_message(self.Copied(self._lines[place].typed))

    def render_line(self, y: int) -> Strip:
        width, place = self.scrollable_content_region.width, y + self.scroll_offset.y
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        entry = self._lines[place]
        signs = ASCII if self.app.has_class("-ascii") else UNICODE
        result = f" {_result(entry, signs)}"
        room = max(0, width - len(result))
        last = len(self._lines) - 1
        at_cursor = self.has_focus and place == (last if self._cursor is None else self._cursor)
        base = ("log--cursor",) if at_cursor else ()
        tone = self.get_visual_style(*base, "log--plain" if entry.mutates else "log--dim")
        mark = self.get_visual_style(*base, _tone(entry))
        strip = Strip([
            Segment(fit_text(entry.typed, room, signs), tone.rich_style),
            Segment(result, mark.rich_style),
        ])  # fmt: skip
        return strip.adjust_cell_length(width, self.rich_style)


def _newest_failures(entries: list[Entry]) -> list[Entry]:
    """A read that fails again and again, as when the engine is down, is one line."""
    newest = {entry.typed: entry.number for entry in entries if not entry.mutates}
    return [e for e in entries if e.mutates or newest[e.typed] == e.number]


def _went_wrong(entry: Entry) -> bool:
    return entry.outcome not in (None, Outcome.OK, Outcome.DRY_RUN, Outcome.CANCELLED)


def _result(entry: Entry, signs: Signs) -> str:
    if entry.outcome is None:
        return f"runs {signs.cut}"
    code = f" ({entry.code})" if entry.code else ""
    return f"{entry.outcome}{code} {entry.seconds:.1f} s"


def _tone(entry: Entry) -> str:
    if entry.outcome is None:
        return "log--busy"
    return "log--bad" if _went_wrong(entry) else "log--good"

"""What was run: changes are shown, reads are folded into a count until asked for."""

from __future__ import annotations

from collections import deque
from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.core.command import Outcome
from tui.run.journal import Entry

KEEP = 500


class CommandLog(ScrollView, can_focus=True):
    """One line an entry, the newest at the bottom; stays at the bottom unless scrolled up."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "log--good",
        "log--bad",
        "log--busy",
        "log--dim",
        "log--plain",
    }

    def __init__(self) -> None:
        super().__init__(id="log")
        self.border_title = "Commands"
        self.reads = False
        self._entries: deque[Entry] = deque(maxlen=KEEP)
        self._lines: list[Entry] = []
        self._read_count = 0

    def add(self, entry: Entry) -> None:
        """A command started or ended."""
        for place in range(len(self._entries) - 1, -1, -1):
            if self._entries[place].number == entry.number:
                self._entries[place] = entry
                break
        else:
            self._entries.append(entry)
            self._read_count += not entry.mutates
        if entry.mutates or self.reads or _went_wrong(entry):
            self._lay_out()
        self.border_subtitle = f"{self._read_count} reads"

    def show_reads(self, shown: bool) -> None:
        self.reads = shown
        self._lay_out()

    @property
    def newest(self) -> Entry | None:
        return self._lines[-1] if self._lines else None

    def _lay_out(self) -> None:
        at_end = self.scroll_offset.y >= self.max_scroll_y
        self._lines = [e for e in self._entries if e.mutates or self.reads or _went_wrong(e)]
        self.virtual_size = Size(self.size.width, len(self._lines))
        if at_end:
            self.scroll_end(animate=False)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width, place = self.size.width, y + self.scroll_offset.y
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        entry = self._lines[place]
        result = _result(entry)
        room = max(0, width - len(result) - 1)
        typed = entry.typed if len(entry.typed) <= room else entry.typed[: max(0, room - 1)] + "…"
        tone = "log--plain" if entry.mutates else "log--dim"
        strip = Strip([Segment(typed, self.get_component_rich_style(tone))])
        strip = strip.adjust_cell_length(room, self.rich_style)
        mark = Segment(f" {result}", self.get_component_rich_style(_tone(entry)))
        return Strip([*strip, mark]).adjust_cell_length(width, self.rich_style)


def _went_wrong(entry: Entry) -> bool:
    return entry.outcome not in (None, Outcome.OK, Outcome.DRY_RUN, Outcome.CANCELLED)


def _result(entry: Entry) -> str:
    if entry.outcome is None:
        return "runs …"
    code = f" {entry.code}" if entry.code else ""
    return f"{entry.outcome}{code} {entry.seconds:.1f} s"


def _tone(entry: Entry) -> str:
    if entry.outcome is None:
        return "log--busy"
    return "log--bad" if _went_wrong(entry) else "log--good"

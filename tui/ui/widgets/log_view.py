"""A log to look through: only the lines in sight are drawn, however many there are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip

from tui.core import logtext
from tui.core.logline import LogLine
from tui.core.logring import Ring
from tui.ui.widgets import log_keys
from tui.ui.widgets.bordered import Bordered
from tui.ui.widgets.lines import LineArea
from tui.ui.widgets.log_drawing import Manner, draw, shown_text
from tui.ui.widgets.log_layout import Layout, Row

WHEEL = 3
SIDEWAYS = 16
"""Cells that one key moves a log whose lines do not wrap."""
DRAWN = 2000
"""Lines whose rows are remembered."""


class LogView(Bordered, LineArea, can_focus=True):
    """Shows a ring; `news` says that it has other lines. Without a cursor it is at the end."""

    BINDINGS: ClassVar[list[BindingType]] = list(log_keys.VIEW)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"log--cursor", "log--marked", "log--empty"}
    ALLOW_SELECT = False

    class Top(Message):
        """There is nothing above: are there older lines?"""

    class Moved(Message):
        """What is in sight, marked or followed is something else now."""

    class Copied(Message):
        """The user wants these lines in the clipboard."""

        def __init__(self, text: str, count: int) -> None:
            super().__init__()
            self.text, self.count = text, count

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name widgets give it
        super().__init__(id=id)
        self.ring = Ring()
        self.manner = Manner()
        self.layout_of = Layout(lambda line: len(self._rows_of(line)))
        self.cursor: LogLine | None = None
        self.marks: dict[int, LogLine] = {}
        self.empty = ""
        self._last_mark: LogLine | None = None
        self._left = 0
        self._drawn: dict[int, list[Content]] = {}
        self._rows: list[Row] | None = None

    def show(self, ring: Ring, empty: str = "") -> None:
        """Another log; `empty` is said where it has no line."""
        self.ring, self.empty = ring, empty
        self.cursor, self._last_mark = None, None
        self.marks = {}
        self.layout_of.follow = True
        self._anew()

    def look(self, **manner: Any) -> None:
        """Look at it in another manner: fields of `Manner`."""
        self.manner = replace(self.manner, **manner)
        self._anew()

    def say_empty(self, words: str) -> None:
        if words != self.empty:
            self.empty = words
            self.news()

    def news(self) -> None:
        """Repaint, unless everything in sight is as it was."""
        before, self._rows = self._rows, None
        if before is None or not self.ring.shown or before != self._in_sight():
            self.refresh()

    def sifted(self) -> None:
        """Other lines are shown; the cursor stays by its line, or where that was."""
        if self.cursor is not None and self.ring.shown:
            self.layout_of.reveal(self.ring, self.cursor, self._height)
        self.news()
        self.post_message(self.Moved())

    @property
    def follow(self) -> bool:
        return self.layout_of.follow

    @property
    def chosen(self) -> list[LogLine]:
        """The marked lines that are shown, or the one under the cursor."""
        if self.marks:
            return [line for line in self.ring.shown if line.number in self.marks]
        at = self.at
        return [] if at is None else [at]

    @property
    def at(self) -> LogLine | None:
        """The line under the cursor, or the last in sight."""
        if self.cursor is not None and self.ring.shown:
            return self.ring.shown[min(self.ring.place(self.cursor), len(self.ring.shown) - 1)]
        rows = self._in_sight()
        return rows[-1][0] if rows else None

    def go_to(self, line: LogLine) -> None:
        """Put the cursor on a line; on the last one it is followed."""
        last = self.ring.shown[-1] if self.ring.shown else None
        self.layout_of.reveal(self.ring, line, self._height)
        self.cursor = None if line is last else line
        self._moved()

    def follow_on(self, *, follow: bool) -> None:
        if follow:
            self.cursor, self.layout_of.follow = None, True
        else:
            self.layout_of.pause(self.ring, self._height)
        self._moved()

    def action_move(self, step: int) -> None:
        at = self.at
        if at is None:
            return
        place = self.ring.place(at) + step
        if place < 0:
            self.post_message(self.Top())
        self.go_to(self.ring.shown[max(0, min(place, len(self.ring.shown) - 1))])

    def action_top(self) -> None:
        if not self.ring.shown:
            return
        if self.at is self.ring.shown[0]:
            self.post_message(self.Top())
        self.layout_of.to_top(self.ring, self._height)
        self.cursor = self.ring.shown[0]
        self._moved()

    def action_bottom(self) -> None:
        self.follow_on(follow=True)

    def action_page(self, pages: float) -> None:
        step = int((self._height - 1) * pages)
        if not self.layout_of.scroll(self.ring, step, self._height):
            self.post_message(self.Top())
        self._rows = None
        rows = self._in_sight()
        if rows:
            self.cursor = None if self.follow else rows[0 if step < 0 else -1][0]
        self._moved()

    def action_sideways(self, step: int) -> None:
        if not self.manner.wrap:
            self._left = max(0, self._left + step * SIDEWAYS)
            self._anew()

    def nearest_match(self) -> None:
        """Go to the last match up to here, unless this line is one."""
        at, search = self.at, self.manner.search
        if at is None or search.regex is None or search.spans(logtext.plain(at.body)):
            return
        self.action_match(-1)

    def action_match(self, step: int) -> None:
        """Go to the next line that the search finds something in, and on from the other end."""
        shown, at = self.ring.shown, self.at
        if at is None or self.manner.search.regex is None:
            return
        begin = self.ring.place(at)
        for offset in range(1, len(shown) + 1):
            line = shown[(begin + step * offset) % len(shown)]
            if self.manner.search.spans(logtext.plain(line.body)):
                self.go_to(line)
                return
        self.app.notify(f"Nothing matches {self.manner.search.text}", markup=False)

    def action_mark(self) -> None:
        """Mark the line and go on, or take its mark away."""
        at = self.at
        if at is None:
            return
        if self.marks.pop(at.number, None) is None:
            self.marks[at.number] = at
        self._last_mark = at
        self.layout_of.pause(self.ring, self._height)
        self.action_move(1)
        self._anew()

    def action_mark_range(self) -> None:
        at, last = self.at, self._last_mark
        if at is None:
            return
        first, end = sorted(self.ring.place(one) for one in (at, last or at))
        self.marks |= {line.number: line for line in self.ring.shown[first : end + 1]}
        self._last_mark = at
        self.layout_of.pause(self.ring, self._height)
        self._anew()
        self._moved()

    def action_unmark(self) -> None:
        self.marks, self._last_mark = {}, None
        self._anew()
        self._moved()

    def action_copy(self) -> None:
        lines = self.chosen
        if lines:
            text = "\n".join(shown_text(line, self.manner) for line in lines)
            self.post_message(self.Copied(text, len(lines)))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -WHEEL)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, WHEEL)

    def on_click(self, event: events.Click) -> None:
        rows, y = self._in_sight(), event.y - self.content_offset.y
        if 0 <= y < len(rows):
            self.go_to(rows[y][0])

    def on_resize(self) -> None:
        self._anew()

    def render_line(self, y: int) -> Strip:
        width, rows = self.scrollable_content_region.width, self._in_sight()
        if y >= len(rows):
            words = self.empty if y == 0 and not self.ring.shown else ""
            style = self.get_visual_style("log--empty").rich_style
            return Strip([Segment(words, style)]).adjust_cell_length(width, self.rich_style)
        line, part = rows[y]
        parts = self._rows_of(line)
        return self.drawn(parts[min(part, len(parts) - 1)], width, self._base(line))

    def _base(self, line: LogLine) -> Any:
        if line.number in self.marks:
            return self.get_visual_style("log--marked")
        if line is self.cursor and not self.follow:
            return self.get_visual_style("log--cursor")
        return self.visual_style

    def _wheel(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        if not self.layout_of.scroll(self.ring, by, self._height):
            self.post_message(self.Top())
        if self.follow:
            self.cursor = None
        self._moved()

    def _moved(self) -> None:
        self._rows = None
        self.refresh()
        self.post_message(self.Moved())

    def _anew(self) -> None:
        self._drawn.clear()
        self._rows = None
        self.refresh()

    @property
    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _in_sight(self) -> list[Row]:
        if self._rows is None:
            self._rows = self.layout_of.rows(self.ring, self._height)
        return self._rows

    def _rows_of(self, line: LogLine) -> list[Content]:
        known = self._drawn.get(line.number)
        if known is None:
            if len(self._drawn) >= DRAWN:
                self._drawn.clear()
            width = max(4, self.scrollable_content_region.width)
            drawn = draw(line, self.manner, width)
            known = drawn.rows(width, wrap=self.manner.wrap, left=self._left)
            self._drawn[line.number] = known
        return known

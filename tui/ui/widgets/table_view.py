"""How a table is painted and scrolled: only lines that differ from what is on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.core.kind import Column, Kind, Tone, View
from tui.ui.widgets.table_lines import ASCII, UNICODE, LinePainter, Look, wrap
from tui.ui.widgets.table_rows import TableRows

_PARTS = ("header", "sorted", "row", "cursor", "marked", "mark", "stale", "empty", "remedy")
_LEAST_HEIGHT_WITH_HEADER = 3


class TableView(ScrollView, can_focus=True, inherit_bindings=False):
    """The rows of one kind, line by line under a header that does not scroll.

    `stale` greys the rows; `empty_text` and `empty_remedy` are said where there are no rows.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"table--{part}" for part in (*_PARTS, *(tone.value for tone in Tone))
    }

    stale: reactive[bool] = reactive(False, repaint=False, init=False)
    empty_text: reactive[str] = reactive("", repaint=False, init=False)
    empty_remedy: reactive[str] = reactive("", repaint=False, init=False)

    def __init__(
        self,
        kind: Kind[Any],
        columns: Sequence[Column[Any]],
        view: View,
        clock: Callable[[], datetime],
        widget_id: str | None,
    ) -> None:
        super().__init__(id=widget_id)
        self.kind = kind
        self._clock = clock
        self._view = view
        self._rows = TableRows(kind)
        self._columns = tuple(columns)
        self._painter = LinePainter(columns, ASCII if view.ascii else UNICODE, self._style_of)
        self._painted: dict[int, Strip] = {}
        self._room = Size(0, 0)
        self._top = 0
        self.set_reactive(TableView.empty_text, kind.empty)

    @property
    def lines_drawn(self) -> int:
        """How many lines of rows were made so far, those kept from before not counted."""
        return self._painter.drawn

    def show_more(self, columns: Sequence[Column[Any]]) -> None:
        """These columns behind its own ones, and no others."""
        signs = ASCII if self._view.ascii else UNICODE
        self._painter = LinePainter((*self._columns, *columns), signs, self._style_of)
        self._repaint()

    def rows_in_sight(self) -> list[Any]:
        """The rows that are drawn now."""
        self._measure()
        return self._rows.shown[self._top : self._top + self._body_height]

    def add_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Show and sort by these too, each once."""
        known = {column.id for column in self.kind.columns}
        new = [column for column in columns if column.id not in known]
        self.kind = self._rows.kind = replace(self.kind, columns=(*self.kind.columns, *new))
        self._painter.add(new)
        self._changed()

    def tick(self) -> None:
        """Time has passed: repaint the lines in sight whose text is another one now."""
        self._look_anew()
        self._repaint()

    def render_line(self, y: int) -> Strip:
        self._measure()
        strip = self._line(y)
        self._painted[y] = strip
        return strip

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._painter.forget()

    def watch_stale(self) -> None:
        self._repaint()

    def watch_empty_text(self) -> None:
        self._repaint()

    def watch_empty_remedy(self) -> None:
        self._repaint()

    def on_resize(self) -> None:
        self._fit_rows()
        self._scroll_top(self._in_sight(self.scroll_offset.y))
        self._changed()

    @property
    def _header_height(self) -> int:
        return 1 if self._room.height >= _LEAST_HEIGHT_WITH_HEADER else 0

    @property
    def _body_height(self) -> int:
        return max(1, self._room.height - self._header_height)

    def _measure(self) -> None:
        """What is in sight now: so many cells beside the scrollbar, and from which row on."""
        width, height = self.size
        self._top = self.scroll_offset.y
        self._room = Size(max(0, width - self.scrollbar_size_vertical), height)
        self._painter.lay_out(self._room.width)

    def _fit_rows(self) -> None:
        self._measure()
        self.virtual_size = Size(0, len(self._rows.shown) + self._header_height)

    def _look_anew(self) -> None:
        self._view = View(self._clock(), self._view.ascii)

    def _style_of(self, row: str, cell: str) -> Style:
        # get_visual_style blends colours through but leaves "reverse" out
        visual = self.get_visual_style(row, cell).rich_style
        return visual + Style(reverse=self.get_component_styles(row).text_style.reverse)

    def _line(self, y: int) -> Strip:
        if not self._rows.shown:
            return self._message_line(y)
        if y < self._header_height:
            return self._painter.header(self._rows.order)
        index = self._top + y - self._header_height
        if index >= len(self._rows.shown):
            return self._painter.text("", "plain")
        row = self._rows.shown[index]
        marked = self.kind.key(row) in self._rows.marked
        look = Look(index == self._rows.index, marked, self.stale)
        return self._painter.row(row, look, self._view)

    def _message_line(self, y: int) -> Strip:
        sentence, remedy = self._message()
        room = max(1, self._room.width - self._painter.gutter)
        lines = [(line, "empty") for line in wrap(sentence, room)]
        lines += [(line, "remedy") for line in wrap(remedy, room)]
        line, name = lines[y] if y < len(lines) else ("", "empty")
        return self._painter.text(" " * self._painter.gutter + line, name)

    def _message(self) -> tuple[str, str]:
        """What is said where no row is shown, and what can be done about it."""
        if not self._rows.all:
            return self.empty_text, self.empty_remedy
        found = self._rows.filter
        sentence = f"None of {len(self._rows.all)} match “{found.text.strip()}”."
        return sentence, found.error or found.hint or ""

    def _settle(self, index_before: int) -> None:
        """Rows or room have changed: the cursor's row stays on its screen line, if it can.

        A list that is at its top stays there, so that what is new at the top is seen.
        """
        self._fit_rows()
        top = self.scroll_offset.y
        seen = top <= index_before < top + self._body_height
        if seen and top:
            top += self._rows.index - index_before
        self._scroll_top(self._in_sight(top) if seen else top)
        self._changed()

    def _in_sight(self, top: int) -> int:
        index = self._rows.index
        return max(min(top, index), index - self._body_height + 1)

    def _scroll_top(self, top: int) -> None:
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def _changed(self) -> None:
        """Something that is painted or told may be another one now."""
        self._repaint()

    def _repaint(self) -> None:
        self._measure()
        width, height = self._room
        start = None
        for y in range(height + 1):
            same = y == height or self._line(y) == self._painted.get(y)
            if same and start is not None:
                self.refresh(Region(0, start, width, y - start))
                start = None
            elif not same and start is None:
                start = y

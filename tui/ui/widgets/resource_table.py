"""The one table for all kinds: virtual, so that any number of rows costs what is in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.reactive import reactive

from tui.core.filter import Filter
from tui.core.kind import Column, Kind, View
from tui.ui.messages import MarksChanged, RowChosen, RowHighlighted, SortChanged
from tui.ui.widgets import table_keys
from tui.ui.widgets.bordered import Bordered
from tui.ui.widgets.table_rows import Sort
from tui.ui.widgets.table_view import TableView


def _now() -> datetime:
    return datetime.now(UTC)


class ResourceTable(Bordered, TableView):
    """Rows of one kind with a cursor, marks, a filter and a sort.

    `show` takes the newest rows; cursor, scroll, marks, sort and filter stay where they are.
    `filter_text` is what `core.filter` reads. `columns` are those of the kind unless given.
    `clock` gives the moment, aware. Posts RowHighlighted, RowChosen, MarksChanged and
    SortChanged.
    """

    BINDINGS: ClassVar[list[BindingType]] = list(table_keys.BINDINGS)

    filter_text: reactive[str] = reactive("", repaint=False, init=False)

    def __init__(
        self,
        kind: Kind[Any],
        *,
        columns: Sequence[Column[Any]] | None = None,
        ascii_only: bool = False,
        clock: Callable[[], datetime] = _now,
        id: str | None = None,  # noqa: A002 - the name that every widget gives it
    ) -> None:
        super().__init__(kind, columns or kind.columns, View(clock(), ascii_only), clock, id)
        self._told_key: str | None = None
        self._told_marks = (0, 0)

    @property
    def cursor_row(self) -> Any | None:
        """The row under the cursor, None where no row is shown."""
        return self._rows.row

    @property
    def cursor_index(self) -> int:
        """The cursor's place among the rows shown, from 0."""
        return self._rows.index

    @property
    def marked(self) -> frozenset[str]:
        """The keys of the marked rows, those that the filter hides too."""
        return self._rows.marked

    @property
    def hidden_marks(self) -> int:
        return self._rows.hidden_marks

    @property
    def rows_shown(self) -> int:
        return len(self._rows.shown)

    @property
    def row_count(self) -> int:
        return len(self._rows.all)

    @property
    def order(self) -> Sort:
        return self._rows.order

    @property
    def filter(self) -> Filter[Any]:
        """The compiled `filter_text`, with its error and hint."""
        return self._rows.filter

    def selected_rows(self) -> tuple[Any, ...]:
        """The marked rows in the order listed, else the row under the cursor, else none."""
        return self._rows.selected()

    def show(self, rows: Iterable[Any]) -> None:
        """Take the newest rows of the kind."""
        self._look_anew()
        before = self._rows.index
        self._rows.replace(rows, self._view)
        self._settle(before)

    def sort(self, column_id: str | None, reverse: bool = False) -> None:
        """Sort by a column; None, or an id that is no column, is the order as listed."""
        before, old = self._rows.index, self._rows.order
        self._rows.sort_by(Sort(column_id, reverse), self._view)
        self._settle(before)
        new = self._rows.order
        if new != old:
            self.post_message(SortChanged(self.kind.id, new.column_id, new.reverse))

    def go_to(self, key: str) -> bool:
        """Put the cursor on the row of that key; False where it is not shown."""
        index = self._rows.place_of(key)
        if index is not None:
            self.action_go(index)
        return index is not None

    def watch_filter_text(self, text: str) -> None:
        self._look_anew()
        before = self._rows.index
        self._rows.filter_by(text, self._view)
        self._settle(before)

    def on_key(self) -> None:
        """Whatever it does, it is meant for the row that is seen."""
        self._rows.hold()

    def on_focus(self) -> None:
        self._rows.hold()

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is None or not self._rows.shown:
            return
        if place.y < self._header_height:
            self._sort_by_click(self._painter.column_at(place.x))
            return
        index = self.scroll_offset.y + place.y - self._header_height
        if index < self.rows_shown:
            self.action_go(index)
            if event.chain == 2:
                self.action_choose()

    def _sort_by_click(self, column: Column[Any] | None) -> None:
        if column is not None:
            again = column.id == self.order.column_id
            self.sort(column.id, again and not self.order.reverse)

    def action_go(self, index: int) -> None:
        """Put the cursor on a row shown, from 0; -1 is the last one."""
        self._rows.move_to(index if index >= 0 else self.rows_shown + index)
        self._scroll_top(self._in_sight(self.scroll_offset.y))
        self._changed()

    def action_move(self, by: int) -> None:
        self.action_go(max(0, self._rows.index + by))

    def action_page(self, pages: float) -> None:
        self.action_move(round(self._body_height * pages) or (1 if pages > 0 else -1))

    def action_choose(self) -> None:
        key = self._rows.key
        if key is not None:
            self.post_message(RowChosen(self.kind.id, key))

    def action_mark(self) -> None:
        self._rows.toggle_mark()
        self.action_move(1)

    def action_mark_range(self) -> None:
        self._rows.mark_range()
        self._changed()

    def action_mark_all(self) -> None:
        self._rows.mark_all()
        self._changed()

    def action_unmark(self) -> None:
        self._rows.unmark()
        self._changed()

    def action_sort_step(self, by: int) -> None:
        """The next column to the right or left; the order as listed is one of the stops."""
        stops = [None, *(column.id for column, _ in self._painter.laid if column.title)]
        now = self.order.column_id
        place = stops.index(now) if now in stops else 0
        self.sort(stops[(place + by) % len(stops)])

    def action_sort_reverse(self) -> None:
        self.sort(self.order.column_id, not self.order.reverse)

    def _changed(self) -> None:
        super()._changed()
        key, marks = self._rows.key, (len(self._rows.marked), self._rows.hidden_marks)
        if key != self._told_key:
            self._told_key = key
            self.post_message(RowHighlighted(self.kind.id, key))
        if marks != self._told_marks:
            self._told_marks = marks
            self.post_message(MarksChanged(self.kind.id, *marks))

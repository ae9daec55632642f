"""What a table holds and which row is under its cursor: no drawing, no Textual."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tui.core.filter import Filter, compile_filter
from tui.core.kind import Kind, View
from tui.core.terms import Haystacks

Row = Any

_AGES_DRIFT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Sort:
    """None is the order as listed."""

    column_id: str | None = None
    reverse: bool = False


class TableRows:
    """Rows of one kind, filtered, sorted and marked, with a cursor that holds on to its row.

    `all` are the rows in the order given, `shown` those that are drawn. Marks are keys, so
    they outlive a filter and a new listing; marks of rows that are gone are dropped.
    `held` is whether the user has looked for a row: until then the cursor is on the first one,
    whichever that is by now.
    """

    def __init__(self, kind: Kind[Any]) -> None:
        self.kind = kind
        self.all: tuple[Row, ...] = ()
        self.shown: list[Row] = []
        self.marked: frozenset[str] = frozenset()
        self.index = 0
        self.filter: Filter[Any] = Filter()
        self.order = Sort()
        self.held = False
        self._chosen: str | None = None
        self._anchor: str | None = None
        self._haystacks: Haystacks[Any] = Haystacks(kind)
        self._texts_of: View | None = None
        self._places: dict[str, int] = {}
        self._hidden = (self.marked, self._places, 0)

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.shown[self.index] if self.shown else None

    @property
    def key(self) -> str | None:
        row = self.row
        return None if row is None else self.kind.key(row)

    @property
    def hidden_marks(self) -> int:
        """How many marked rows the filter hides."""
        marked, places, count = self._hidden
        if marked is not self.marked or places is not self._places:
            count = len(self.marked - self._places.keys())
            self._hidden = (self.marked, self._places, count)
        return count

    def place_of(self, key: str | None) -> int | None:
        """Where among the rows shown the row of that key is, from 0."""
        return None if key is None else self._places.get(key)

    def selected(self) -> tuple[Row, ...]:
        """The marked rows, hidden ones too, in the order listed; else the one under the cursor."""
        if self.marked:
            return tuple(row for row in self.all if self.kind.key(row) in self.marked)
        return () if self.row is None else (self.row,)

    def replace(self, rows: Iterable[Row], view: View) -> None:
        """Take the newest rows. Where the cursor's row is gone its index stays; one that is not
        held yet stays on the first row.

        A row equal to its forerunner stays the same object, so whatever is kept for a row
        object (its drawn line, its searched text) outlives a listing that changed others.
        """
        key_of, here = self.kind.key, self.key if self.held else None
        known = {key_of(row): row for row in self.all}
        self.all = tuple(_same(known.get(key_of(row)), row) for row in rows)
        self._haystacks.keep(self.all)
        self.marked &= self._keys(self.all)
        self._arrange(view, (here,), self.index if self.held else 0)
        if not self.held or self._chosen not in self._keys(self.all):
            self._chosen = self.key

    def filter_by(self, text: str, view: View) -> None:
        """Show what matches. The cursor goes back to the row last chosen, once that is shown."""
        if self._texts_of is None or view.now - self._texts_of.now > _AGES_DRIFT:
            self._haystacks, self._texts_of = Haystacks(self.kind), view
        self.filter = compile_filter(text, self.kind, self._haystacks)
        self._arrange(view, (self._chosen, self.key), 0)

    def sort_by(self, order: Sort, view: View) -> None:
        """Sort by a column of the kind; an id that is none of them means as listed."""
        known = any(column.id == order.column_id for column in self.kind.every_column)
        self.order = order if known else Sort(None, order.reverse)
        self._arrange(view, (self.key,), self.index)

    def hold(self) -> None:
        """The cursor goes with its row from now on."""
        self.held = self.held or bool(self.shown)

    def move_to(self, index: int) -> None:
        self.hold()
        self.index = max(0, min(index, len(self.shown) - 1))
        self._chosen = self.key

    def toggle_mark(self) -> None:
        if self.key is not None:
            self.marked ^= {self.key}
            self._anchor = self.key

    def mark_range(self) -> None:
        """Mark from the row marked last to the cursor, or the cursor's row if there is none."""
        start = self.place_of(self._anchor)
        first, last = sorted((self.index if start is None else start, self.index))
        self.marked |= self._keys(self.shown[first : last + 1])
        self._anchor = self.key

    def mark_all(self) -> None:
        """Mark every row in the filter, or unmark them where all are marked."""
        keys = self._places.keys()
        self.marked = self.marked - keys if keys <= self.marked else self.marked | keys

    def unmark(self) -> None:
        self.marked = frozenset()

    def _keys(self, rows: Iterable[Row]) -> set[str]:
        return set(map(self.kind.key, rows))

    def _arrange(self, view: View, wanted: Sequence[str | None], otherwise: int) -> None:
        """Filter and sort anew; the cursor goes to the first wanted key that is shown."""
        self.shown = self._sorted(self.filter.select(self.all, view))
        self._places = {self.kind.key(row): place for place, row in enumerate(self.shown)}
        found = (place for key in wanted if (place := self.place_of(key)) is not None)
        self.index = max(0, min(next(found, otherwise), len(self.shown) - 1))

    def _sorted(self, rows: list[Row]) -> list[Row]:
        column = next((c for c in self.kind.every_column if c.id == self.order.column_id), None)
        if column is None:
            return rows[::-1] if self.order.reverse else rows
        valued = [row for row in rows if column.sort(row) is not None]
        nothing = [row for row in rows if column.sort(row) is None]
        try:
            valued.sort(key=column.sort, reverse=self.order.reverse)
        except TypeError:  # values of several types have no order but that of their words
            valued.sort(key=lambda row: str(column.sort(row)), reverse=self.order.reverse)
        return valued + nothing


def _same(old: Row | None, new: Row) -> Row:
    return old if old is new or old == new else new

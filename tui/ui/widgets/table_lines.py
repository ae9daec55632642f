"""From cells to lines of a terminal: text cut by cell width, styles by meaning, all cached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.core.kind import Cell, Column, View
from tui.core.layout import GAP, fit
from tui.core.parse import clean
from tui.ui.widgets.table_rows import Sort

_CACHED_LINES = 4096
_LONGEST = 8
# terminals do not agree on the width of what these make, so they make nothing
_JOINERS = dict.fromkeys([0x200C, 0x200D, 0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)])

StyleOf = Callable[[str, str], Style]


class Look(NamedTuple):
    """What a line's style depends on, beside its cells."""

    cursor: bool = False
    marked: bool = False
    stale: bool = False


class Signs(NamedTuple):
    """What is drawn around the text, one cell each."""

    mark: str
    up: str
    down: str
    cut: str


UNICODE = Signs("✓", "▲", "▼", "…")
ASCII = Signs("+", "^", "v", "~")


def fit_text(text: str, width: int, signs: Signs = UNICODE, *, right: bool = False) -> str:
    """The text on exactly `width` cells: padded, or cut with a sign at its end.

    What could move the terminal's cursor is made visible or dropped.
    """
    if width <= 0:
        return ""
    text = text[: (width + 1) * _LONGEST]
    if not (text.isascii() and text.isprintable()):
        text = (text if text.isprintable() else clean(text)).translate(_JOINERS)
    room = width - cell_len(text)
    if room < 0:
        text = set_cell_size(text, width - 1).rstrip() + signs.cut
        room = width - cell_len(text)
    return " " * room + text if right else text + " " * room


def wrap(text: str, width: int) -> list[str]:
    """The words on lines of at most `width` cells; a word too long is broken."""
    lines: list[str] = []
    for word in text.split() if width > 0 else ():
        for piece in chop_cells(word, width):
            if lines and cell_len(f"{lines[-1]} {piece}") <= width:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return lines


@dataclass(slots=True)
class _Drawn:
    row: Any
    view: View
    cells: tuple[Cell, ...]
    strip: Strip


class LinePainter:
    """Draws the lines of one table. A row is drawn again only when its cells have changed.

    `style_of` gives the style for two component classes, of the row and of the cell.
    """

    def __init__(self, columns: Sequence[Column[Any]], signs: Signs, style_of: StyleOf) -> None:
        self.columns = tuple(columns)
        self.signs = signs
        self.room = 0
        self.laid: list[tuple[Column[Any], int]] = []
        self.drawn = 0
        self._style_of = style_of
        self._styles: dict[tuple[str, str], Style] = {}
        self._lines: dict[tuple[int, Look], _Drawn] = {}
        self._header: tuple[Sort, Strip] | None = None

    @property
    def gutter(self) -> int:
        """Cells before the first column: the mark, and a space where there is room for one."""
        return 2 if self.room >= 24 else 1 if self.room >= 6 else 0

    def lay_out(self, room: int) -> None:
        """Choose the columns for `room` cells, if that is another room than before."""
        if room != self.room:
            self.room = room
            self.laid = fit(self.columns, room - self.gutter)
            self._lines.clear()
            self._header = None

    def add(self, columns: Sequence[Column[Any]]) -> None:
        """More columns, before the last one, from the next line on."""
        self.columns = (*self.columns[:-1], *columns, *self.columns[-1:])
        self.room = -1

    def forget(self) -> None:
        """Draw everything anew, for the styles have changed."""
        self._styles.clear()
        self._lines.clear()
        self._header = None

    def column_at(self, x: int) -> Column[Any] | None:
        """The column in whose cells x is; the gap belongs to the column before it."""
        end = self.gutter
        for column, width in self.laid:
            end += width + GAP
            if x < end:
                return column
        return None

    def header(self, sort: Sort) -> Strip:
        if self._header is None or self._header[0] != sort:
            self._header = (sort, self._draw_header(sort))
        return self._header[1]

    def row(self, row: Any, look: Look, view: View) -> Strip:
        known = self._lines.get((id(row), look))
        if known is not None and known.view is view:
            return known.strip
        cells = tuple(column.cell(row, view) for column, _ in self.laid)
        if known is not None and known.cells == cells:
            known.view = view
            return known.strip
        if len(self._lines) >= _CACHED_LINES:
            self._lines.clear()
        drawn = _Drawn(row, view, cells, self._draw(cells, look))
        self._lines[id(row), look] = drawn
        return drawn.strip

    def text(self, text: str, name: str) -> Strip:
        """A line of a sentence, in the style of the component class `table--NAME`."""
        style = self._style(name, name)
        return self._strip([(fit_text(text, self.room, self.signs), style)], style)

    def _draw_header(self, sort: Sort) -> Strip:
        pieces = [(" " * self.gutter, self._style("header", "header"))]
        for column, width in self.laid:
            is_sorted = column.id == sort.column_id
            title = self._title(column, width, sort) if is_sorted else column.title
            text = fit_text(title, width, self.signs, right=column.right)
            pieces.append((text, self._style("header", "sorted" if is_sorted else "header")))
        return self._strip(pieces, self._style("header", "header"))

    def _title(self, column: Column[Any], width: int, sort: Sort) -> str:
        sign = self.signs.down if sort.reverse else self.signs.up
        return set_cell_size(column.title, min(cell_len(column.title), width - 1)) + sign

    def _draw(self, cells: Iterable[Cell], look: Look) -> Strip:
        self.drawn += 1
        name = "cursor" if look.cursor else "marked" if look.marked else "row"
        mark = self.signs.mark if look.marked else ""
        pieces = [(fit_text(mark, self.gutter), self._style(name, "mark"))]
        for (column, width), cell in zip(self.laid, cells, strict=True):
            text = fit_text(cell.text, width, self.signs, right=column.right)
            pieces.append((text, self._style(name, "stale" if look.stale else cell.tone.value)))
        return self._strip(pieces, self._style(name, "plain"))

    def _strip(self, pieces: Sequence[tuple[str, Style]], base: Style) -> Strip:
        """The gutter, then the cells with gaps between them, then blank to the end."""
        (first, first_style), *others = pieces
        segments = [Segment(first, first_style)] if first else []
        used = cell_len(first)
        for place, (text, style) in enumerate(others):
            segments.append(Segment(text + " " * GAP if place < len(others) - 1 else text, style))
            used += cell_len(segments[-1].text)
        if used < self.room:
            segments.append(Segment(" " * (self.room - used), base))
        return Strip(segments, max(used, self.room)).simplify()

    def _style(self, row: str, cell: str) -> Style:
        names = (f"table--{row}", f"table--{cell}")
        if names not in self._styles:
            self._styles[names] = self._style_of(*names)
        return self._styles[names]

"""Rows as aligned columns: cut to the room of a terminal, whole where there is no terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from tui.cli.cells import cut, width
from tui.cli.output import Paint
from tui.core.kind import Cell, Column, View
from tui.core.layout import GAP, fit

SPACE = 2
"""Cells between two columns."""

Line = tuple[Cell, ...]


def table(
    columns: Sequence[Column[Any]],
    rows: Sequence[Any],
    view: View,
    paint: Paint,
    room: int | None = None,
) -> Iterator[str]:
    """The lines, headings first. `room` is in cells, None for as much as it takes."""
    lines = [tuple(column.cell(row, view) for column in columns) for row in rows]
    widths = [_widest(column, lines, place) for place, column in enumerate(columns)]
    if room is not None:
        widths = _fitted(columns, widths, room)
    yield _line(columns, [Cell(column.title.upper()) for column in columns], widths, paint, view)
    for line in lines:
        yield _line(columns, line, widths, paint, view)


def _widest(column: Column[Any], lines: Sequence[Line], place: int) -> int:
    return max([width(column.title), *(width(line[place].text) for line in lines)])


def _fitted(columns: Sequence[Column[Any]], widest: list[int], room: int) -> list[int]:
    """The widths in `room` cells, 0 for a column that is left out.

    What is left over first goes to the columns that matter most.
    """
    more = SPACE - GAP
    wishes = [
        replace(column, id=str(place), width=min(wide, max(column.width, len(column.title))) + more)
        for place, (column, wide) in enumerate(zip(columns, widest, strict=True))
        if wide
    ]
    kept = {int(column.id): cells - more for column, cells in fit(wishes, room + more)}
    kept = {place: min(cells, widest[place]) for place, cells in kept.items()}
    left = room - sum(kept.values()) - SPACE * (len(kept) - 1)
    for place in sorted(kept, key=lambda place: columns[place].rank):
        extra = min(left, widest[place] - kept[place])
        kept[place], left = kept[place] + extra, left - extra
    return [kept.get(place, 0) for place in range(len(columns))]


def _line(
    columns: Sequence[Column[Any]],
    line: Sequence[Cell],
    widths: Sequence[int],
    paint: Paint,
    view: View,
) -> str:
    parts = []
    for place, room in enumerate(widths):
        if not room:
            continue
        text = cut(line[place].text, room, ascii_only=view.ascii)
        space = " " * (room - width(text))
        painted = paint(replace(line[place], text=text))
        parts.append(space + painted if columns[place].right else painted + space)
    return (" " * SPACE).join(parts).rstrip()

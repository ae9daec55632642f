"""Which columns are drawn in so much room, and how wide: never a question of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from tui.core.kind import Column

R = TypeVar("R")

GAP = 1


def fit(columns: Sequence[Column[R]], room: int) -> list[tuple[Column[R], int]]:
    """The columns that fit into `room` cells, in their order, each with its width in cells.

    Columns of the highest rank go first, of two with the same rank the later one. What is
    left over is shared among the `grow` columns. The last column left is cut to the room.
    The widths and a gap of one cell between neighbours never add up to more than `room`.
    """
    kept = _kept(columns, room)
    if not kept:
        return []
    widths = {index: min(_wish(columns[index]), room) for index in kept}
    left = room - sum(widths.values()) - GAP * (len(kept) - 1)
    for index, extra in _shares(columns, kept, left):
        widths[index] += extra
    return [(columns[index], widths[index]) for index in kept]


def _wish(column: Column[R]) -> int:
    return max(1, column.width)


def _kept(columns: Sequence[Column[R]], room: int) -> list[int]:
    """Indexes of the columns that stay, in the columns' order."""
    if room < 1:
        return []
    by_rank = sorted(range(len(columns)), key=lambda index: (columns[index].rank, index))
    kept = by_rank[:1]
    used = sum(_wish(columns[index]) for index in kept)
    for index in by_rank[1:]:
        used += GAP + _wish(columns[index])
        if used > room:
            break
        kept.append(index)
    return sorted(kept)


def _shares(columns: Sequence[Column[R]], kept: Sequence[int], left: int) -> list[tuple[int, int]]:
    """How `left` cells are dealt out by `grow`; the cells that do not divide go to the first."""
    growing = [index for index in kept if columns[index].grow > 0]
    whole = sum(columns[index].grow for index in growing)
    if not growing or left <= 0:
        return []
    shares = [(index, left * columns[index].grow // whole) for index in growing]
    rest = left - sum(extra for _, extra in shares)
    return [(index, extra + (place < rest)) for place, (index, extra) in enumerate(shares)]

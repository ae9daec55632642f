"""Which columns are drawn in so much room, and how wide: never a question of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from tui.core.kind import Column

R = TypeVar("R")

GAP = 1


def fit(columns: Sequence[Column[R]], room: int) -> list[tuple[Column[R], int]]:
    """The columns that fit into `room` cells, in their order, each with its width in cells.

    Columns of the highest rank go first, of two with the same rank the later one; those of
    the lowest rank are cut before they go. What is left over is shared among the `grow`
    columns. The widths and a gap of one cell between neighbours never exceed `room`.
    """
    widths = _kept(columns, room)
    left = room - sum(widths.values()) - GAP * (len(widths) - 1)
    for index, extra in _shares(columns, list(widths), left):
        widths[index] += extra
    return [(columns[index], width) for index, width in widths.items()]


def _kept(columns: Sequence[Column[R]], room: int) -> dict[int, int]:
    """Index → width of the columns that stay, in the columns' order."""
    by_rank = sorted(range(len(columns)), key=lambda index: (columns[index].rank, index))
    kept: dict[int, int] = {}
    for index in by_rank:
        gap = GAP if kept else 0
        wish = max(1, columns[index].width)
        cut = columns[index].rank == columns[by_rank[0]].rank
        width = min(wish, room - gap) if cut else wish
        if width < 1 or gap + width > room:
            break
        kept[index] = width
        room -= gap + width
    return dict(sorted(kept.items()))


def _shares(columns: Sequence[Column[R]], kept: Sequence[int], left: int) -> list[tuple[int, int]]:
    """How `left` cells are dealt out by `grow`; the cells that do not divide go to the first."""
    growing = [index for index in kept if columns[index].grow > 0]
    whole = sum(columns[index].grow for index in growing)
    if not growing or left <= 0:
        return []
    shares = [(index, left * columns[index].grow // whole) for index in growing]
    rest = left - sum(extra for _, extra in shares)
    return [(index, extra + (place < rest)) for place, (index, extra) in enumerate(shares)]

"""How far two lines of text differ: Textual paints from the left, and may stop at any cell."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import takewhile

from rich.cells import cell_len
from textual.content import Content

Look = tuple[Hashable, ...]


def same(one: Content, other: Content) -> bool:
    """In colours, too: as Content two lines are equal whatever these are."""
    return (one.plain, one.spans) == (other.plain, other.spans)


def differing(before: Content, now: Content) -> int:
    """Cells from the left of two lines that have to be painted for one to become the other."""
    if same(before, now):
        return 0
    if before.cell_length != now.cell_length:
        return max(before.cell_length, now.cell_length)
    pairs = zip(reversed(_looks(before)), reversed(_looks(now)), strict=False)
    kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    alike = now.plain[len(now.plain) - kept :]
    while alike and not cell_len(alike[0]):  # it is drawn in the cell of the one before it
        alike = alike[1:]
    return now.cell_length - cell_len(alike)


def _looks(line: Content) -> list[Look]:
    """Each character with the styles that lie over it."""
    looks: list[Look] = [(character,) for character in line.plain]
    for span in line.spans:
        for place in range(max(0, span.start), min(span.end, len(looks))):
            looks[place] = (*looks[place], span.style)
    return looks

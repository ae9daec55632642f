"""Cells of text that came from outside: cleaned, and never endless."""

from __future__ import annotations

from datetime import datetime

from tui.core import units
from tui.core.kind import Cell, Tone, View
from tui.core.parse import clean

LONGEST = 1000
"""Characters of a cell: no terminal is wider, and a label may have 64 KB."""
_ASCII = str.maketrans({"·": "-", "–": "-", "→": ">", "…": "~", "“": '"', "”": '"'})


def text_cell(value: str | None, tone: Tone = Tone.PLAIN) -> Cell:
    """One line of a table."""
    return Cell(clean((value or "")[:LONGEST]), tone)


def long_cell(value: str, tone: Tone = Tone.PLAIN) -> Cell:
    """A line of a summary; what is left out is counted."""
    if len(value) <= LONGEST:
        return Cell(clean(value), tone)
    return Cell(f"{clean(value[:LONGEST])}… {len(value):,} characters in all", tone)


def age_cell(then: datetime | None, view: View) -> Cell:
    return drawn(Cell(units.age(view.now, then), Tone.DIM), view)


def drawn(cell: Cell, view: View) -> Cell:
    """Our own signs in ASCII where nothing else can be drawn."""
    return Cell(cell.text.translate(_ASCII), cell.tone) if view.ascii else cell

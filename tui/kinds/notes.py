"""How notes are shown, wherever they come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tui.core import parse
from tui.core.kind import Cell, Column, Field, Tone, View
from tui.core.note import Note
from tui.core.verdict import TONES, WORST_FIRST, Verdict
from tui.kinds.cells import drawn, long_cell, text_cell


def _finding(row: Note, view: View) -> Cell:
    tone = Tone.DIM if row.verdict is Verdict.UNCHECKED else Tone.PLAIN
    return drawn(text_cell(row.finding, tone), view)


COLUMNS: tuple[Column[Note], ...] = (
    Column("verdict", "Verdict", lambda r, _: Cell(r.verdict.value, TONES[r.verdict]),
           lambda r: WORST_FIRST.index(r.verdict), 9, rank=0),
    Column("what", "What", lambda r, _: text_cell(r.what), lambda r: r.what.lower(), 14, rank=0,
           grow=1),
    Column("finding", "Finding", _finding, lambda r: r.finding, 16, rank=1, grow=2),
)  # fmt: skip


def summary(row: Note, view: View) -> tuple[Field, ...]:
    return tuple(Field(f.label, drawn(f.value, view), f.section) for f in _lines(row))


def _lines(row: Note) -> Iterator[Field]:
    yield Field("what", text_cell(row.what, Tone.ACCENT))
    yield Field("verdict", Cell(row.verdict.value, TONES[row.verdict]))
    yield Field("finding", long_cell(row.finding))
    if row.meaning:
        yield Field("it means", long_cell(row.meaning))
    for number, step in enumerate(row.remedy, 1):
        yield Field("", long_cell(f"{number}. {step}"), "What to do")


def note_json(row: Note, _view: View) -> dict[str, Any]:
    return {
        "id": parse.clean(row.id),
        "what": parse.clean(row.what),
        "finding": parse.clean(row.finding),
        "verdict": row.verdict.value,
        "meaning": row.meaning or None,
        "remedy": "\n".join(map(parse.clean, row.remedy)) or None,
    }


def headline(rows: Sequence[Note]) -> str:
    bad = sum(row.verdict in (Verdict.PROBLEM, Verdict.WARNING) for row in rows)
    return f"{bad} of {len(rows)} to look at"

"""The doctor's findings as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tui.checks.check import Finding, Verdict, finding_json, tally
from tui.core import parse
from tui.core.kind import Cell, Column, Field, Kind, Listing, Tone, View
from tui.core.verdict import TONES, WORST_FIRST

LOOKING = "Looking at Docker, WSL and this distro. What hangs is given up after some seconds."


def _verdict(row: Finding, _view: View) -> Cell:
    return Cell(row.verdict.value, TONES[row.verdict])


def _told(row: Finding) -> str:
    judged = row.judged
    return parse.clean(judged.why if row.verdict is Verdict.UNCHECKED else judged.found)


def _found(row: Finding, _view: View) -> Cell:
    return Cell(_told(row), Tone.DIM if row.verdict is Verdict.UNCHECKED else Tone.PLAIN)


COLUMNS: tuple[Column[Finding], ...] = (
    Column("verdict", "Verdict", _verdict, lambda r: WORST_FIRST.index(r.verdict), 9, rank=0),
    Column("id", "Check", lambda r, _: Cell(r.check.id, Tone.DIM), lambda r: int(r.check.id[1:]),
           5, rank=3),
    Column("title", "What", lambda r, _: Cell(r.check.title), lambda r: r.check.title, 22, rank=0,
           grow=1),
    Column("found", "Found", _found, _told, 24, rank=2, grow=3),
)  # fmt: skip


def summary(row: Finding, _view: View) -> tuple[Field, ...]:
    return tuple(_fields(row))


def _fields(row: Finding) -> Iterator[Field]:
    check, judged = row.check, row.judged
    yield Field(check.id, Cell(check.title, Tone.ACCENT))
    yield Field("verdict", Cell(row.verdict.value, TONES[row.verdict]))
    said = {"found": judged.found, "why": judged.why, "it means": judged.meaning}
    for label, text in said.items():
        if text:
            yield Field(label, Cell(parse.clean(text)))
    yield Field("looked at", Cell(check.looked_at, Tone.DIM))
    for number, step in enumerate(judged.remedy, start=1):
        yield Field("", Cell(f"{number}. {parse.clean(step)}"), "What to do")
    if judged.fix is not None:
        typed = parse.clean(judged.fix.typed)
        yield Field("", Cell(f"f does it, or `{typed}`", Tone.ACCENT), "What to do")
    yield Field("", Cell(check.url, Tone.DIM), "Read more")


def _listing() -> Listing[Finding]:
    """Findings are made, not listed."""
    yield from ()
    return ()


def _headline(rows: Sequence[Finding]) -> str:
    return tally(rows) if rows else ""


def _as_json(row: Finding, _view: View) -> dict[str, Any]:
    return dict(finding_json(row))


DOCTOR: Kind[Finding] = Kind(
    id="doctor",
    singular="check",
    title="Doctor",
    tool="",
    listing=_listing,
    key=lambda row: row.check.id,
    names=lambda row: (row.check.title, row.check.id),
    columns=COLUMNS,
    summary=summary,
    as_json=_as_json,
    empty=LOOKING,
    facets={"verdict": lambda row: (row.verdict.value,)},
    headline=_headline,
)

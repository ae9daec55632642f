"""The steps of the first run as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tui.checks.first_run import State, Step, step_json
from tui.core import parse
from tui.core.kind import Cell, Column, Field, Kind, Listing, Tone, View
from tui.kinds.cells import drawn

TONES = {State.DONE: Tone.GOOD, State.TODO: Tone.WARN, State.UNKNOWN: Tone.DIM}
MARKS = {State.DONE: "✓", State.TODO: "·", State.UNKNOWN: "?"}
PLAIN = {State.DONE: "x", State.TODO: "-", State.UNKNOWN: "?"}
LOOKING = "Looking at WSL, Docker Desktop and this distro."


def _mark(row: Step, view: View) -> Cell:
    return Cell((PLAIN if view.ascii else MARKS)[row.state], TONES[row.state])


def _found(row: Step, _view: View) -> Cell:
    return Cell(parse.clean(row.found), Tone.DIM)


COLUMNS: tuple[Column[Step], ...] = (
    Column("mark", "", _mark, lambda r: r.state.value, 1, rank=0),
    Column("state", "State", lambda r, _: Cell(r.state.value, TONES[r.state]),
           lambda r: r.state.value, 7, rank=1),
    Column("title", "Step", lambda r, _: Cell(r.title), lambda r: r.title, 30, rank=0, grow=1),
    Column("found", "Found", _found, lambda r: r.found, 24, rank=2, grow=2),
)  # fmt: skip


def summary(row: Step, view: View) -> tuple[Field, ...]:
    return tuple(Field(f.label, drawn(f.value, view), f.section) for f in _lines(row))


def _lines(row: Step) -> Iterator[Field]:
    yield Field("step", Cell(row.title, Tone.ACCENT))
    yield Field("state", Cell(row.state.value, TONES[row.state]))
    yield Field("found", Cell(parse.clean(row.found)))
    for number, step in enumerate(row.how, 1):
        yield Field("", Cell(f"{number}. {parse.clean(step)}"), "What to click or type")


def _listing() -> Listing[Step]:
    """Steps are made, not listed."""
    yield from ()
    return ()


def _as_json(row: Step, _view: View) -> dict[str, Any]:
    return step_json(row)


def _headline(rows: Sequence[Step]) -> str:
    return f"{sum(row.state is State.DONE for row in rows)} of {len(rows)} done" if rows else ""


FIRST_RUN: Kind[Step] = Kind(
    id="first-run",
    singular="step",
    title="First run",
    tool="",
    listing=_listing,
    key=lambda row: row.id,
    names=lambda row: (row.title, row.id),
    columns=COLUMNS,
    summary=summary,
    as_json=_as_json,
    empty=LOOKING,
    headline=_headline,
)

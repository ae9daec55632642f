"""Docker Desktop's integration, one row a distro."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui.core.command import Outcome, Result
from tui.core.kind import Cell, Column, Field, Kind, Listing, Step, Tone, View
from tui.core.record import as_json
from tui.kinds.cells import drawn, long_cell, text_cell
from tui.kinds.distro_inside import inside
from tui.kinds.distro_listing import Distro
from tui.kinds.distro_listing import listing as distros

if TYPE_CHECKING:
    from tui.kinds.integration_record import Integration

TONES = {
    "alive": Tone.GOOD,
    "configured": Tone.PLAIN,
    "broken": Tone.BAD,
    "off": Tone.DIM,
    "none": Tone.DIM,
    "unknown": Tone.WARN,
}
WORDS = {"none": "n.a."}
SILENT = "wsl.exe did not answer when another distro was asked"


def listing() -> Listing[Integration]:
    """The settings for all; only distros that run are looked into, one after the other."""
    from tui.kinds.desktop_reading import FOLDERS, settings  # seldom looked at
    from tui.kinds.integration_record import integration

    rows: tuple[Distro, ...] = yield from distros()  # type: ignore[misc]
    (told,) = yield Step((FOLDERS,), tolerant=True)
    known = yield from settings(told)
    early = tuple(integration(row, known, None, "not asked yet") for row in rows)
    looked = yield from _look(rows, early)
    return tuple(integration(row, known, looked.get(row.name), looked.hung) for row in rows)


class _Looked(dict[str, Result]):
    """What each distro answered; `hung` is why others were not asked."""

    hung = ""


def _look(
    rows: Sequence[Distro], early: tuple[Integration, ...]
) -> Generator[Step[Integration], tuple[Result, ...], _Looked]:
    from tui.kinds.integration_record import LOOK, unseen

    looked, shown = _Looked(), early
    for row in rows:
        if unseen(row) is not None or looked.hung:
            continue
        (answer,) = yield Step((inside(row.name, *LOOK),), shown, tolerant=True)
        looked[row.name], shown = answer, None  # type: ignore[assignment]
        if answer.outcome in (Outcome.TIMEOUT, Outcome.NOT_STARTED):
            looked.hung = SILENT
    return looked


def join(
    rows: tuple[Integration, ...], others: Mapping[str, tuple[Any, ...]]
) -> tuple[Integration, ...]:
    here = {name.lower() for name in others.get("here", ())}
    return tuple(replace(row, current=row.name.lower() in here) for row in rows)


def _mark(row: Integration, view: View) -> Cell:
    return Cell(("*" if view.ascii else "★") if row.default else "", Tone.ACCENT)


def _state(row: Integration, _view: View) -> Cell:
    return Cell(WORDS.get(row.state, row.state), TONES[row.state])


def _why(row: Integration, view: View) -> Cell:
    return drawn(text_cell(row.why, Tone.DIM), view)


COLUMNS: tuple[Column[Integration], ...] = (
    Column("default", "", _mark, lambda r: not r.default, 1, rank=0),
    Column("name", "Distro", lambda r, _: text_cell(r.name), lambda r: r.name.lower(), 12, rank=0,
           grow=1),
    Column("integration", "Integration", _state, lambda r: r.state, 11, rank=1),
    Column("version", "WSL", lambda r, _: Cell(str(r.version)), lambda r: r.version, 3, rank=3,
           right=True),
    Column("current", "Here", lambda r, _: Cell("this one" if r.current else "", Tone.ACCENT),
           lambda r: not r.current, 8, rank=4),
    Column("why", "Why", _why, lambda r: r.why, 14, rank=2, grow=3),
)  # fmt: skip


def summary(row: Integration, view: View) -> tuple[Field, ...]:
    return tuple(Field(f.label, drawn(f.value, view), f.section) for f in _lines(row, view))


def _lines(row: Integration, view: View) -> Iterator[Field]:
    yield Field("distro", text_cell(row.name, Tone.ACCENT))
    yield Field("integration", _state(row, view))
    yield Field("why", long_cell(row.why))
    yield Field("configured", Cell(_word(row.configured)))
    yield Field("alive", Cell(_word(row.alive)))
    yield Field("version", Cell(f"WSL {row.version}"))
    yield Field("default", Cell("yes, plain `wsl` starts it" if row.default else "no"))
    if row.toggle:
        yield Field("", long_cell(row.toggle), "Where it is turned on and off")
    if row.state == "broken":
        yield Field("", Cell("Turn it off, Apply, turn it on, Apply; or start Docker Desktop "
                             "again."), "What to do")  # fmt: skip


def _word(value: bool | None) -> str:
    return "unknown" if value is None else "yes" if value else "no"


def integration_json(row: Integration, _view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(row)
    return {**made, "why": row.why or None, "toggle": row.toggle or None}


def headline(rows: Sequence[Integration]) -> str:
    able = [row for row in rows if row.state != "none"]
    return f"{sum(row.state == 'alive' for row in able)} of {len(able)} alive"


INTEGRATIONS: Kind[Integration] = Kind(
    id="integrations",
    singular="integration",
    title="Integration",
    tool="wsl",
    listing=listing,
    needs=("here",),
    join=join,
    key=lambda row: row.name,
    names=lambda row: (row.name,),
    columns=COLUMNS,
    summary=summary,
    as_json=integration_json,
    empty="No distros are installed, so there is nothing that Docker Desktop could be joined to.",
    facets={"is": lambda r: (r.state,)},
    headline=headline,
    also=("Docker Desktop, WSL integration",),
    spellings=("docker info", "wsl.exe -l -v"),
    lazy=True,
)

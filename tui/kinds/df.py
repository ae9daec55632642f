"""What the engine's things take, class by class: `docker system df`.

The engine measures itself for it, which may take minutes; so it is asked only when somebody looks.
The sizes are rounded by docker to three or four digits. Of images, layers that are shared are
counted once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui.core import parse, units
from tui.core.command import Result, docker
from tui.core.kind import Cell, Column, Field, Kind, Listing, Step, Tone, View
from tui.core.record import as_json, text
from tui.kinds.cells import age_cell, drawn, text_cell
from tui.kinds.fact import percent, sparkline
from tui.kinds.reading import number, objects, template

PATIENCE = 300.0
"""Seconds: the engine walks all volumes for it."""
BARS, LONG = 12, 40
DF = docker(
    "system", "df", "--format",
    template("Type", "TotalCount", "Active", "Size", "Reclaimable"), timeout=PATIENCE,
)  # fmt: skip
_BACK = re.compile(r"\s*\(\d+%\)\s*$")


@dataclass(frozen=True, slots=True)
class Class:
    """A class of things; bytes are None where docker said something else than a size.

    `whole` is what all classes take together; `measured` is when (aware, UTC).
    """

    type: str
    count: int | None
    active: int | None
    size: int | None
    reclaimable: int | None
    whole: int | None = None
    measured: datetime | None = None


def listing() -> Listing[Class]:
    """Raises what the failed command means."""
    (answer,) = yield Step((DF,))
    return read(answer)


def read(answer: Result) -> tuple[Class, ...]:
    """Raises parse.Garbled where docker printed something else."""
    found = objects(answer, "Type")
    sizes = [parse.size(text(one.get("Size"))) for one in found]
    whole = total(sizes)
    return tuple(
        Class(
            text(one.get("Type")),
            number(text(one.get("TotalCount"))),
            number(text(one.get("Active"))),
            size,
            parse.size(_BACK.sub("", text(one.get("Reclaimable")))),
            whole,
            answer.at,
        )
        for one, size in zip(found, sizes, strict=True)
    )


def total(sizes: Sequence[int | None]) -> int | None:
    """The sum, None where one of them is not known."""
    known = [size for size in sizes if size is not None]
    return sum(known) if known and len(known) == len(sizes) else None


def _bar(row: Class, width: int, view: View) -> str:
    """How much of the largest whole this class takes; nothing where that is not known."""
    if row.size is None or not row.whole:
        return ""
    return sparkline((percent(row.size, row.whole),), width, ascii_only=view.ascii)


def _back(row: Class) -> str:
    share = f" ({percent(row.reclaimable, row.size):.0f} %)" if row.reclaimable and row.size else ""
    return f"{units.size(row.reclaimable)}{share}"


def _count(value: int | None) -> Cell:
    return Cell(units.UNKNOWN if value is None else f"{value:,}")


COLUMNS: tuple[Column[Class], ...] = (
    Column("type", "What", lambda r, _: text_cell(r.type), lambda r: r.type.lower(), 13, rank=0,
           grow=1),
    Column("size", "Size", lambda r, _: Cell(units.size(r.size)), lambda r: -(r.size or 0), 8,
           rank=0, right=True),
    Column("bar", "", lambda r, v: Cell(_bar(r, BARS, v), Tone.ACCENT), lambda r: -(r.size or 0),
           BARS, rank=2),
    Column("reclaimable", "Reclaimable", lambda r, v: drawn(Cell(_back(r)), v),
           lambda r: -(r.reclaimable or 0), 15, rank=1, right=True),
    Column("count", "Count", lambda r, _: _count(r.count), lambda r: -(r.count or 0), 5, rank=3,
           right=True),
    Column("active", "In use", lambda r, _: _count(r.active), lambda r: -(r.active or 0), 6,
           rank=4, right=True),
    Column("measured", "Age", lambda r, v: age_cell(r.measured, v), lambda r: str(r.measured), 4,
           rank=5, right=True),
)  # fmt: skip


def summary(row: Class, view: View) -> tuple[Field, ...]:
    return tuple(Field(f.label, drawn(f.value, view), f.section) for f in _lines(row, view))


def _lines(row: Class, view: View) -> Iterator[Field]:
    yield Field("class", text_cell(row.type, Tone.ACCENT))
    of = f" of about {units.size(row.whole)} in all" if row.whole is not None else ""
    yield Field("size", Cell(f"{units.size(row.size)}{of}"))
    yield Field("", Cell(_bar(row, LONG, view), Tone.ACCENT))
    yield Field("in use", Cell(f"{row.active} of {row.count}" if row.count is not None else "–"))
    yield Field("reclaimable", Cell(_back(row)))
    if row.reclaimable is not None and row.size:
        bar = sparkline((percent(row.reclaimable, row.size),), LONG, ascii_only=view.ascii)
        yield Field("", Cell(bar, Tone.WARN))
    yield Field("measured", Cell(units.ago(view.now, row.measured), Tone.DIM))
    yield Field("", Cell("F5 measures again, ctrl+c cancels; X shows what could go.", Tone.DIM))


def class_json(row: Class, _view: View) -> dict[str, Any]:
    return {
        "type": row.type, "count": row.count, "active": row.active, "size_bytes": row.size,
        "reclaimable_bytes": row.reclaimable, "measured_at": as_json(row.measured),
        "rounded": True,
    }  # fmt: skip


def headline(rows: Sequence[Class]) -> str:
    whole = rows[0].whole if rows else None
    return "" if whole is None else f"about {units.size(whole)}"


DISK_USAGE: Kind[Class] = Kind(
    id="df",
    singular="df",
    title="Disk usage",
    tool="docker",
    listing=listing,
    key=lambda row: row.type,
    names=lambda row: (row.type, row.type.lower().replace(" ", "-")),
    columns=COLUMNS,
    summary=summary,
    as_json=class_json,
    empty="The engine tells of nothing that takes room.",
    amounts={"size": lambda row: row.size, "reclaimable": lambda row: row.reclaimable},
    headline=headline,
    also=("reclaimable space",),
    spellings=("docker system df",),
    lazy=True,
)

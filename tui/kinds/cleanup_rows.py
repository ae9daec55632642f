"""The rows of a clean-up: every item of a plan, with the tick that it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from tui.core import units
from tui.core.cleanup.plan import Item, Plan, Verdict
from tui.core.cleanup.world import Class, Ref, Thing
from tui.core.kind import Cell, Column, Field, Kind, Listing, Tone, View
from tui.kinds.cells import age_cell, drawn, long_cell, text_cell

WORDS = {
    Class.CONTAINER: ("container", "containers"),
    Class.IMAGE: ("image", "images"),
    Class.NETWORK: ("network", "networks"),
    Class.VOLUME: ("volume", "volumes"),
    Class.BUILD_CACHE: ("cache", "cache entries"),
    Class.LOG_FILE: ("log", "log files"),
}
"""A class in one word, and in the plural."""
FEW_COMMANDS = 12


class Tick(StrEnum):
    """What can be done about a row by hand."""

    GOES = "goes"
    SPARED = "spared"
    ASKABLE = "askable"
    KEPT = "kept"
    LOCKED = "locked"


_MARKS = {
    Tick.GOES: ("[x]", "[x]", Tone.WARN),
    Tick.SPARED: ("[ ]", "[ ]", Tone.PLAIN),
    Tick.ASKABLE: ("[ ]", "[ ]", Tone.DIM),
    Tick.KEPT: (" · ", " - ", Tone.DIM),
    Tick.LOCKED: ("pin", "pin", Tone.ACCENT),
}
_SAID = {
    Tick.GOES: "goes",
    Tick.SPARED: "stays, spared by hand",
    Tick.ASKABLE: "stays unless you ask for it",
    Tick.KEPT: "stays",
    Tick.LOCKED: "stays, pinned",
}


@dataclass(frozen=True, slots=True)
class CleanRow:
    """An item of the plan as it is shown."""

    item: Item
    tick: Tick

    @property
    def thing(self) -> Thing:
        return self.item.thing

    @property
    def goes(self) -> bool:
        return self.tick is Tick.GOES


def rows_of(
    plan: Plan, unticked: frozenset[Ref] = frozenset(), before: Sequence[CleanRow] = ()
) -> tuple[CleanRow, ...]:
    """What goes first, each part by its gain; in the order of `before` where that is given."""
    places = {row.item.ref: place for place, row in enumerate(before)}
    rows = [CleanRow(item, tick_of(item, unticked)) for item in plan.items]
    rows.sort(key=lambda row: (places.get(row.item.ref, len(places)), *_place(row)))
    return tuple(rows)


def _place(row: CleanRow) -> tuple[bool, int, str, str]:
    stays = row.tick in (Tick.KEPT, Tick.LOCKED, Tick.ASKABLE)
    return stays, -gain(row.item)[1], row.thing.name, key(row)


def tick_of(item: Item, unticked: frozenset[Ref]) -> Tick:
    """A named volume that nothing uses can be asked for; what is pinned cannot."""
    if item.verdict is Verdict.REMOVE:
        return Tick.GOES
    if item.ref in unticked:
        return Tick.SPARED
    if item.reason.startswith("pinned"):
        return Tick.LOCKED
    if item.thing.kind is Class.VOLUME and item.reason.startswith("a named volume"):
        return Tick.ASKABLE
    return Tick.KEPT


def gain(item: Item) -> tuple[int, int]:
    """(at least, at most) bytes: what its removal frees in this plan, or what it holds if kept."""
    return (item.bytes_min, item.bytes_max) if item.commands else item.thing.gain


def bounds_words(least: int, most: int) -> str:
    """`640 MB`, `12–640 MB`, `640 MB–1.2 GB` or `up to 640 MB`."""
    if most <= 0:
        return units.UNKNOWN
    low, high = units.size(least), units.size(most)
    if low == high:
        return high
    if not least:
        return f"up to {high}"
    number, unit = low.split(" ")
    return f"{number if high.endswith(f' {unit}') else low}–{high}"


def key(row: CleanRow) -> str:
    return f"{row.thing.kind}:{row.thing.id}"


def name(thing: Thing) -> str:
    """What it is called; ids of anonymous things are cut as docker cuts them."""
    whole = thing.name == thing.id and len(thing.id) == 64
    return thing.name[:12] if whole else thing.name or thing.id[:12]


def _mark(row: CleanRow, view: View) -> Cell:
    unicode, plain, tone = _MARKS[row.tick]
    return Cell(plain if view.ascii else unicode, tone)


def _tone(row: CleanRow) -> Tone:
    return Tone.PLAIN if row.goes or row.tick is Tick.SPARED else Tone.DIM


def _gain(row: CleanRow, view: View) -> Cell:
    return drawn(Cell(bounds_words(*gain(row.item)), _tone(row)), view)


def _reason(row: CleanRow, _view: View) -> Cell:
    if row.goes and row.thing.database:
        return text_cell(row.item.reason, Tone.BAD)
    return text_cell(row.item.reason, _tone(row))


COLUMNS: tuple[Column[CleanRow], ...] = (
    Column("tick", "", _mark, lambda r: list(Tick).index(r.tick), 3, rank=0),
    Column("class", "Class", lambda r, _: text_cell(WORDS[r.thing.kind][0], Tone.DIM),
           lambda r: list(Class).index(r.thing.kind), 9, rank=2),
    Column("name", "Name", lambda r, _: text_cell(name(r.thing), _tone(r)),
           lambda r: name(r.thing), 18, rank=0, grow=3),
    Column("gain", "Frees", _gain, lambda r: gain(r.item)[1], 15, rank=1, right=True),
    Column("age", "Age", lambda r, v: age_cell(r.thing.since, v),
           lambda r: -r.thing.since.timestamp() if r.thing.since else 0, 4, rank=4, right=True),
    Column("used", "Used", lambda r, v: age_cell(r.thing.last_used, v),
           lambda r: -r.thing.last_used.timestamp() if r.thing.last_used else 0, 5, rank=5,
           right=True),
    Column("reason", "Why", _reason, lambda r: r.item.reason, 24, rank=3, grow=5),
)  # fmt: skip


def summary(row: CleanRow, view: View) -> tuple[Field, ...]:
    return tuple(_fields(row, view))


def _fields(row: CleanRow, view: View) -> Iterator[Field]:
    thing = row.thing
    yield Field(WORDS[thing.kind][0], text_cell(name(thing), Tone.ACCENT))
    yield Field("verdict", Cell(_SAID[row.tick], Tone.WARN if row.goes else Tone.GOOD))
    yield Field("why", long_cell(row.item.reason))
    yield Field("frees", drawn(Cell(_gain_words(row)), view))
    if thing.since:
        yield Field("since", Cell(units.ago(view.now, thing.since)))
    if thing.last_used:
        yield Field("last used", Cell(units.ago(view.now, thing.last_used)))
    if thing.database:
        yield Field("data", text_cell(f"looks like a database: {thing.database}", Tone.BAD))
    if thing.project:
        yield Field("project", text_cell(thing.project))
    for tag in thing.tags[:FEW_COMMANDS]:
        yield Field("tag", text_cell(tag))
    yield Field("id", text_cell(thing.id, Tone.DIM))
    for command in row.item.commands[:FEW_COMMANDS]:
        yield Field("", text_cell(f"$ {command.typed()}"), "What will run")


def _gain_words(row: CleanRow) -> str:
    least, most = gain(row.item)
    if most <= 0:
        return "nothing that the engine counts"
    if least == most:
        return units.size(most)
    shared = "what it shares with others stays as long as they do"
    return f"at least {units.size(least)}, at most {units.size(most)}: {shared}"


def counts(things: Iterable[Thing]) -> dict[Class, int]:
    """How many of each class, in the order of their removal."""
    found = [thing.kind for thing in things]
    return {kind: found.count(kind) for kind in Class if kind in found}


def counted(kind: Class, number: int) -> str:
    """`1 image`, `2 images`."""
    return f"{number:,} {WORDS[kind][0 if number == 1 else 1]}"


def _as_json(row: CleanRow, _view: View) -> dict[str, Any]:
    return {"kind": row.thing.kind.value, "id": row.thing.id, "verdict": row.item.verdict.value}


def _listing() -> Listing[CleanRow]:
    """A plan is made, not listed."""
    yield from ()
    return ()


def _headline(rows: Sequence[CleanRow]) -> str:
    return f"{sum(row.goes for row in rows)} of {len(rows)} go"


def _since(row: CleanRow) -> datetime | None:
    return row.thing.since


CLEANUP: Kind[CleanRow] = Kind(
    id="cleanup",
    singular="cleanup",
    title="Clean-up",
    tool="docker",
    listing=_listing,
    key=key,
    names=lambda row: (name(row.thing), row.thing.id, *row.thing.tags),
    columns=COLUMNS,
    summary=summary,
    as_json=_as_json,
    empty="There is nothing here: no container, image, network, volume or build cache.",
    facets={
        "class": lambda r: (r.thing.kind.value, WORDS[r.thing.kind][0]),
        "verdict": lambda r: (r.item.verdict.value, r.tick.value),
        "project": lambda r: (r.thing.project,) if r.thing.project else (),
    },
    moments={"age": _since, "used": lambda r: r.thing.last_used},
    amounts={"size": lambda r: gain(r.item)[1]},
    headline=_headline,
)

"""What the engine told of, the newest first: the events that wsltui follows anyway."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tui.core import parse
from tui.core.kind import Cell, Column, Field, Kind, Listing, Step, Tone, View
from tui.core.record import as_json
from tui.kinds.cells import age_cell, drawn, long_cell, text_cell
from tui.kinds.event_record import Event

_TONES = {
    "die": Tone.WARN, "oom": Tone.BAD, "kill": Tone.WARN, "destroy": Tone.DIM, "start": Tone.GOOD,
    "delete": Tone.DIM, "remove": Tone.DIM, "prune": Tone.DIM,
}  # fmt: skip


def listing() -> Listing[Event]:
    """Nothing to ask: the session has heard them, or asks for those of the past."""
    yield Step(())
    return ()


def join(_rows: tuple[Event, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Event, ...]:
    return tuple(reversed(others.get("heard", ())))


def _action(row: Event, _view: View) -> Cell:
    words = f"{row.action}: {row.more}" if row.more else row.action
    unwell = row.more == "unhealthy" or row.attributes.get("exitCode", "0") != "0"
    tone = Tone.BAD if unwell else _TONES.get(row.action, Tone.PLAIN)
    return text_cell(words, tone)


def _clock(row: Event) -> str:
    return f"{row.at.astimezone():%H:%M:%S}"


COLUMNS: tuple[Column[Event], ...] = (
    Column("at", "At", lambda r, _: Cell(_clock(r), Tone.DIM), lambda r: r.at, 8, rank=0),
    Column("type", "Of", lambda r, _: text_cell(r.type, Tone.DIM), lambda r: r.type, 9, rank=1),
    Column("action", "What", _action, lambda r: r.action, 12, rank=0, grow=1),
    Column("name", "Name", lambda r, _: text_cell(r.name), lambda r: r.name.lower(), 14, rank=0,
           grow=2),
    Column("detail", "More", lambda r, _: text_cell(r.detail, Tone.DIM), lambda r: r.detail, 16,
           rank=3, grow=2),
    Column("age", "Age", lambda r, v: age_cell(r.at, v), lambda r: r.at, 4, rank=4, right=True),
)  # fmt: skip


def summary(row: Event, view: View) -> tuple[Field, ...]:
    return tuple(Field(f.label, drawn(f.value, view), f.section) for f in _lines(row, view))


def _lines(row: Event, view: View) -> Iterator[Field]:
    yield Field("at", Cell(f"{row.at.astimezone():%Y-%m-%d %H:%M:%S}"))
    yield Field("what", _action(row, view))
    yield Field("of", text_cell(f"{row.type} {row.name}", Tone.ACCENT))
    yield Field("id", long_cell(row.actor, Tone.DIM))
    for name, value in row.attributes.items():
        yield Field(parse.clean(name[:60]), long_cell(value), "Attributes")


def event_json(row: Event, _view: View) -> dict[str, Any]:
    return {
        "id": row.id, "time": as_json(row.at), "type": row.type, "action": row.action,
        "detail": row.more or None, "actor_id": row.actor, "name": row.name,
        "attributes": dict(row.attributes),
    }  # fmt: skip


def headline(rows: Sequence[Event]) -> str:
    return str(len(rows))


EVENTS: Kind[Event] = Kind(
    id="events",
    singular="event",
    title="Events",
    tool="",
    listing=listing,
    needs=("heard",),
    join=join,
    key=lambda row: row.id,
    names=lambda row: (row.name, row.id),
    columns=COLUMNS,
    summary=summary,
    as_json=event_json,
    empty="The engine has told of nothing yet; what happens from now on is listed.",
    facets={"type": lambda row: (row.type,), "action": lambda row: (row.action,)},
    moments={"at": lambda row: row.at},
    headline=headline,
    spellings=("docker events --since 1h --until 0s",),
    lazy=True,
    timed=True,
)

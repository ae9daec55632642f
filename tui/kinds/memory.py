"""Memory: what the machine (inside WSL, the VM) has, and who uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tui.core import units
from tui.core.kind import Cell, Column, Field, Kind, Listing, Tone, View
from tui.core.machine import Sample
from tui.core.reclaim import in_force, meaning
from tui.kinds.cells import drawn, long_cell, text_cell
from tui.kinds.fact import percent, sparkline
from tui.kinds.memory_actions import ACTIONS
from tui.kinds.memory_record import CACHE, CacheRoom, User

BARS, LONG = 8, 60
PENDING = (
    ".wslconfig was changed after the VM had started: it counts after `wsl.exe --shutdown`, which "
    "ends every distro, and wsltui in it"
)


def listing() -> Listing[User]:
    from tui.kinds.memory_listing import listing as asked  # seldom looked at

    return asked()


def _programs(sample: Sample) -> int | None:
    if sample.memory_cache is None or sample.memory_free is None:
        return None
    return max(0, sample.memory_total - sample.memory_cache - sample.memory_free)


_MEASURED: Mapping[str, Callable[[Sample], int | None]] = {
    "programs": _programs,
    CACHE: lambda sample: sample.memory_cache,
    "free": lambda sample: sample.memory_free,
}


def join(rows: tuple[User, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[User, ...]:
    """The totals as they were measured last, with their history; the distro's name."""
    samples: Sequence[Sample] = others.get("samples", ())
    here = next(iter(others.get("here", ())), "")
    return tuple(_with_room(_measured(row, samples), here) for row in rows)


def _measured(row: User, samples: Sequence[Sample]) -> User:
    read = _MEASURED.get(row.id)
    if read is None:
        return row
    found = [(value, one.memory_total) for one in samples if (value := read(one)) is not None]
    if not found:
        return row
    history = tuple(percent(value, total) for value, total in found)
    return replace(row, bytes=found[-1][0], total=found[-1][1], history=history, why="")


def _with_room(row: User, here: str) -> User:
    return replace(row, room=replace(row.room, here=here))


def _size(row: User, _view: View) -> Cell:
    return Cell(units.binary_size(row.bytes), Tone.DIM if row.bytes is None else Tone.PLAIN)


def _bars(row: User, view: View) -> Cell:
    if row.history:
        return Cell(sparkline(row.history, BARS, ascii_only=view.ascii), Tone.ACCENT)
    share = row.share
    bar = "" if share is None else sparkline((share,), BARS, ascii_only=view.ascii)
    return Cell(bar, Tone.DIM)


def _share(row: User, _view: View) -> Cell:
    return Cell("" if row.share is None else f"{row.share:.1f} %")


COLUMNS: tuple[Column[User], ...] = (
    Column("name", "Who", lambda r, _: text_cell(r.name), lambda r: r.name.lower(), 16, rank=0,
           grow=2),
    Column("size", "Memory", _size, lambda r: -(r.bytes or 0), 8, rank=0, right=True),
    Column("share", "Of all", _share, lambda r: -(r.share or 0), 6, rank=2, right=True),
    Column("bars", "", _bars, lambda r: -(r.share or 0), BARS, rank=1),
    Column("sort", "What", lambda r, _: Cell(r.sort, Tone.DIM), lambda r: r.sort, 9, rank=3),
)  # fmt: skip


def summary(row: User, view: View) -> tuple[Field, ...]:
    return tuple(Field(f.label, drawn(f.value, view), f.section) for f in _lines(row, view))


def _lines(row: User, view: View) -> Iterator[Field]:
    yield Field("who", text_cell(row.name, Tone.ACCENT))
    if row.bytes is None:
        yield Field("memory", long_cell(f"unknown: {row.why}", Tone.WARN))
    else:
        of = f" of {units.binary_size(row.total)}" if row.total else ""
        yield Field("memory", Cell(f"{units.binary_size(row.bytes)}{of}"))
    if row.by:
        yield Field("counted by", long_cell(row.by, Tone.DIM))
    if row.sort in ("process", "processes"):
        yield Field("", Cell("What processes share is counted for each of them.", Tone.DIM))
    if len(row.history) > 1:
        bars = sparkline(row.history, LONG, ascii_only=view.ascii)
        yield Field("over time", Cell(bars, Tone.ACCENT))
        low, high = min(row.history), max(row.history)
        yield Field("", Cell(f"between {low:.0f} % and {high:.0f} % of all, newest last", Tone.DIM))
    if row.id == CACHE:
        yield from _giving_back(row, row.room)


def _giving_back(row: User, room: CacheRoom) -> Iterator[Field]:
    section = "What Windows gets back"
    could = units.binary_size(row.bytes, "an unknown part")
    yield Field("", long_cell(
        f"Builds and reads leave it behind. Up to {could} could go back; dropping it loses "
        "nothing and makes what is needed again slower for a while."), section)  # fmt: skip
    setting = room.setting
    if setting is None or setting.why:
        why = setting.why if setting else "it was not read"
        yield Field("setting", long_cell(f"unknown: {why}", Tone.DIM), section)
        return
    said = f"autoMemoryReclaim={setting.value}" if setting.value else "autoMemoryReclaim is not set"
    yield Field("setting", long_cell(said), section)
    yield Field("", long_cell(meaning(setting.value, room.version)), section)
    yield Field("version", long_cell(f"WSL {room.version or 'unknown'}", Tone.DIM), section)
    if room.pending:
        yield Field("pending", long_cell(PENDING, Tone.WARN), section)
    if room.why:
        yield Field("dropping", long_cell(f"impossible: {room.why}", Tone.WARN), section)


def memory_json(row: User, _view: View) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": row.id, "type": row.sort, "name": row.name, "bytes": row.bytes,
        "total_bytes": row.total, "counted_by": row.by or None, "unknown": row.why or None,
    }  # fmt: skip
    if row.id == CACHE:
        made["reclaim"] = _room_json(row.room)
    return made


def _room_json(room: CacheRoom) -> dict[str, Any]:
    setting = room.setting
    known = setting is not None and not setting.why
    value = setting.value if setting else None
    return {
        "setting": value,
        "in_force": in_force(value, room.version) if known else None,
        "pending": room.pending,
        "wsl_version": room.version,
        "droppable": not room.why,
        "unknown": None if known else (setting.why if setting else "it was not read"),
    }


def headline(rows: Sequence[User]) -> str:
    found = next((row for row in rows if row.id == CACHE), None)
    if found is None or found.bytes is None:
        return ""
    pending = " · restart pending" if found.room.pending else ""
    return f"{units.binary_size(found.bytes)} cached{pending}"


MEMORY: Kind[User] = Kind(
    id="memory",
    singular="memory",
    title="Memory",
    tool="",
    listing=listing,
    needs=("samples", "here"),
    join=join,
    key=lambda row: f"{row.sort} {row.id}",
    names=lambda row: (row.name, row.id),
    columns=COLUMNS,
    summary=summary,
    as_json=memory_json,
    empty="Nothing is known of what uses memory.",
    facets={"type": lambda row: (row.sort,)},
    amounts={"memory": lambda row: row.bytes},
    headline=headline,
    actions=ACTIONS,
    also=("vmmem, vmmemWSL, RAM, page cache, autoMemoryReclaim",),
    spellings=("free", "cat /proc/meminfo", "docker stats --no-stream", "ps --sort=-rss"),
    lazy=True,
)

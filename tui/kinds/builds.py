"""The build cache: what `docker system df -v` lists of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from tui.core import units
from tui.core.action import Action, Chosen, Confirm
from tui.core.cleanup.world import Class, Thing
from tui.core.command import Command, docker
from tui.core.kind import Cell, Column, Field, Kind, Tone, View
from tui.core.record import as_json
from tui.kinds.build_record import CacheEntry, listing
from tui.kinds.build_tabs import TABS
from tui.kinds.cells import age_cell, drawn, long_cell, text_cell
from tui.kinds.users import listed

SHORT = 12
"""Letters of an id that docker shows; the id of an entry has 25."""
_PLAIN = re.compile(r"[A-Za-z0-9]+")


def state(row: CacheEntry) -> str:
    if row.in_use:
        return "in use"
    return "shared" if row.shared else ""


def _state(row: CacheEntry, _view: View) -> Cell:
    return Cell(state(row), Tone.BUSY if row.in_use else Tone.DIM)


def _size(row: CacheEntry, view: View) -> Cell:
    return drawn(Cell(units.size(row.size_bytes)), view)


def _newest_first(then: datetime | None) -> float:
    return -then.timestamp() if then else 0


def _short(ids: Sequence[str]) -> str:
    return ", ".join(one[:SHORT] for one in ids)


COLUMNS: tuple[Column[CacheEntry], ...] = (
    Column("id", "Id", lambda r, _: text_cell(r.id[:SHORT]), lambda r: r.id, SHORT, rank=0),
    Column("type", "Type", lambda r, _: text_cell(r.type), lambda r: r.type, 15, rank=3),
    Column("size", "Size", _size, lambda r: -1 if r.size_bytes is None else r.size_bytes, 7,
           rank=0, right=True),
    Column("used", "Used", lambda r, v: age_cell(r.last_used, v),
           lambda r: _newest_first(r.last_used), 4, rank=1, right=True),
    Column("state", "State", _state, state, 6, rank=2),
    Column("description", "Description", lambda r, _: text_cell(r.description),
           lambda r: r.description, 16, rank=4, grow=4),
    Column("age", "Age", lambda r, v: age_cell(r.created, v),
           lambda r: _newest_first(r.created), 4, rank=5, right=True),
    Column("times", "Times", lambda r, _: text_cell(_times(r)), lambda r: r.usage_count or 0, 5,
           rank=6, right=True),
    Column("children", "Base of", lambda r, _: text_cell(_short(r.children), Tone.DIM),
           lambda r: len(r.children), SHORT, rank=7),
)  # fmt: skip


def _times(row: CacheEntry) -> str:
    return "?" if row.usage_count is None else str(row.usage_count)


def summary(row: CacheEntry, view: View) -> tuple[Field, ...]:
    return tuple(_lines(row, view))


def _lines(row: CacheEntry, view: View) -> Iterator[Field]:
    yield Field("entry", text_cell(row.id, Tone.ACCENT))
    yield Field("type", text_cell(row.type))
    yield Field("made by", long_cell(row.description))
    yield Field("size", Cell(units.size(row.size_bytes, "unknown")))
    if row.shared:
        yield Field("shared", Cell("an image holds the same layer: removing this frees nothing"))
    if row.in_use:
        yield Field("in use", Cell("a build uses it now", Tone.BUSY))
    yield Field("last used", Cell(units.ago(view.now, row.last_used)))
    yield Field("times used", Cell(_times(row)))
    yield Field("created", Cell(units.ago(view.now, row.created)))
    for parent in row.parents:
        yield Field("", text_cell(parent), "Built on")
    for child in row.children:
        yield Field("", text_cell(child), "Base of")


def _remove(row: CacheEntry, _: Chosen) -> Command:
    """The filter is a pattern; that of a whole id fits nothing else, for all are as long."""
    words = ("builder", "prune", "--force", "--all", "--filter", f"id={row.id}")
    return docker(*words, mutates=True, timeout=300)


def _removable(row: CacheEntry) -> str | None:
    if row.in_use:
        return f"{row.id[:SHORT]} is used by a build that runs now"
    if row.children:
        children = listed([one[:SHORT] for one in row.children])
        return f"{row.id[:SHORT]} is what {children} was built on: remove that first"
    if not _PLAIN.fullmatch(row.id):
        return f"{row.id} is an id that docker would take for a pattern"
    return None


def _taken(row: CacheEntry, _: Chosen) -> tuple[Thing, ...]:
    return (Thing(Class.BUILD_CACHE, row.id, row.description),)


def _removal_warning(row: CacheEntry, _chosen: Chosen) -> str | None:
    if row.shared:
        return f"{row.id[:SHORT]} frees nothing: an image holds the same layer"
    return None


def _still_there(row: CacheEntry) -> str:
    """Docker skips without a word, and with exit code 0, what is in use or has children."""
    return f"{_removable(row) or f'{row.id[:SHORT]} is still there'}: docker skipped it"


ACTIONS: tuple[Action[CacheEntry], ...] = (
    Action(
        "build-cache.remove", "Remove", "Remove the entry; what was built on it must go first",
        _remove, keys=("d", "delete"), confirm=Confirm.ASK, disabled=_removable,
        warn=_removal_warning, takes=_taken, stale=("build-cache",), width=1,
        spelling="docker builder prune --filter id=", footer=4, verify=_still_there,
        lost="The next build that needs it does that step again.",
    ),
)  # fmt: skip


def entry_json(row: CacheEntry, _view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(row)
    for name in ("children", "before", "after"):
        del made[name]
    return made


def headline(rows: Sequence[CacheEntry]) -> str:
    """As `docker system df` counts: what an image holds too is no gain."""
    own = sum(row.size_bytes or 0 for row in rows if not row.shared)
    return f"{len(rows)}, {units.size(own)}" if rows else "0"


BUILD_CACHE: Kind[CacheEntry] = Kind(
    id="build-cache",
    singular="build-cache",
    title="Build cache",
    tool="docker",
    listing=listing,
    key=lambda row: row.id,
    names=lambda row: (row.id, row.id[:SHORT]),
    columns=COLUMNS,
    summary=summary,
    as_json=entry_json,
    empty="No build cache. `docker build` fills it.",
    facets={
        "state": lambda r: (state(r), "parent" if r.children else "leaf"),
        "parent": lambda r: r.parents,
    },
    moments={"created": lambda r: r.created, "used": lambda r: r.last_used},
    amounts={"size": lambda r: r.size_bytes},
    headline=headline,
    actions=ACTIONS,
    tabs=TABS,
    spellings=("docker system df -v",),
    lazy=True,
)

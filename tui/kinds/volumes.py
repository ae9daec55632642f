"""Volumes: what `docker volume ls` lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tui.core import units
from tui.core.action import Action, Choice, Chosen, Confirm
from tui.core.cleanup import choices
from tui.core.cleanup.world import Class, Thing
from tui.core.command import Command, docker
from tui.core.engine_home import ENGINE_HOME
from tui.core.kind import Cell, Column, Field, Kind, Sizing, Tone, View
from tui.core.record import as_json
from tui.kinds.cells import age_cell, drawn, long_cell, text_cell
from tui.kinds.users import listed, use_state, users_cell, users_text
from tui.kinds.volume_files import TABS
from tui.kinds.volume_making import MAKING
from tui.kinds.volume_record import LOOKS, Volume, as_words, join, listing

SHORT = 12
"""Digits of the name of a volume that nobody named."""


def shown(row: Volume) -> str:
    return row.name[:SHORT] if row.anonymous else row.name


def _name(row: Volume, _view: View) -> Cell:
    return text_cell(shown(row), Tone.DIM if row.anonymous else Tone.PLAIN)


def _kind(row: Volume, _view: View) -> Cell:
    return Cell("anonymous", Tone.DIM) if row.anonymous else Cell("named")


def _driver(row: Volume, _view: View) -> Cell:
    return text_cell(row.driver, Tone.BAD if row.trouble else Tone.PLAIN)


def _size(row: Volume, view: View) -> Cell:
    unknown = Tone.DIM if row.size_bytes is None else Tone.PLAIN
    return drawn(Cell(units.size(row.size_bytes), unknown), view)


def _newest_first(row: Volume) -> float:
    return -row.created.timestamp() if row.created else 0


COLUMNS: tuple[Column[Volume], ...] = (
    Column("name", "Name", _name, lambda r: (r.anonymous, r.name.lower()), 14, rank=0, grow=3),
    Column("kind", "Kind", _kind, lambda r: r.anonymous, 9, rank=4),
    Column("containers", "Used by", lambda r, v: users_cell(r.containers, v),
           lambda r: (len(r.containers or ()), r.containers or ()), 10, rank=1, grow=2),
    Column("size", "Size", _size, lambda r: -1 if r.size_bytes is None else r.size_bytes, 7,
           rank=5, right=True),
    Column("age", "Age", lambda r, v: age_cell(r.created, v), _newest_first, 4, rank=2,
           right=True),
    Column("project", "Project", lambda r, _: text_cell(r.project), lambda r: r.project or "",
           10, rank=3),
    Column("driver", "Driver", _driver, lambda r: r.driver, 7, rank=6),
    Column("mountpoint", "Mountpoint", lambda r, _: text_cell(r.mountpoint, Tone.DIM),
           lambda r: r.mountpoint, 20, rank=7, grow=1),
)  # fmt: skip


def own_bytes(rows: tuple[Volume, ...], found: Mapping[str, int]) -> tuple[Volume, ...]:
    """What each volume holds, where that was measured."""
    return tuple(replace(row, size_bytes=found.get(row.name, row.size_bytes)) for row in rows)


def dated(rows: tuple[Volume, ...], at: datetime) -> tuple[Volume, ...]:
    """When that was, for those of which it is known."""
    return tuple(row if row.size_bytes is None else replace(row, measured=at) for row in rows)


def summary(row: Volume, view: View) -> tuple[Field, ...]:
    """Its lines, in sections."""
    return (*_is(row, view), *_more(row))


def _is(row: Volume, view: View) -> Iterator[Field]:
    yield Field("name", text_cell(row.name, Tone.ACCENT))
    yield Field("kind", Cell("anonymous: docker named it" if row.anonymous else "named"))
    if row.project:
        yield Field("compose", text_cell(row.project))
    yield Field("used by", long_cell(users_text(row.containers)))
    if row.database:
        yield Field("database", drawn(long_cell(row.database, Tone.WARN), view))
    yield Field("size", _measured(row, view))
    yield Field("created", Cell(units.ago(view.now, row.created)))
    yield Field("driver", text_cell(f"{row.driver}, scope {row.scope}"))
    if row.trouble:
        yield Field("driver says", long_cell(row.trouble, Tone.BAD))
    yield Field("mountpoint", long_cell(row.mountpoint or "none"))
    if row.windows_path:
        yield Field("in Windows", long_cell(row.windows_path))


def _measured(row: Volume, view: View) -> Cell:
    if row.size_bytes is None:
        return Cell("not measured: z measures, which takes the engine long", Tone.DIM)
    when = f", measured {units.ago(view.now, row.measured)}" if row.measured else ""
    return Cell(f"{units.size(row.size_bytes)}{when}")


def _more(row: Volume) -> Iterator[Field]:
    for key, value in sorted(row.options.items()):
        yield Field("", long_cell(f"{key}={value}"), "Options")
    for key, value in sorted((row.labels or {}).items()):
        yield Field("", long_cell(f"{key}={value}"), "Labels")


def _remove(row: Volume, chosen: Chosen) -> Command:
    flags = [c.flag for c in REMOVE_CHOICES if c.id in chosen]
    return docker("volume", "rm", *flags, *as_words([row.name]), mutates=True, timeout=120)


def _taken(row: Volume, _: Chosen) -> tuple[Thing, ...]:
    size = row.size_bytes or 0
    return (Thing(Class.VOLUME, row.name, row.name, size, size, anonymous=row.anonymous),)


def _in_use(row: Volume) -> str | None:
    if not row.containers:
        return None
    return f"{shown(row)} is used by {listed(row.containers)}: remove what uses it first"


def _removal_warning(row: Volume, _chosen: Chosen) -> str | None:
    if row.anonymous:
        return None
    named = f"{row.name} is a named volume: somebody keeps data in it on purpose"
    if not row.database:
        return named
    return f"{named}; it looks like a database, for {row.database}: be sure that you have a backup"


REMOVE_CHOICES = (Choice("force", "-f", "forget it even if its driver cannot delete it"),)
UNDO_CHOICES = (choices.NO_BACKUP, choices.BACKUP, choices.NO_UNDO)
ACTIONS: tuple[Action[Volume], ...] = (
    Action(
        "volume.remove", "Remove", "Delete it with all that is in it",
        _remove, keys=("d", "delete"), confirm=Confirm.ASK,
        choices=REMOVE_CHOICES + UNDO_CHOICES, takes=_taken,
        disabled=_in_use, warn=_removal_warning, stale=("volumes",),
        spelling="docker volume rm", footer=4,
        lost="All data in the volume is deleted. It is in no image, and docker keeps no copy.",
    ),
    *MAKING,
)  # fmt: skip


def volume_json(row: Volume, _view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(row)
    del made["database"]
    return {**made, "trouble": row.trouble or None}


def headline(rows: Sequence[Volume]) -> str:
    unused = sum(row.containers == () for row in rows)
    return f"{len(rows)}, {unused} unused" if unused else str(len(rows))


VOLUMES: Kind[Volume] = Kind(
    id="volumes",
    singular="volume",
    title="Volumes",
    tool="docker",
    listing=listing,
    needs=("containers", "here", ENGINE_HOME, LOOKS),
    join=join,
    key=lambda row: row.name,
    names=lambda row: (row.name,),
    columns=COLUMNS,
    summary=summary,
    as_json=volume_json,
    empty="No volumes. `docker volume create NAME` makes one: press c.",
    facets={
        "state": lambda r: (use_state(r.containers), "database" if r.database else ""),
        "label": lambda r: tuple(f"{k}={v}" for k, v in (r.labels or {}).items()),
        "container": lambda r: r.containers or (),
        "option": lambda r: tuple(f"{k}={v}" for k, v in r.options.items()),
    },
    moments={"created": lambda r: r.created},
    amounts={"size": lambda r: r.size_bytes},
    inspect=lambda row: docker("volume", "inspect", *as_words([row.name])),
    sizing=Sizing(own_bytes, dated=dated),
    headline=headline,
    actions=ACTIONS,
    tabs=TABS,
    mentions=("volume", "mount"),
    spellings=("docker volume ls",),
)

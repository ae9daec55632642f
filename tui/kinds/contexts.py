"""Engines: every context of docker, and the engines of distros themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tui.core import units
from tui.core.action import Action, Chosen, Confirm
from tui.core.command import docker
from tui.core.kind import Cell, Column, Field, Kind, Tone, View
from tui.core.record import as_json
from tui.core.secrets import mask_text
from tui.kinds.cells import drawn, long_cell, text_cell
from tui.kinds.context_listing import listing
from tui.kinds.context_record import CONTEXT, Engine

NOT_ASKED = Cell("not asked", Tone.DIM)


def join(rows: tuple[Engine, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Engine, ...]:
    """Marks what this wsltui talks to."""
    used = {name for name, _host in others.get("endpoint", ())}
    return tuple(replace(row, used=row.sort == CONTEXT and row.name in used) for row in rows)


def _mark(row: Engine, view: View) -> Cell:
    return Cell(("*" if view.ascii else "★") if row.current else "", Tone.ACCENT)


def _reach(row: Engine, view: View) -> Cell:
    return drawn(_reachable(row), view)


def _reachable(row: Engine) -> Cell:
    if row.reachable is None:
        return Cell("–" if row.why else "…", Tone.DIM)
    return Cell("yes", Tone.GOOD) if row.reachable else Cell("no", Tone.WARN)


def _told(row: Engine) -> str:
    return row.engine.short if row.engine else row.why


def _engine(row: Engine, view: View) -> Cell:
    return drawn(text_cell(_told(row), Tone.PLAIN if row.engine else Tone.DIM), view)


def _endpoint(row: Engine) -> str:
    return mask_text(row.endpoint)


COLUMNS: tuple[Column[Engine], ...] = (
    Column("current", "", _mark, lambda r: not r.current, 1, rank=0),
    Column("name", "Name", lambda r, _: text_cell(r.name), lambda r: r.name.lower(), 12, rank=0,
           grow=1),
    Column("reachable", "Reach", _reach, lambda r: str(r.reachable), 5, rank=1),
    Column("engine", "Engine", _engine, _told, 20, rank=2, grow=3),
    Column("sort", "Sort", lambda r, _: Cell(r.sort, Tone.DIM), lambda r: r.sort, 7, rank=4),
    Column("endpoint", "Endpoint", lambda r, _: text_cell(_endpoint(r), Tone.DIM), _endpoint, 16,
           rank=3, grow=1),
)  # fmt: skip


def summary(row: Engine, view: View) -> tuple[Field, ...]:
    return tuple(Field(f.label, drawn(f.value, view), f.section) for f in _lines(row, view))


def _lines(row: Engine, view: View) -> Iterator[Field]:
    yield Field(row.sort, text_cell(row.name, Tone.ACCENT))
    if row.engine:
        yield Field("engine", long_cell(row.engine.short))
        yield Field("", long_cell(row.engine.meaning))
    yield Field("reachable", _reachable(row) if row.reachable is not None else NOT_ASKED)
    if row.why:
        yield Field(
            "why not", long_cell(row.why, Tone.WARN if row.reachable is False else Tone.DIM)
        )
    yield Field("endpoint", long_cell(_endpoint(row)))
    if row.description:
        yield Field("about", long_cell(row.description))
    yield Field("default", Cell("yes, plain `docker` talks to it" if row.current else "no"))
    yield Field("this one", Cell("yes, wsltui talks to it" if row.used else "no"))
    if row.overridden:
        yield Field("note", Cell("DOCKER_HOST is set and goes before every context", Tone.WARN))
    if row.engine_id:
        yield Field("engine id", text_cell(row.engine_id, Tone.DIM))
    if row.asked:
        yield Field("asked", Cell(units.ago(view.now, row.asked), Tone.DIM))


def engine_json(row: Engine, _view: View) -> dict[str, Any]:
    sort = row.engine
    return {
        "name": row.name, "sort": row.sort, "endpoint": _endpoint(row) or None,
        "description": row.description or None, "current": row.current, "used": row.used,
        "reachable": row.reachable, "why": row.why or None,
        "product": sort.product.value if sort else None,
        "version": sort.version or None if sort else None,
        "backend": sort.backend or None if sort else None,
        "rootless": sort.rootless if sort else None, "remote": sort.place or None if sort else None,
        "engine_id": row.engine_id or None, "asked_at": as_json(row.asked),
    }  # fmt: skip


def headline(rows: Sequence[Engine]) -> str:
    return f"{sum(row.reachable is True for row in rows)} of {len(rows)} in reach"


def _usable(row: Engine) -> str | None:
    if row.sort != CONTEXT:
        return f"the engine of {row.name} is no context: docker has no name for it"
    return f"{row.name} is the default already" if row.current else None


def _removable(row: Engine) -> str | None:
    if row.sort != CONTEXT:
        return f"the engine of {row.name} is no context"
    if row.name == "default":
        return "docker makes the context default by itself"
    if row.current or row.used:
        return f"{row.name} is in use: make another one the default first"
    return None


def _warns(row: Engine, _chosen: Chosen) -> str | None:
    if row.overridden:
        return "DOCKER_HOST is set: it goes before the context until it is unset"
    if row.reachable is False:
        return f"{row.name} is not in reach: {row.why}"
    return None


USE: Action[Engine] = Action(
    "context.use", "Make default", "Make it the context that plain `docker` talks to",
    lambda row, _: docker("context", "use", row.name, mutates=True),
    keys=("*",), disabled=_usable, warn=_warns, stale=("contexts",), width=1, many=False,
    switch=True, spelling="docker context use", footer=1,
    note="This wsltui stays with the engine it began with; start it again to follow.",
)  # fmt: skip

REMOVE: Action[Engine] = Action(
    "context.remove", "Remove", "Forget a context; its engine goes on",
    lambda row, _: docker("context", "rm", row.name, mutates=True),
    keys=("d", "delete"), disabled=_removable, confirm=Confirm.ASK, stale=("contexts",),
    width=1, spelling="docker context rm", footer=2,
    lost="Its address and its certificates are deleted from docker's files.",
)  # fmt: skip

CONTEXTS: Kind[Engine] = Kind(
    id="contexts",
    singular="context",
    title="Engines",
    tool="",
    listing=listing,
    needs=("endpoint",),
    join=join,
    key=lambda row: f"{row.sort}:{row.name}",
    names=lambda row: (row.name, f"{row.sort}:{row.name}"),
    columns=COLUMNS,
    summary=summary,
    as_json=engine_json,
    empty="There is no docker command, and so no context. `wsltui doctor --first-run` helps.",
    facets={"is": lambda r: tuple(w for w, holds in (("current", r.current), ("used", r.used),
                                                     ("reachable", r.reachable)) if holds)},
    headline=headline,
    actions=(USE, REMOVE),
    also=("which engine, Docker Desktop, podman, Rancher, rootless",),
    spellings=("docker context ls",),
    lazy=True,
)  # fmt: skip

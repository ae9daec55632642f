"""Builders: what `docker buildx ls` lists, where buildx is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tui.core import units
from tui.core.action import Action, Chosen, Confirm
from tui.core.command import Command, docker
from tui.core.kind import Cell, Column, Field, Kind, Listing, Tone, View
from tui.core.record import as_json
from tui.kinds.cells import age_cell, long_cell, text_cell

if TYPE_CHECKING:
    from tui.kinds.builder_record import Builder

_TONES = {"running": Tone.GOOD, "error": Tone.BAD, "inactive": Tone.DIM, "stopped": Tone.DIM}


def listing() -> Listing[Builder]:
    from tui.kinds.builder_record import listing as asked  # seldom looked at

    return asked()


def _name(row: Builder, _view: View) -> Cell:
    return text_cell(f"{'* ' if row.current else '  '}{row.name}")


def _status(row: Builder, _view: View) -> Cell:
    return text_cell(row.status, _TONES.get(row.status, Tone.PLAIN))


def _platforms(row: Builder, _view: View) -> Cell:
    return text_cell(", ".join(row.platforms))


def _newest_first(row: Builder) -> float:
    return -row.last_activity.timestamp() if row.last_activity else 0


COLUMNS: tuple[Column[Builder], ...] = (
    Column("name", "Name", _name, lambda r: (not r.current, r.name), 16, rank=0, grow=2),
    Column("driver", "Driver", lambda r, _: text_cell(r.driver), lambda r: r.driver, 16, rank=2),
    Column("status", "Status", _status, lambda r: r.status, 8, rank=1),
    Column("platforms", "Platforms", _platforms, lambda r: r.platforms, 14, rank=3, grow=2),
    Column("used", "Used", lambda r, v: age_cell(r.last_activity, v), _newest_first, 4, rank=4,
           right=True),
    Column("nodes", "Nodes", lambda r, _: text_cell(str(len(r.nodes))), lambda r: len(r.nodes), 5,
           rank=5, right=True),
)  # fmt: skip


def summary(row: Builder, view: View) -> tuple[Field, ...]:
    """Its lines, and those of its nodes."""
    return (*_is(row, view), *_nodes(row))


def _is(row: Builder, view: View) -> Iterator[Field]:
    yield Field("name", text_cell(row.name, Tone.ACCENT))
    yield Field("builds", Cell("here" if row.current else "not here, unless it is named"))
    yield Field("driver", text_cell(row.driver or "unknown"))
    yield Field("status", _status(row, view))
    if row.error:
        yield Field("error", long_cell(row.error, Tone.BAD))
    yield Field("last used", Cell(units.ago(view.now, row.last_activity)))


def _nodes(row: Builder) -> Iterator[Field]:
    for node in row.nodes:
        yield Field("node", text_cell(node.name), "Nodes")
        yield Field("endpoint", long_cell(node.endpoint), "Nodes")
        yield Field("BuildKit", text_cell(f"{node.version or '?'} {node.status}"), "Nodes")
        yield Field("platforms", long_cell(", ".join(node.platforms)), "Nodes")
        if node.error:
            yield Field("error", long_cell(node.error, Tone.BAD), "Nodes")


def _use(row: Builder, _: Chosen) -> Command:
    return docker("buildx", "use", row.name, mutates=True, timeout=60)


def _remove(row: Builder, _: Chosen) -> Command:
    return docker("buildx", "rm", row.name, mutates=True, timeout=120)


def _used(row: Builder) -> str | None:
    return f"builds go to {row.name} already" if row.current else None


def _of_engine(row: Builder) -> str | None:
    from tui.kinds.builder_record import OF_ENGINE

    if row.driver == OF_ENGINE:
        return f"{row.name} is the engine of a docker context, and goes only with that"
    return None


def _busy(row: Builder, _: Chosen) -> str | None:
    return f"builds go to {row.name} now: afterwards to the default" if row.current else None


ACTIONS: tuple[Action[Builder], ...] = (
    Action(
        "builder.use", "Use", "Let builds go to it from now on", _use, keys=("*",), disabled=_used,
        many=False, switch=True, stale=("builders", "build-cache"), footer=3,
        spelling="docker buildx use",
    ),
    Action(
        "builder.remove", "Remove", "Remove it with its build cache", _remove,
        keys=("d", "delete"), confirm=Confirm.ASK, disabled=_of_engine, warn=_busy,
        stale=("builders",), spelling="docker buildx rm", footer=4,
        lost="Its build cache goes with it, and what it was told when it was made.",
    ),
)  # fmt: skip


def builder_json(row: Builder, _view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(row)
    return {**made, "error": row.error or None}


BUILDERS: Kind[Builder] = Kind(
    id="builders",
    singular="builder",
    title="Builders",
    tool="docker",
    listing=listing,
    key=lambda row: row.name,
    names=lambda row: (row.name,),
    columns=COLUMNS,
    summary=summary,
    as_json=builder_json,
    empty="No builders: they come with buildx, a plugin of docker that is not here.",
    facets={
        "state": lambda r: ("current" if r.current else "", r.status),
        "platform": lambda r: r.platforms,
    },
    moments={"used": lambda r: r.last_activity},
    actions=ACTIONS,
    mentions=("builder",),
    spellings=("docker buildx ls",),
    lazy=True,
)

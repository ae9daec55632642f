"""Networks: what `docker network ls` lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tui.core import units
from tui.core.action import Action, Chosen, Confirm
from tui.core.cleanup import choices
from tui.core.cleanup.world import Class, Thing
from tui.core.command import Command, docker
from tui.core.kind import Cell, Column, Field, Kind, Tone, View
from tui.core.record import as_json
from tui.kinds.cells import age_cell, long_cell, text_cell
from tui.kinds.network_making import MAKING
from tui.kinds.network_record import BUILT_IN, Network, handle, join, listing, protected
from tui.kinds.network_tabs import TABS
from tui.kinds.users import listed, use_state, users_cell, users_text


def flags(row: Network) -> tuple[str, ...]:
    """What sets it apart, in words."""
    told = {
        "built-in": row.name in BUILT_IN,
        "ingress": row.ingress,
        "internal": row.internal,
        "attachable": row.attachable,
        "ipv6": row.ipv6,
    }
    return tuple(word for word, is_so in told.items() if is_so)


def _name(row: Network, _view: View) -> Cell:
    return text_cell(row.name, Tone.DIM if row.name in BUILT_IN else Tone.PLAIN)


def _flags(row: Network, _view: View) -> Cell:
    return Cell(", ".join(flags(row)), Tone.DIM)


def _newest_first(row: Network) -> float:
    return -row.created.timestamp() if row.created else 0


COLUMNS: tuple[Column[Network], ...] = (
    Column("name", "Name", _name, lambda r: r.name.lower(), 14, rank=0, grow=3),
    Column("driver", "Driver", lambda r, _: text_cell(r.driver), lambda r: r.driver, 7, rank=2),
    Column("subnets", "Subnets", lambda r, _: text_cell(", ".join(r.subnets)),
           lambda r: r.subnets, 15, rank=3, grow=1),
    Column("containers", "Used by", lambda r, v: users_cell(r.containers, v),
           lambda r: (len(r.containers or ()), r.containers or ()), 10, rank=1, grow=2),
    Column("age", "Age", lambda r, v: age_cell(r.created, v), _newest_first, 4, rank=4,
           right=True),
    Column("project", "Project", lambda r, _: text_cell(r.project), lambda r: r.project or "",
           10, rank=5),
    Column("flags", "Flags", _flags, flags, 10, rank=6),
    Column("scope", "Scope", lambda r, _: text_cell(r.scope), lambda r: r.scope, 6, rank=7),
    Column("gateways", "Gateways", lambda r, _: text_cell(", ".join(r.gateways)),
           lambda r: r.gateways, 12, rank=8),
    Column("id", "Id", lambda r, _: text_cell(r.id[:12], Tone.DIM), lambda r: r.id, 12, rank=9),
)  # fmt: skip


def summary(row: Network, view: View) -> tuple[Field, ...]:
    """Its lines, in sections."""
    return (*_is(row, view), *_more(row))


def _is(row: Network, view: View) -> Iterator[Field]:
    yield Field("name", text_cell(row.name, Tone.ACCENT))
    if not row.alone:
        yield Field("also", Cell("another network has this name", Tone.WARN))
    yield Field("driver", text_cell(f"{row.driver}, scope {row.scope}"))
    if flags(row):
        yield Field("is", Cell(", ".join(flags(row))))
    yield Field("subnets", text_cell(", ".join(row.subnets) or "none"))
    yield Field("gateways", text_cell(", ".join(row.gateways) or "none"))
    if row.project:
        yield Field("compose", text_cell(row.project))
    yield Field("used by", long_cell(users_text(row.containers)))
    yield Field("created", Cell(units.ago(view.now, row.created)))
    yield Field("id", text_cell(row.id[:12], Tone.DIM))


def _more(row: Network) -> Iterator[Field]:
    for key, value in sorted(row.options.items()):
        yield Field("", long_cell(f"{key}={value}"), "Options")
    for key, value in sorted((row.labels or {}).items()):
        yield Field("", long_cell(f"{key}={value}"), "Labels")


def _remove(row: Network, _: Chosen) -> Command:
    return docker("network", "rm", handle(row), mutates=True, timeout=60)


def _removable(row: Network) -> str | None:
    """Docker itself only looks at containers that run: the others could not start any more.

    It would also ask before it removes the ingress network, on a terminal that is not there.
    """
    if why := protected(row.name):
        return why
    if row.ingress:
        return f"{row.name} carries the published ports of the swarm's services"
    if row.name == "docker_gwbridge":
        return f"{row.name} leads from the swarm's networks to this machine"
    if row.containers is None:
        return f"it is not known yet which containers use {row.name}"
    if row.containers:
        return f"{row.name} is used by {listed(row.containers)}: they could not start without it"
    return None


def _taken(row: Network, _: Chosen) -> tuple[Thing, ...]:
    return (Thing(Class.NETWORK, row.id, row.name),)


ACTIONS: tuple[Action[Network], ...] = (
    Action(
        "network.remove", "Remove", "Remove it; no container uses it",
        _remove, keys=("d", "delete"), confirm=Confirm.ASK, disabled=_removable,
        choices=(choices.NO_UNDO,), takes=_taken,
        stale=("networks",), spelling="docker network rm", footer=4,
        lost="Its settings (subnet, options, labels) are kept nowhere.",
    ),
    *MAKING,
)  # fmt: skip


def network_json(row: Network, _view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(row)
    del made["alone"]
    return made


def headline(rows: Sequence[Network]) -> str:
    unused = sum(row.containers == () and row.name not in BUILT_IN for row in rows)
    return f"{len(rows)}, {unused} unused" if unused else str(len(rows))


NETWORKS: Kind[Network] = Kind(
    id="networks",
    singular="network",
    title="Networks",
    tool="docker",
    listing=listing,
    needs=("containers",),
    join=join,
    key=lambda row: row.id,
    names=lambda row: (row.name, row.id),
    columns=COLUMNS,
    summary=summary,
    as_json=network_json,
    empty="No networks. `docker network create NAME` makes one: press c.",
    facets={
        "state": lambda r: (use_state(r.containers), *flags(r)),
        "id": lambda r: (r.id,),
        "label": lambda r: tuple(f"{k}={v}" for k, v in (r.labels or {}).items()),
        "container": lambda r: r.containers or (),
        "subnet": lambda r: r.subnets,
    },
    moments={"created": lambda r: r.created},
    protected=protected,
    inspect=lambda row: docker("network", "inspect", row.id),
    headline=headline,
    actions=ACTIONS,
    tabs=TABS,
    mentions=("network",),
    spellings=("docker network ls",),
)

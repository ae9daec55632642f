"""Containers: what `docker ps -a` lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tui.core.command import docker
from tui.core.kind import Kind, View
from tui.core.record import as_json
from tui.kinds.container_actions import ACTIONS
from tui.kinds.container_columns import COLUMNS
from tui.kinds.container_images import IMAGES, outdated
from tui.kinds.container_listing import listing, reread
from tui.kinds.container_logs import LOGS
from tui.kinds.container_record import Container
from tui.kinds.container_relations import BINDS, woven
from tui.kinds.container_summary import summary
from tui.kinds.container_tabs import TABS
from tui.kinds.container_text import docker_status
from tui.kinds.container_usage import GAUGE, weave
from tui.kinds.container_warnings import warnings


def container_json(row: Container, view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(GAUGE.bare(row))
    for measured in ("stats", "stats_why", "together"):
        del made[measured]
    made["labels"] = made["labels"] or {}
    ordered = {}
    for key, value in made.items():
        ordered[key] = value
        if key == "state":
            ordered["status"] = docker_status(row, view.now)
    ordered["warnings"] = list(warnings(row, view.now))
    return ordered


def _join(
    rows: tuple[Container, ...], others: Mapping[str, tuple[Any, ...]]
) -> tuple[Container, ...]:
    """With what hangs on each, whether its image is the newest, and what was measured of it."""
    return weave(outdated(woven(rows, others), others), others)


def headline(rows: Sequence[Container]) -> str:
    return f"{sum(r.state == 'running' for r in rows)} of {len(rows)} run" if rows else "0"


CONTAINERS: Kind[Container] = Kind(
    id="containers",
    singular="container",
    title="Containers",
    tool="docker",
    listing=listing,
    reread=reread,
    key=lambda row: row.id,
    names=lambda row: (row.name, *row.names, row.id),
    columns=COLUMNS,
    summary=summary,
    as_json=container_json,
    empty="No containers. `docker run hello-world` makes one: press c.",
    facets={
        "id": lambda r: (r.id,),
        "image": lambda r: (r.image, r.image_id),
        "label": lambda r: tuple(f"{k}={v}" for k, v in (r.labels or {}).items()),
        "exit": lambda r: () if r.exit_code is None else (str(r.exit_code),),
        "network": lambda r: r.networks,
        "volume": lambda r: tuple(m.name or m.source for m in r.mounts),
        "port": lambda r: tuple(
            str(n) for p in r.ports for n in (p.host_port, p.container_port) if n
        ),
    },
    moments={
        "created": lambda r: r.created,
        "started": lambda r: r.started,
        "finished": lambda r: r.finished,
    },
    inspect=lambda row: docker("container", "inspect", row.id),
    headline=headline,
    actions=ACTIONS,
    tabs=TABS,
    logs=LOGS,
    gauge=GAUGE,
    needs=(BINDS, GAUGE.id),
    beside=(IMAGES,),
    join=_join,
    mentions=("container", "used by", "needed by"),
    spellings=("docker ps -a", "docker container ls --all"),
)

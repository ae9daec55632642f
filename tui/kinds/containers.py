"""Containers: what `docker ps -a` lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui.core import units
from tui.core.command import docker
from tui.core.kind import Cell, Column, Field, Kind, Tone, View
from tui.core.parse import clean
from tui.core.record import as_json
from tui.kinds.container_actions import ACTIONS
from tui.kinds.container_record import Container, Mount, Port, docker_status, listing, reread

_TONES = {
    "running": Tone.GOOD,
    "paused": Tone.WARN,
    "restarting": Tone.BUSY,
    "removing": Tone.BUSY,
    "dead": Tone.BAD,
    "created": Tone.DIM,
    "exited": Tone.DIM,
}
_DOTS = {"running": "●", "paused": "◐", "restarting": "◌", "dead": "✗"}
_ASCII_DOTS = {"running": "*", "paused": "=", "restarting": "~", "dead": "x"}
_EXITED_ON_REQUEST = frozenset({0, 137, 143})


def tone(row: Container) -> Tone:
    if row.health == "unhealthy":
        return Tone.BAD
    if row.state == "exited" and row.exit_code not in _EXITED_ON_REQUEST:
        return Tone.BAD
    return _TONES.get(row.state, Tone.WARN)


def dot(row: Container, view: View) -> Cell:
    signs, other = (_ASCII_DOTS, "o") if view.ascii else (_DOTS, "○")
    return Cell(signs.get(row.state, other), tone(row))


def status(row: Container, view: View) -> Cell:
    """`up 3h`, `exited 1, 41d`: the state with how long it has lasted."""
    if row.state in ("running", "paused"):
        word = "up" if row.state == "running" else "paused"
        return Cell(f"{word} {units.age(view.now, row.started, '')}".rstrip(), tone(row))
    if row.state in ("exited", "dead", "restarting") and row.exit_code is not None:
        ended = units.age(view.now, row.finished)
        return Cell(f"{row.state} {row.exit_code}, {ended}", tone(row))
    return Cell(clean(row.state), tone(row))


def port_text(port: Port) -> str:
    """`8080→80/tcp`, with the address where it is not all of them."""
    inside = f"{port.container_port}/{port.protocol}"
    if port.host_port is None:
        return inside
    everywhere = port.host_ip in (None, "0.0.0.0", "::")  # noqa: S104
    return f"{'' if everywhere else f'{port.host_ip}:'}{port.host_port}→{inside}"


def ports_text(row: Container) -> str:
    return ", ".join(dict.fromkeys(port_text(p) for p in row.ports))


def mount_text(mount: Mount) -> str:
    where = mount.name or mount.source or mount.type
    return f"{where}→{mount.destination}{'' if mount.rw else ' (ro)'}"


def _text(value: str | None, mood: Tone = Tone.PLAIN) -> Cell:
    return Cell(clean(value or ""), mood)


COLUMNS: tuple[Column[Container], ...] = (
    Column("dot", "", dot, lambda r: r.state, 1, rank=0),
    Column("name", "Name", lambda r, _: _text(r.name), lambda r: r.name.lower(), 14, 0, grow=3),
    Column("state", "State", lambda r, _: _text(r.state, tone(r)), lambda r: r.state, 10, rank=9),
    Column("status", "Status", status, lambda r: (r.state, r.exit_code or 0), 14, rank=1),
    Column("health", "Health", lambda r, _: _text(r.health, tone(r)), lambda r: r.health or "",
           9, rank=5),
    Column("image", "Image", lambda r, _: _text(r.image), lambda r: r.image, 12, 2, grow=2),
    Column("command", "Command", lambda r, _: _text(r.command, Tone.DIM), lambda r: r.command,
           16, 8, grow=2),
    Column("age", "Age", lambda r, v: _text(units.age(v.now, r.created), Tone.DIM),
           lambda r: -(r.created.timestamp() if r.created else 0), 4, rank=3, right=True),
    Column("ports", "Ports", lambda r, _: _text(ports_text(r)), ports_text, 16, 4, grow=1),
    Column("project", "Project", lambda r, _: _text(r.project), lambda r: r.project or "", 10, 6),
    Column("service", "Service", lambda r, _: _text(r.service), lambda r: r.service or "", 10, 7),
    Column("networks", "Networks", lambda r, _: _text(", ".join(r.networks)),
           lambda r: r.networks, 14, 10),
    Column("mounts", "Mounts", lambda r, _: _text(", ".join(map(mount_text, r.mounts))),
           lambda r: len(r.mounts), 18, 11, grow=1),
)  # fmt: skip


def summary(row: Container, view: View) -> tuple[Field, ...]:
    """What a look at one container should tell, in sections."""
    lines = [
        Field("name", _text(row.name, Tone.ACCENT)),
        Field("id", _text(row.id[:12], Tone.DIM)),
        Field("image", _text(row.image)),
        Field("command", _text(row.command)),
        Field("state", Cell(docker_status(row, view.now), tone(row))),
    ]
    if row.error:
        lines.append(Field("error", _text(row.error, Tone.BAD)))
    if row.oom_killed:
        lines.append(Field("killed", Cell("it ran out of memory", Tone.BAD)))
    lines.append(Field("created", Cell(units.ago(view.now, row.created))))
    restarts = f"{row.restart_policy}, {row.restart_count} restarts so far"
    lines.append(Field("restart", Cell(restarts, Tone.WARN if row.restart_count else Tone.PLAIN)))
    if row.auto_remove:
        lines.append(Field("--rm", Cell("docker removes it as soon as it stops", Tone.WARN)))
    if row.project:
        lines.append(Field("compose", _text(f"{row.project} / {row.service or '?'}")))
    ports = dict.fromkeys(port_text(p) for p in row.ports)  # once for IPv4, once for IPv6
    lines += [Field("", _text(port), "Ports") for port in ports]
    lines += [Field("", _text(n), "Networks") for n in row.networks]
    lines += [Field(m.type, _text(mount_text(m)), "Mounts") for m in row.mounts]
    labels = sorted((row.labels or {}).items())
    lines += [Field("", _text(f"{k}={v}"), "Labels") for k, v in labels]
    return tuple(lines)


def container_json(row: Container, view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(row)
    made["labels"] = made["labels"] or {}
    ordered = {}
    for key, value in made.items():
        ordered[key] = value
        if key == "state":
            ordered["status"] = docker_status(row, view.now)
    return ordered


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
    empty="No containers. `docker run hello-world` makes one.",
    facets={
        "id": lambda r: (r.id,),
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
    spellings=("docker ps -a", "docker container ls --all"),
)

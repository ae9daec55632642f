"""What a container looks like in words: its status, ports, mounts and image."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tui.core import units
from tui.kinds.container_record import Container, Mount, Port

_ID = re.compile(r"(?:sha256:)?([0-9a-f]{64})")
_WORDS = {"removing": "Removal In Progress", "dead": "Dead", "created": "Created"}


def docker_status(row: Container, now: datetime) -> str:
    """The STATUS column of `docker ps`, in the engine's own words."""
    if row.state in _WORDS:
        return _WORDS[row.state]
    if row.state in ("running", "paused"):
        return _up(row, now)
    if row.state in ("exited", "restarting") and row.finished:
        word = "Restarting" if row.state == "restarting" else "Exited"
        return f"{word} ({row.exit_code or 0}) {_since(row.finished, now)} ago"
    return row.state.capitalize()


def _up(row: Container, now: datetime) -> str:
    up = f"Up {_since(row.started, now)}" if row.started else "Up"
    health = "health: starting" if row.health == "starting" else row.health
    remark = "Paused" if row.state == "paused" else health
    return f"{up} ({remark})" if remark else up


def _since(then: datetime, now: datetime) -> str:
    return units.duration_words((now - then).total_seconds())


def short_status(row: Container, now: datetime) -> str:
    """`up 3h`, `unhealthy, 3h`, `exited 1, 41d`: the state with how long it has lasted."""
    if row.state == "running":
        word = row.health if row.health in ("starting", "unhealthy") else None
        age = units.age(now, row.started, "")
        return _joined(f"{word}," if word and age else word or "up", age)
    if row.state == "paused":
        return _joined("paused", units.age(now, row.started, ""))
    if row.exit_code is None or row.state not in ("exited", "dead", "restarting", "created"):
        return row.state
    if row.state == "exited" and row.oom_killed:
        return _joined("oom-killed,", units.age(now, row.finished))
    word = f"{row.state} {row.exit_code}"
    return f"{word}, {units.age(now, row.finished)}" if row.finished else word


def _joined(*words: str) -> str:
    return " ".join(filter(None, words))


def image_text(row: Container) -> str:
    """The image as `docker ps` shortens it: an id in 12 digits, a name without digest."""
    if match := _ID.fullmatch(row.image):
        return match[1][:12]
    return row.image.partition("@")[0] or "<no image>"


def ports_text(ports: Iterable[Port], *, ascii_only: bool = False) -> str:
    """`8080→80/tcp`, with the address where it is not all; `7000-7003→…` for what is in a row."""
    runs: list[tuple[Port, Port]] = []
    for port in sorted({_everywhere(port) for port in ports}, key=_place):
        if runs and _follows(runs[-1][1], port):
            runs[-1] = (runs[-1][0], port)
        else:
            runs.append((port, port))
    arrow = "->" if ascii_only else "→"
    return ", ".join(_run_text(first, last, arrow) for first, last in runs)


def _everywhere(port: Port) -> Port:
    """Published on IPv4 and on IPv6 is published once."""
    return replace(port, host_ip=None) if port.host_ip in ("0.0.0.0", "::") else port  # noqa: S104


def _place(port: Port) -> tuple[str, bool, str, int, int]:
    host = port.host_ip or "", port.container_port, port.host_port or 0
    return port.protocol, port.host_port is None, *host


def _follows(before: Port, port: Port) -> bool:
    same = (before.host_ip, before.protocol) == (port.host_ip, port.protocol)
    if before.host_port is None or port.host_port is None:
        outside = before.host_port is port.host_port
    else:
        outside = port.host_port == before.host_port + 1
    return same and outside and port.container_port == before.container_port + 1


def _run_text(first: Port, last: Port, arrow: str) -> str:
    inside = f"{_span(first.container_port, last.container_port)}/{first.protocol}"
    if first.host_port is None or last.host_port is None:
        return inside
    address = first.host_ip or ""
    where = f"[{address}]:" if ":" in address else f"{address}:" if address else ""
    return f"{where}{_span(first.host_port, last.host_port)}{arrow}{inside}"


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def mount_text(mount: Mount, *, ascii_only: bool = False) -> str:
    """`data→/var/lib/data (ro)`; an anonymous volume in 12 digits, a tmpfs by its type."""
    name = mount.name or ""
    where = (name[:12] if _ID.fullmatch(name) else name) or mount.source or mount.type
    arrow = "->" if ascii_only else "→"
    return f"{where}{arrow}{mount.destination}{'' if mount.rw else ' (ro)'}"

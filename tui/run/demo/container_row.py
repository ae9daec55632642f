"""A container as `docker ps` prints it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tui.core import units
from tui.run.demo.container_json import addresses, inside
from tui.run.demo.records import DemoContainer, DemoPort
from tui.run.demo.times import list_time
from tui.run.demo.world import World

COMMAND, MOUNT = 20, 15
"""Letters that a list shows of them, unless --no-trunc was given."""


def listed(world: World, container: DemoContainer, *, full: bool) -> dict[str, Any]:
    """The fields of `docker ps`; `full` is --no-trunc."""
    now = world.clock()
    shorten = _whole if full else _cut
    mounts = (shorten(m.name or m.source, MOUNT) for m in container.mounts)
    ports = (words for port in container.ports for words in _ports(port))
    return {
        "Command": f'"{shorten(_words(container), COMMAND)}"',
        "CreatedAt": list_time(container.created),
        "HealthStatus": container.health if container.alive else "",
        "ID": container.id if full else container.id[:12],
        "Image": _image(world, container, full=full),
        "Labels": ",".join(f"{k}={v}" for k, v in container.labels.items()),
        "LocalVolumes": str(sum(m.type == "volume" for m in container.mounts)),
        "Mounts": ",".join(mounts),
        "Names": container.name,
        "Networks": ",".join(container.networks),
        "Platform": None,
        "Ports": ", ".join(ports) if container.alive else "",
        "RunningFor": f"{_since(now, container.created)} ago",
        "Size": "0B",
        "State": container.state,
        "Status": status(now, container),
    }


def _whole(text: str, _length: int) -> str:
    return text


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _words(container: DemoContainer) -> str:
    quoted = (json.dumps(w, ensure_ascii=False) if " " in w else w for w in container.argv)
    return " ".join(quoted)


def _image(world: World, container: DemoContainer, *, full: bool) -> str:
    """The id, where the tag leads to another image by now."""
    image = world.images.get(container.image_id)
    if image and container.image in (*image.tags, *image.digests):
        return container.image
    return f"sha256:{container.image_id}" if full else container.image_id[:12]


def _ports(port: DemoPort) -> Iterator[str]:
    if not port.host:
        yield inside(port)
        return
    for ip in addresses(port):
        yield f"{f'[{ip}]' if ':' in ip else ip}:{port.host}->{inside(port)}"


def _since(now: datetime, then: datetime | None) -> str:
    return units.duration_words((now - (then or now)).total_seconds())


def status(now: datetime, container: DemoContainer) -> str:
    """`Up 3 hours (healthy)`, `Exited (1) 5 days ago`."""
    if container.state in ("running", "paused"):
        health = "Paused" if container.state == "paused" else container.health
        extra = "health: starting" if health == "starting" else health
        return f"Up {_since(now, container.started)}{f' ({extra})' if extra else ''}"
    if container.state in ("exited", "restarting"):
        ended = _since(now, container.finished)
        return f"{container.state.capitalize()} ({container.exit_code}) {ended} ago"
    return {"removing": "Removal In Progress"}.get(container.state, container.state.capitalize())

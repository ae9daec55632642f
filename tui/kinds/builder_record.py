"""How buildx is asked for its builders, and what it says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui.core import parse
from tui.core.command import Outcome, docker
from tui.core.failure import failure
from tui.core.kind import Listing, Step
from tui.core.record import array, mapping, text
from tui.kinds.reading import objects

VERSION = docker("buildx", "version")
LS = docker("buildx", "ls", "--format", "json", timeout=60)
"""Of buildx itself, not of the docker CLI: 0.13 and later print JSON. Each builder stands there
again for each of its nodes. Read in the source of docker/buildx, commands/ls.go."""
_NO_PLUGIN = re.compile(r"unknown command: docker buildx|'buildx' is not a docker command")
OF_ENGINE = "docker"
"""The driver of a builder that is the engine of a docker context."""


@dataclass(frozen=True, slots=True)
class Node:
    """One machine of a builder; `status` is buildx's word, `error` why it is not reached."""

    name: str
    endpoint: str
    status: str = ""
    version: str = ""
    platforms: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Builder:
    """`current` is whether builds go to it; `last_activity` is aware and UTC."""

    name: str
    driver: str
    current: bool = False
    status: str = ""
    platforms: tuple[str, ...] = ()
    nodes: tuple[Node, ...] = ()
    last_activity: datetime | None = None
    error: str = ""


def listing() -> Listing[Builder]:
    """All of them; none where there is no buildx, which is no fault."""
    (version,) = yield Step((VERSION,), tolerant=True)
    if version.outcome is Outcome.FAILED and _NO_PLUGIN.search(version.error_text):
        return ()
    if not version.ok:
        raise failure(version)
    (printed,) = yield Step((LS,))
    known = {one.name: one for one in map(builder, objects(printed, "Name"))}
    return tuple(known.values())


def builder(found: Mapping[str, Any]) -> Builder:
    """From one line; null, absent and odd parts do no harm."""
    nodes = tuple(_node(mapping(one)) for one in array(found.get("Nodes")))
    error = text(found.get("Err"))
    states = _each(node.status or ("error" if node.error else "") for node in nodes)
    return Builder(
        name=text(found.get("Name")),
        driver=text(found.get("Driver")),
        current=found.get("Current") is True,
        status="error" if error else ", ".join(states),
        platforms=_each(platform for node in nodes for platform in node.platforms),
        nodes=nodes,
        last_activity=_moment(text(found.get("LastActivity"))),
        error=error or next((node.error for node in nodes if node.error), ""),
    )


def _node(found: Mapping[str, Any]) -> Node:
    return Node(
        name=text(found.get("Name")),
        endpoint=text(found.get("Endpoint")),
        status=text(found.get("Status")),
        version=text(found.get("Version")),
        platforms=_each(map(text, array(found.get("Platforms")))),
        error=text(found.get("Err")),
    )


def _each(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, in their order; empty ones left out."""
    return tuple(dict.fromkeys(filter(None, words)))


def _moment(written: str) -> datetime | None:
    """Go writes its zero time for never."""
    return None if written.startswith("0001-") else parse.time(written)

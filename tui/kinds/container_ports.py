"""Ports that a container is to have, and who has them already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from tui.core.form import About
from tui.core.wordlist import split_list
from tui.kinds.container_record import Container
from tui.kinds.container_relations import EVERYWHERE
from tui.kinds.container_words import Published, published

if TYPE_CHECKING:
    from tui.core.listening import Listener

WINDOWS_PORTS = "windows-ports"
"""Where the store has what listens on Windows, once somebody asked."""
CONTAINERS = "containers"
NEEDS = (CONTAINERS, WINDOWS_PORTS)
_FAILED = re.compile(
    r"port is already allocated|address already in use|ports are not available"
    r"|only one usage of each socket address|forbidden by its access permissions",
    re.IGNORECASE,
)
"""As the engine says it, and as Docker Desktop does (docker/for-win#14407, #6613)."""
_RESERVED = re.compile(r"forbidden by its access permissions", re.IGNORECASE)
_WHERE = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]|::):(\d{1,5})(?:/(tcp|udp))?\b")


def wanted(value: str) -> tuple[Published, ...]:
    """The ports of the engine's machine that `8080:80 443` takes; what is unfinished is none."""
    return tuple(filter(None, map(published, split_list(value))))


def names_one(value: str) -> bool:
    return bool(wanted(value))


def caution(about: About[Any], value: str) -> str | None:
    """Who has one of the ports already, as far as anybody was asked."""
    found = (_holder(about, port) for port in wanted(value))
    return next(filter(None, found), None)


def _holder(about: About[Any], port: Published) -> str | None:
    boxes = about.known.get(CONTAINERS, ())
    if box := next(held_by(boxes, port), None):
        number, name = box
        return f"container {name} has {number} now: this one cannot start beside it"
    listens = about.known.get(WINDOWS_PORTS, ())
    if one := next(heard_by(listens, port), None):
        return f"on Windows {one.who} listens on {one.port}: it fails, or is not reached from there"
    return None


def held_by(boxes: Iterable[Container], port: Published) -> Iterator[tuple[int, str]]:
    """Port and name of the containers that have it now."""
    for box in boxes:
        for own in box.ports if box.alive else ():
            same = port.first <= (own.host_port or 0) <= port.last
            apart = port.address != own.host_ip and not {port.address, own.host_ip} & EVERYWHERE
            if own.host_port and same and own.protocol == port.protocol and not apart:
                yield own.host_port, box.name


def heard_by(listens: Iterable[Listener], port: Published) -> Iterator[Listener]:
    """Windows is asked for TCP alone."""
    for one in listens if port.protocol == "tcp" else ():
        if port.first <= one.port <= port.last:
            yield one


def refused(said: str) -> Published | None:
    """The port that something failed for, by the words of the engine."""
    found = _WHERE.search(said) if _FAILED.search(said) else None
    if found is None:
        return None
    udp = found[2] == "udp" or "udp" in said.lower().split()
    return Published("", int(found[1]), int(found[1]), "udp" if udp else "tcp")


def remedy(said: str, boxes: Iterable[Container], listens: Iterable[Listener]) -> str:
    """What to do about words of the engine, empty where they are about no port."""
    port = refused(said)
    if port is None:
        return ""
    if box := next(held_by(boxes, port), None):
        return f"Container {box[1]} has port {box[0]}: stop it, or choose another port."
    if one := next(heard_by(listens, port), None):
        return f"On Windows {one.who} listens on {one.port}: end it, or choose another port."
    if _RESERVED.search(said):
        return (
            f"Windows may have reserved {port.first}: `netsh interface ipv4 show "
            "excludedportrange protocol=tcp` there lists what is. Choose another port."
        )
    return ""

"""WSL containers as wslc.exe lists them: JSON of three generations, and sessions in a table.

Up to 2.9.4 it prints one pretty array, later ones the same in one line, from 2.9.8 on an object a
line with docker's keys. Listing containers or images opens a session where none is, with a virtual
machine and a disk of its own: so only sessions that are listed are asked, each by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from tui.core import parse
from tui.core.command import Command, Result
from tui.core.failure import failure
from tui.core.kind import Listing, Step
from tui.core.record import array, mapping, text

R = TypeVar("R")
TOOL = "wslc"
SECONDS, WAKING = 10.0, 60.0
"""For what needs no session, and for what may have to wake its virtual machine."""
VERSION = Command(TOOL, ("wslc.exe", "version"), timeout=SECONDS)
SESSIONS = Command(TOOL, ("wslc.exe", "system", "session", "list"), timeout=SECONDS)
_SESSION = re.compile(r"(\S+)\s{2,}(\d+)\s{2,}(\S.*)")
_STATES = ("unknown", "created", "running", "exited", "deleted")
_PROTOCOLS = {6: "tcp", 17: "udp"}
_NONE = ("", "<none>", "<untagged>")


@dataclass(frozen=True, slots=True)
class WslcContainer:
    """A container in a session; `status` is in wslc's words, empty before 2.9.8."""

    session: str
    id: str
    name: str
    image: str
    state: str
    status: str = ""
    created: datetime | None = None
    ports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WslcImage:
    """One tag of an image in a session."""

    session: str
    id: str
    repository: str | None = None
    tag: str | None = None
    created: datetime | None = None
    size_bytes: int | None = None

    @property
    def reference(self) -> str:
        return f"{self.repository}:{self.tag}" if self.repository and self.tag else self.id


def sessions(told: str) -> tuple[str, ...]:
    """The names in the table of sessions; its head is in the language of Windows."""
    found = map(_SESSION.fullmatch, map(str.strip, told.split("\n")))
    return tuple(match[3] for match in found if match)


def listing(words: tuple[str, ...], row: Callable[[str, dict[str, Any]], R]) -> Listing[R]:
    """What the sessions that are open list; none is opened to look.

    Raises what the first one said where not a single one answers.
    """
    (told,) = yield Step((SESSIONS,))
    names = sessions(told.text)
    if not names:
        return ()
    answers = yield Step(tuple(_asked(name, words) for name in names), tolerant=True)
    if not any(answer.ok for answer in answers):
        raise failure(answers[0])
    pairs = zip(names, answers, strict=True)
    return tuple(row(name, one) for name, said in pairs for one in _objects(said))


def _asked(session: str, words: tuple[str, ...]) -> Command:
    argv = ("wslc.exe", "--session", session, *words, "--no-trunc", "--format", "json")
    return Command(TOOL, argv, timeout=WAKING)


def _objects(answer: Result) -> Iterator[dict[str, Any]]:
    """Raises Garbled for what is no JSON."""
    if not answer.ok:
        return
    whole = parse.json_value(answer.text)
    found = whole if isinstance(whole, list) else parse.json_lines(answer.text)
    yield from map(mapping, found)


def container(session: str, found: dict[str, Any]) -> WslcContainer:
    return WslcContainer(
        session,
        _first(found, "Id", "ID"),
        _first(found, "Name", "Names").removeprefix("/"),
        _first(found, "Image"),
        _state(found.get("State")),
        _first(found, "Status"),
        _moment(found.get("CreatedAt")),
        tuple(_ports(found.get("Ports"))),
    )


def image(session: str, found: dict[str, Any]) -> WslcImage:
    size = found.get("Size")
    created = found.get("Created", found.get("CreatedAt"))
    return WslcImage(
        session,
        _first(found, "Id", "ID").removeprefix("sha256:"),
        _named(found.get("Repository")),
        _named(found.get("Tag")),
        _moment(created),
        size if isinstance(size, int) and not isinstance(size, bool) else parse.size(text(size)),
    )


def _first(found: dict[str, Any], *keys: str) -> str:
    return next((text(found[key]) for key in keys if found.get(key)), "")


def _named(value: Any) -> str | None:
    return None if text(value) in _NONE else text(value)


def _state(value: Any) -> str:
    if isinstance(value, int):
        return _STATES[value] if 0 <= value < len(_STATES) else _STATES[0]
    return text(value).lower() or _STATES[0]


def _moment(value: Any) -> datetime | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value, UTC) if value > 0 else None
        except (OverflowError, OSError, ValueError):
            return None
    return parse.time(text(value))


def _ports(value: Any) -> Iterator[str]:
    """As docker writes them: `127.0.0.1:8080->80/tcp`."""
    if isinstance(value, str):
        yield from filter(None, (part.strip() for part in value.split(",")))
        return
    for port in map(mapping, array(value)):
        protocol = _PROTOCOLS.get(port.get("Protocol", 6), "")
        inner = f"{port.get('ContainerPort')}/{protocol}".rstrip("/")
        host = text(port.get("BindingAddress")) or "0.0.0.0"  # noqa: S104 - only shown
        yield f"{host}:{port['HostPort']}->{inner}" if port.get("HostPort") else inner

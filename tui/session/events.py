"""What the engine tells of by itself: how it is asked, and which rows an event makes stale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tui.core.command import Command, Mode, docker
from tui.core.record import mapping, text

_CONTAINER_EVENTS = (
    "create start die destroy pause unpause rename health_status oom update restart stop kill"
)
_OTHER_EVENTS = "pull tag untag delete import load connect disconnect prune remove"
_FILTERS = (
    *(f"type={kind}" for kind in ("container", "image", "volume", "network")),
    *(f"event={event}" for event in f"{_CONTAINER_EVENTS} {_OTHER_EVENTS}".split()),
)
_OF_CONTAINERS = ("mount", "unmount", "connect", "disconnect")
"""What happens to volumes and networks and changes nothing of them: containers know of it."""


def events_command(since: float) -> Command:
    """`docker events` from `since` on (seconds of the epoch), so that none falls into a gap."""
    words = [word for pair in _FILTERS for word in ("--filter", pair)]
    command = docker(
        "events", "--since", f"{since:.3f}", "--format", "{{json .}}", *words, timeout=None
    )
    return replace(command, mode=Mode.STREAMED)


def touched(event: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """The kinds an event makes stale, with the key of the row where it names one."""
    actor = mapping(event.get("Actor"))
    attributes = mapping(actor.get("Attributes"))
    sort, key = text(event.get("Type")), text(actor.get("ID"))
    if sort == "container" and key:
        yield "containers", key
    elif sort == "network" and attributes.get("container"):
        yield "containers", text(attributes.get("container"))
    elif sort == "image":
        yield "images", None
    if sort in ("volume", "network") and text(event.get("Action")) not in _OF_CONTAINERS:
        yield f"{sort}s", None

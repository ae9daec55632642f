"""Something that the engine told of: one line of `docker events`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tui.core.record import mapping, text
from tui.core.secrets import MASK, mask_text, secret_name
from tui.kinds.reading import integer

_SHOWN = ("exitCode", "signal", "image", "container", "destination", "type", "driver")
"""Attributes that say more of what happened; labels of containers are among them too."""


@dataclass(frozen=True, slots=True)
class Event:
    """`id` is when it happened in nanoseconds of the epoch, and to what. `more` is what stands
    behind the colon of an action: `health_status: healthy`.
    """

    id: str
    at: datetime
    type: str
    action: str
    more: str
    actor: str
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def detail(self) -> str:
        """The attributes that matter, as `exitCode=1`."""
        told = [f"{name}={self.attributes[name]}" for name in _SHOWN if name in self.attributes]
        return ", ".join(filter(None, (self.more, *told)))


def event(told: Mapping[str, Any]) -> Event | None:
    """None for what is no event. Attributes with names of secrets are masked."""
    nano, sort = integer(told.get("timeNano")), text(told.get("Type"))
    action, _, more = text(told.get("Action")).partition(":")
    if nano is None or nano < 0 or not sort or not action:
        return None
    actor = mapping(told.get("Actor"))
    ident = text(actor.get("ID"))
    attributes = {
        name: MASK if secret_name(name) else mask_text(text(value))
        for name, value in mapping(actor.get("Attributes")).items()
    }
    try:
        at = datetime.fromtimestamp(nano / 1e9, UTC)
    except (OverflowError, ValueError, OSError):
        return None
    name = attributes.get("name", "") or ident
    return Event(f"{nano}-{ident[:12]}", at, sort, action, more.strip(), ident, name, attributes)

"""Which containers use a volume or a network, those that do not run included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tui.core.kind import Cell, Tone, View
from tui.kinds.cells import drawn, text_cell
from tui.kinds.container_record import Container

CARRIER = "wsltui.carrier"
"""The label of a container through which a volume is read or written."""
Users = Mapping[str, Sequence[Container]]


def users_by(
    names: Callable[[Container], Iterable[str | None]], others: Mapping[str, tuple[Any, ...]]
) -> Users | None:
    """The containers by each of the names of what they use.

    None as long as the containers are not known, or only what `docker ps` says of them.
    """
    containers: tuple[Container, ...] | None = others.get("containers")
    if containers is None or any(one.thin for one in containers):
        return None
    found: dict[str, list[Container]] = {}
    for one in containers:
        if CARRIER in (one.labels or {}):
            continue  # it is there for a moment, and uses nothing
        for name in dict.fromkeys(filter(None, names(one))):
            found.setdefault(name, []).append(one)
    return found


def listed(names: Sequence[str], most: int = 3) -> str:
    """`web, db and 4 more`"""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def users_cell(names: Sequence[str] | None, view: View) -> Cell:
    if names is None:
        return Cell("?", Tone.DIM)
    return text_cell(", ".join(names)) if names else drawn(Cell("–", Tone.DIM), view)


def users_text(names: Sequence[str] | None) -> str:
    """The same as words of a summary."""
    return "not known yet" if names is None else ", ".join(names) or "no container"


def use_state(names: Sequence[str] | None) -> str:
    """`used`, `unused`, or nothing as long as nobody knows."""
    return "" if names is None else "used" if names else "unused"

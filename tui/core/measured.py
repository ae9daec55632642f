"""What the engine measured of its things, which it does only when asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui.core.kind import Kind

MEASURED = "measured"
"""The id under which the store keeps the last measurement."""


@dataclass(frozen=True, slots=True)
class Measured:
    """`own` are bytes by kind, and there by the id that docker gives a thing; `at` is when
    (aware, UTC)."""

    own: Mapping[str, Mapping[str, int]]
    at: datetime


def with_sizes(
    kind: Kind[Any], rows: tuple[Any, ...], found: tuple[Measured, ...]
) -> tuple[Any, ...]:
    """The rows with what was measured of them woven in."""
    if kind.sizing is None or not found:
        return rows
    last = found[-1]
    return kind.sizing.dated(kind.sizing.own(rows, last.own.get(kind.id, {})), last.at)

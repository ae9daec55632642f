"""From record to JSON, the same way for every kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any

_HEX = re.compile(r"[0-9a-f]+")


def as_json(value: Any) -> Any:
    """Dataclasses become objects, times ISO 8601 in UTC, tuples arrays, sets sorted arrays."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, (frozenset, set)):
        return [as_json(item) for item in sorted(value, key=str)]
    if isinstance(value, (tuple, list)):
        return [as_json(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value


def bare_id(text: str | None) -> str:
    """A docker id without its `sha256:`."""
    return (text or "").removeprefix("sha256:")


def could_be_id(name: str) -> bool:
    """Whether docker, where nothing has this name any more, takes it for the start of an id."""
    return bool(_HEX.fullmatch(name))


def mapping(value: Any) -> dict[str, Any]:
    """A JSON object, or {} for null and for anything else."""
    return value if isinstance(value, dict) else {}


def array(value: Any) -> list[Any]:
    """A JSON array, or [] for null and for anything else."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """A JSON string, or an empty one for null and for anything else."""
    return value if isinstance(value, str) else ""

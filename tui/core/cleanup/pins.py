"""What must never be removed: by name or id, pattern, label or project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from tui.core.cleanup.naming import familiar, is_id


class By(StrEnum):
    """What a pin goes by; the words are those of `wsltui pin add`."""

    NAME = "name"
    PATTERN = "pattern"
    LABEL = "label"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Pin:
    """`kind` is a kind in the singular for pins by name, empty for all kinds."""

    by: By
    value: str
    kind: str = ""

    def __str__(self) -> str:
        """As one would type it behind `wsltui pin add`."""
        return f"{self.kind} {self.value}" if self.kind else f"--{self.by} {self.value}"

    def as_json(self) -> dict[str, Any]:
        return {"by": self.by.value, "value": self.value, "kind": self.kind or None}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a pin looks at, of any kind. `names` are what people call it, `id` is its full id."""

    kind: str
    names: tuple[str, ...]
    labels: Mapping[str, str]
    project: str | None
    id: str = ""


def pinned_by(pins: Iterable[Pin], subject: Subject) -> Pin | None:
    """The first pin that holds it, or None."""
    return next((pin for pin in pins if _holds(pin, subject)), None)


def _holds(pin: Pin, subject: Subject) -> bool:
    if pin.kind and pin.kind != subject.kind:
        return False
    if pin.by is By.PROJECT:
        return subject.project == pin.value
    if pin.by is By.LABEL:
        key, equals, value = pin.value.partition("=")
        return key in subject.labels and (not equals or subject.labels[key] == value)
    if pin.by is By.PATTERN:
        return any(fnmatchcase(name, pin.value) for name in subject.names)
    return (
        pin.value in subject.names
        or familiar(pin.value) in subject.names
        or is_id(pin.value, subject.id)
    )

"""What the screen looked like when it was left: not settings, and no loss when it is gone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tui import files
from tui.core.settings import Sort

FILE = "remembered.json"
SCHEMA = 1


@dataclass(frozen=True)
class Remembered:
    """The kind id of the focused pane (empty for none), and kind id → sort and filter text."""

    pane: str = ""
    sort: Mapping[str, Sort] = field(default_factory=dict)
    filter: Mapping[str, str] = field(default_factory=dict)


def load(state_dir: Path) -> Remembered:
    """What is remembered; nothing where the file is missing, broken or of another schema."""
    try:
        data = json.loads((state_dir / FILE).read_bytes())
        return _remembered(data)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Remembered()


def there(state_dir: Path) -> bool:
    """Whether a wsltui has ended before, and so has been started before."""
    try:
        return (state_dir / FILE).exists()
    except OSError:
        return True


def save(state_dir: Path, remembered: Remembered) -> None:
    """Replace what was remembered; the last wsltui to end has the last word."""
    files.private_dir(state_dir)
    files.write_atomic(state_dir / FILE, json.dumps(_data(remembered), indent=1) + "\n")


def _data(remembered: Remembered) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "pane": remembered.pane,
        "sort": {
            kind: {"column": sort.column, "reverse": sort.reverse}
            for kind, sort in remembered.sort.items()
        },
        "filter": dict(remembered.filter),
    }


def _remembered(data: dict[str, Any]) -> Remembered:
    if data["schema"] != SCHEMA:
        raise ValueError(data["schema"])
    return Remembered(
        pane=_text(data["pane"]),
        sort={
            kind: Sort(_text(sort["column"]), sort["reverse"] is True)
            for kind, sort in data["sort"].items()
        },
        filter={kind: _text(words) for kind, words in data["filter"].items()},
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value

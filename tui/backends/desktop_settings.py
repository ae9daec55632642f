"""Docker Desktop's settings file, which is read and never written."""

from __future__ import annotations

import json

from tui.backends.drives import Measure
from tui.core.record import mapping, text

FILES = ("settings-store.json", "settings.json")
"""The second one up to Docker Desktop 4.34."""
MOVED = "customwsldistrodir"
"""Where the user has moved the data; the spelling of keys differs between releases."""


def data_folder(measure: Measure, roaming: str) -> str:
    """The folder of Windows that the settings name for the data; empty for the usual one.

    `roaming` is the folder AppData\\Roaming of the user. It blocks: it reads files.
    """
    for name in FILES:
        raw = measure.read(f"{roaming}\\Docker\\{name}")
        if raw:
            return _folder(raw)
    return ""


def _folder(raw: bytes) -> str:
    try:
        settings = mapping(json.loads(raw.decode("utf-8-sig")))
    except (ValueError, RecursionError):
        return ""
    values = (value for key, value in settings.items() if key.lower() == MOVED)
    return text(next(values, "")).rstrip("\\")

"""Docker Desktop's settings file, which is read and never written."""

from __future__ import annotations

import json
from typing import Any

from tui.backends.drives import Measure
from tui.core.facts import DesktopSettings, Maybe, Unknown
from tui.core.record import mapping, text

FILES = ("settings-store.json", "settings.json")
"""The second one up to Docker Desktop 4.34."""
MOVED = "customwsldistrodir"
"""Where the user has moved the data; the spelling of keys differs between releases."""
ADMIN = r"\ProgramData\DockerDesktop\admin-settings.json"
"""What an administrator laid down for all users, below the drive."""


def data_folder(measure: Measure, roaming: str) -> str:
    """The folder of Windows that the settings name for the data; empty for the usual one.

    `roaming` is the folder AppData\\Roaming of the user. It blocks: it reads files.
    """
    found = read_settings(measure, roaming)
    return "" if isinstance(found, Unknown) else text(found.values.get(MOVED)).rstrip("\\")


def read_settings(measure: Measure, roaming: str) -> Maybe[DesktopSettings]:
    """The first of the two files that has something in it. It blocks."""
    if measure.find(roaming) is None:
        return Unknown(f"{roaming} is out of sight: its drive is not mounted in this distro")
    raw, name = b"", FILES[0]
    for name in FILES:
        raw = measure.read(f"{roaming}\\Docker\\{name}")
        if raw:
            break
    if not raw:
        return Unknown(f"there is no settings file of Docker Desktop in {roaming}\\Docker")
    values = _object(raw)
    if values is None:
        return Unknown(f"{roaming}\\Docker\\{name} cannot be read as JSON")
    lowered = {key.lower(): value for key, value in values.items()}
    return DesktopSettings(lowered, _isolation(measure.read(roaming[:2] + ADMIN)))


def _isolation(raw: bytes) -> bool | None:
    """What the administrator set for Enhanced Container Isolation; a lock makes it hold."""
    named = {key.lower(): value for key, value in (_object(raw) or {}).items()}
    entry = mapping(named.get("enhancedcontainerisolation"))
    value = entry.get("value")
    return value if entry.get("locked") is True and isinstance(value, bool) else None


def _object(raw: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None

"""Docker Desktop's settings file, which is read and never written."""

from __future__ import annotations

from tui.backends.drives import Measure
from tui.core.desktop_settings import ADMIN, FILES, settings_of
from tui.core.facts import DesktopSettings, Maybe, Unknown
from tui.core.record import text

MOVED = "customwsldistrodir"
"""Where the user has moved the data; the spelling of keys differs between releases."""


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
    found = settings_of(raw, measure.read(roaming[:2] + ADMIN))
    return found or Unknown(f"{roaming}\\Docker\\{name} cannot be read as JSON")

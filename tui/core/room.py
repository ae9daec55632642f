"""Whether there is room on a drive for what a job writes there, in figures."""

from __future__ import annotations

from dataclasses import dataclass

from tui.core import units
from tui.core.form import Place


@dataclass(frozen=True, slots=True)
class Need:
    """`count` bytes on the drive of a place, for `what`; or as many as the file `like` has.

    Where it is `sure` it cannot be done with less; else so much is the most that it may take.
    """

    place: Place
    what: str
    count: int = 0
    like: Place | None = None
    sure: bool = True


def drive_of(place: Place) -> str:
    """`C:`, or the name of what is no drive of Windows."""
    return place.windows[:2].upper() if place.windows[1:2] == ":" else "this distro's disk"


def shortage(need: Need, free: int | None, count: int | None = None) -> str:
    """Why it will not fit, or may not; empty where it does, and where that is not known."""
    wanted = need.count if count is None else count
    if free is None or free >= wanted or not wanted:
        return ""
    figures = f"{units.size(wanted)}, and {units.size(free)} are free on {drive_of(need.place)}"
    if need.sure:
        return f"there is no room: {need.what} takes {figures}"
    return f"there may be no room: {need.what} takes up to {figures}"

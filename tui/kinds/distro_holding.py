"""What a job has for itself while it works on distros."""

from __future__ import annotations

from tui.core.action import EVERY, Chosen
from tui.core.form import value_of
from tui.kinds.distro_listing import Distro

HALF_MADE = (
    "WSL takes an import back that is cut short. See whether it is listed and starts, before "
    "anything is deleted in its directory."
)


def itself(row: Distro, _: Chosen) -> tuple[str, ...]:
    """The distro that it is done to."""
    return (row.name,)


def made(_row: Distro | None, chosen: Chosen) -> tuple[str, ...]:
    """The distro that is made: by the name that it was given, else by the one it is listed by."""
    return (value_of(chosen, "name") or value_of(chosen, "distro"),)


def everything(_row: Distro, _: Chosen) -> tuple[str, ...]:
    """All distros at once."""
    return (EVERY,)

"""What forms may be told: the samples that they show themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tui.core.action import Action
from tui.core.form import PATHS, About, Filled, completed
from tui.core.winpaths import Mounts, own_place, place

MOUNTS = Mounts({"C": "/mnt/c", "D": "/mnt/d"}, "Ubuntu-24.04", "/home/dev", "/home/dev")


def samples(action: Action[Any]) -> dict[str, str]:
    """A value for each field that must have one."""
    needed = (one for one in action.form if one.required or one.lacking(About()))
    return {one.id: one.sample for one in needed if one.sample}


def words(action: Action[Any]) -> Iterator[str]:
    """The same on the command line."""
    for name, value in samples(action).items():
        yield from (f"--{name}", value)


def filled(action: Action[Any], row: Any, *ticked: str, **given: str) -> Filled:
    """What `plan` is handed: samples, defaults, and what is given."""
    about = completed(action.form, About(row, (), samples(action) | given))
    paths = [one for one in action.form if one.sort in PATHS and about.values[one.id]]
    places = {
        one.id: (own_place if one.own else place)(about.values[one.id], MOUNTS) for one in paths
    }
    return Filled(ticked, about.values, places)

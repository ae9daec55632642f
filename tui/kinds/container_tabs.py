"""More sides of a container."""

from __future__ import annotations

from tui.core.command import Result, docker
from tui.core.kind import Cell, Field, Tab, View
from tui.kinds.cells import long_cell
from tui.kinds.container_actions import handle
from tui.kinds.container_record import Container

PROCESSES_EVERY = 2.0
"""Seconds."""


def _not_running(row: Container) -> str | None:
    return None if row.alive else f"{row.name} is not running: it has no processes"


def _processes(_row: Container, results: tuple[Result, ...], _view: View) -> tuple[Field, ...]:
    """The table of `docker top` as it is: its columns are those of the engine's own `ps`."""
    head, *lines = results[0].text.expandtabs().splitlines() or [""]
    return (
        Field("", Cell(str(len(lines))), "Processes"),
        Field("", long_cell(head)),
        *(Field("", long_cell(line)) for line in lines),
    )


TOP: Tab[Container] = Tab(
    "top",
    "Top",
    lambda row: (docker("top", handle(row)),),
    _processes,
    absent=_not_running,
    every=PROCESSES_EVERY,
)
TABS = (TOP,)

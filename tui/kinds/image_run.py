"""A container made from an image that one looks at."""

from __future__ import annotations

from tui.core.action import Action, Chosen
from tui.core.command import Command
from tui.kinds.container_run import INTERACTIVE, RM, STALE, mount_warnings, run_command, run_form
from tui.kinds.image_record import Image


def _run(row: Image, chosen: Chosen) -> Command:
    """By its name, so that the container says what it was made from; by its id without one."""
    return run_command(row.reference, chosen)


def _warnings(row: Image, chosen: Chosen) -> str | None:
    lines = [mount_warnings(row, chosen)]
    if row.foreign:
        lines.append(f"{row.short} is made for {row.platform}: emulated here, or not run at all")
    return "\n".join(filter(None, lines)) or None


RUN: Action[Image] = Action(
    "image.run", "Run", "Make a container from it and start that", _run, keys=("r",),
    stale=STALE, many=False, form=run_form(None),
    choices=(RM, INTERACTIVE), warn=_warnings, footer=15, spelling="docker run",
)  # fmt: skip

"""How the log of a container is read."""

from __future__ import annotations

import re
from dataclasses import replace

from tui.core.command import Command, Mode, docker
from tui.core.logask import Logs, Wanted
from tui.kinds.container_record import Container, handle

_UNREADABLE = re.compile("does not support reading")
_GONE = re.compile("No such container", re.IGNORECASE)


def _command(row: Container, wanted: Wanted) -> Command:
    asked = docker("logs", *wanted.options(), handle(row), timeout=None)
    return replace(asked, mode=Mode.STREAMED)


def _absent(row: Container) -> str | None:
    if row.log_driver != "none":
        return None
    return f"{row.name} keeps no log: its log driver is none"


def _explain(row: Container, words: str) -> str | None:
    """Since 20.10 the engine keeps a copy for most drivers, unless told not to."""
    if _UNREADABLE.search(words):
        driver = row.log_driver or "another one"
        return f"The log of {row.name} goes to the driver {driver}, which cannot be read from here"
    if _GONE.search(words):
        return f"{row.name} is gone"
    return None


LOGS: Logs[Container] = Logs(
    command=_command,
    alive=lambda row: row.alive,
    absent=_absent,
    explain=_explain,
    group=lambda row: row.project,
)

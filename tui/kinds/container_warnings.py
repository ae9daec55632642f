"""What a container should be warned of: sentences for the detail, and whether its row is marked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from tui.core import units
from tui.kinds.container_record import Container
from tui.kinds.container_words import on_windows

OFTEN = 3
"""Restarts by its policy from which on it is a loop."""
CALM = timedelta(minutes=10)
"""What has run for so long since its last restart has come to rest."""


def warnings(row: Container, now: datetime) -> tuple[str, ...]:
    """Sentences without their full stop, the most urgent first."""
    return tuple(_all(row, now))


def warned(row: Container, now: datetime) -> bool:
    return next(_all(row, now), None) is not None


def _all(row: Container, now: datetime) -> Iterator[str]:
    yield from _loop(row, now)
    yield from _taken(row)
    yield from _mounts(row)
    yield from _shared(row)
    yield from _behind(row)
    if row.auto_remove:
        yield "--rm: docker removes it as soon as it stops, with its anonymous volumes"


def _loop(row: Container, now: datetime) -> Iterator[str]:
    """The policy waits longer from time to time, up to a minute: the rate is what came of it."""
    if row.restart_count < OFTEN or not (row.alive or row.state == "dead"):
        return
    calm = row.state == "running" and row.started is not None and now - row.started > CALM
    if calm or row.state == "paused":
        return
    said = f"it ends again and again: restarted {row.restart_count} times"
    if row.created is not None and now > row.created:
        each = (now - row.created).total_seconds() / row.restart_count
        said += f", once in {units.duration_words(each).lower()} since it was made"
    yield said + (f", last with exit code {row.exit_code}" if row.exit_code is not None else "")


def _taken(row: Container) -> Iterator[str]:
    for port in row.taken:
        yield f"its port {port.what} is taken by {', '.join(port.names)}: it cannot start beside it"


def _behind(row: Container) -> Iterator[str]:
    if row.superseded:
        yield (
            f"{row.superseded} leads to another image by now: this is still made from the one "
            "before"
        )


def _mounts(row: Container) -> Iterator[str]:
    for source in dict.fromkeys(row.lost_binds):
        yield f"its directory {source} is not there any more"
    slow = (m.source for m in row.mounts if m.type == "bind" and on_windows(m.source))
    for source in dict.fromkeys(slow):
        last = source.rstrip("/").rpartition("/")[2] or "files"
        yield (
            f"{source} is on Windows: slow across 9P, and no program hears of changes there "
            f"(inotify); `cp -a {source} ~/{last}` and mount ~/{last} instead"
        )


def _shared(row: Container) -> Iterator[str]:
    for share in row.shares:
        yield f"volume {share.what} may be written by {', '.join(share.names)} at the same time"

"""Who has a port: asked of Windows where something is to get one, and never else."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.core import parse
from tui.core.command import Command
from tui.core.errors import WsltuiError
from tui.kinds.container_ports import CONTAINERS, WINDOWS_PORTS, held_by, refused, remedy
from tui.session.report import Failed

if TYPE_CHECKING:
    from tui.core.listening import Listener
    from tui.session.session import Session

SECONDS = 10.0
LISTENING = Command("windows", ("netstat.exe", "-ano", "-p", "tcp"), timeout=SECONDS)
PROCESSES = Command("windows", ("tasklist.exe", "/fo", "csv", "/nh"), timeout=SECONDS)
LOCAL = ("unix:", "npipe:")
"""How the addresses of engines of this machine begin."""


async def supply(session: Session) -> tuple[Listener, ...]:
    """Raises nothing: what cannot be asked is not known."""
    from tui.core.listening import listeners, named  # hardly ever needed

    if not _local(session):
        return ()
    sockets, processes = await asyncio.gather(
        session.execute(LISTENING), session.execute(PROCESSES)
    )
    found = listeners(sockets.text) if sockets.ok else ()
    return named(found, parse.clean_lines(processes.text) if processes.ok else "")


async def explained(session: Session, failed: Sequence[Failed]) -> list[Failed]:
    """Those that failed for a port with who has it, in place of a remedy for any port."""
    return [await _explained(session, one) for one in failed]


async def _explained(session: Session, failed: Failed) -> Failed:
    port = refused(failed.reason)
    if port is None:
        return failed
    boxes = session.store[CONTAINERS].rows
    if not any(held_by(boxes, port)):
        with contextlib.suppress(WsltuiError):
            await session.supplies.one(WINDOWS_PORTS)
    found = remedy(failed.reason, boxes, session.store[WINDOWS_PORTS].rows)
    return replace(failed, remedy=found or failed.remedy)


def _local(session: Session) -> bool:
    rows = session.store["endpoint"].rows
    return not rows or str(rows[0][1]).startswith(LOCAL)

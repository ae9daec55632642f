"""What the engine's disk takes on Windows. It comes late: a plan never waits for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.core.disk import NOT_ASKED, DiskTruth
from tui.kinds.engine_home import HOME, engine_home

if TYPE_CHECKING:
    from tui.session.session import Session

LATE = 2.0
"""Seconds that a front end without a screen waits for Windows once all else is known."""


async def disk_truth(session: Session) -> DiskTruth:
    """Raises nothing: what cannot be had is unknown, with the reason."""
    if not session.store["here"].rows:
        await session.find_here()
    here: tuple[str, ...] = session.store["here"].rows
    home = engine_home(await session.execute(HOME))
    return await session.disk.look(session.execute, home, here[0] if here else None)


async def in_time(asking: asyncio.Task[DiskTruth]) -> DiskTruth:
    """What was found until now or soon."""
    done, _ = await asyncio.wait({asking}, timeout=LATE)
    if done:
        return asking.result()
    asking.cancel()
    return DiskTruth(why=NOT_ASKED)

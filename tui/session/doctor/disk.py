"""What the engine's disk takes on Windows, what is in it, and whether its drive has room."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.backends.aside import aside
from tui.backends.looking import Look
from tui.core import parse
from tui.core.disk import OUTSIDE, DiskTruth
from tui.core.facts import Disk, Local, Maybe, Unknown
from tui.core.record import mapping
from tui.session.cleaning.usage import EXACT, from_api
from tui.session.doctor.engine import Answer
from tui.session.doctor.windows import WindowsLane

if TYPE_CHECKING:
    from tui.session.session import Session

PATIENCE = 10.0
"""Seconds for the engine to measure itself; on large stores it takes minutes."""
SECONDS = 5.0


async def look_at_disk(
    session: Session, look: Look, lane: WindowsLane, answer: Answer, local: Local
) -> Disk:
    """The engine measures itself only where there is a disk file to compare that with."""
    if not local.inside:
        return Disk(OUTSIDE)
    if isinstance(lane.folders, Unknown):
        return Disk(DiskTruth(why=lane.folders.why))
    if not answer.engine.health.up:
        return Disk(DiskTruth(why="no engine answers"))
    rows: tuple[str, ...] = session.store["here"].rows
    truth = await session.disk.look(lane.run, answer.home, rows[0] if rows else None)
    if truth.engine is None or truth.engine.size is None:
        return Disk(truth)
    held = await _held(session) if answer.home.desktop else local.disk_used
    return Disk(truth, held, await _free(look, truth.engine.path))


async def _held(session: Session) -> Maybe[int]:
    result = await session.execute(replace(EXACT, timeout=PATIENCE))
    told = mapping(parse.json_value(result.text)) if result.ok else {}
    if "Images" not in told:
        return Unknown(f"the engine did not measure itself ({result.outcome})")
    return from_api(told).total


async def _free(look: Look, path: str) -> Maybe[float]:
    try:
        share = await aside(lambda: look.free_share(path), SECONDS)
    except TimeoutError:
        share = None
    return Unknown("its drive does not tell what is free") if share is None else share

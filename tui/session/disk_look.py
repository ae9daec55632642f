"""Looks at the disks of WSL for the kind `disks`; no distro is started for it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.core import parse
from tui.core.disk import DESKTOP_DATA, DiskTruth
from tui.core.disk_look import DiskLook
from tui.kinds.df import DF, read, total
from tui.kinds.wsl_facts import VERSION, version_of
from tui.session.cleaning.disk import disk_truth

if TYPE_CHECKING:
    from tui.session.session import Session

PATIENCE = 30.0
"""Seconds for the engine to measure itself; `df` waits longer, where that is all one wants."""
NOT_ITS_OWN = "the engine that answers keeps nothing in it"


async def supply(session: Session) -> tuple[DiskLook, ...]:
    """Raises nothing: what cannot be had is unknown, with the reason."""
    truth, version = await asyncio.gather(disk_truth(session), session.execute(VERSION))
    look = DiskLook(truth, datetime.now(UTC), wsl=version_of(version))
    return (await _with_held(session, look, truth),)


async def _with_held(session: Session, look: DiskLook, truth: DiskTruth) -> DiskLook:
    """The engine is asked only where its disk is Docker Desktop's: a distro measures itself."""
    file = truth.engine
    if file is None or file.of != DESKTOP_DATA:
        return replace(look, why=truth.why or NOT_ITS_OWN)

    answer = await session.execute(replace(DF, timeout=PATIENCE))
    try:
        rows = read(answer) if answer.ok else ()
    except parse.Garbled:
        rows = ()
    if not rows:
        return replace(look, why=f"docker system df did not tell ({answer.outcome})")
    held = total([row.size for row in rows])
    why = "" if held is not None else "docker system df tells no size"
    return replace(look, held=held, measured=rows[0].measured, why=why)

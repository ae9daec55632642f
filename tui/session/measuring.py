"""Has the engine measure what it holds, and lets all kinds know."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.core.measured import MEASURED, Measured

if TYPE_CHECKING:
    from tui.session.session import Session


async def measure_all(session: Session) -> Measured:
    """It may take the engine minutes, and can be cancelled. Raises CommandFailed, Unavailable."""
    from tui.session.cleaning.usage import measure

    usage = await measure(session)
    sized = [kind.id for kind in session.kinds.values() if kind.sizing is not None]
    found = Measured({kind_id: usage.own(kind_id) for kind_id in sized}, datetime.now(UTC))
    session.store.put(MEASURED, (found,), found.at)
    return found

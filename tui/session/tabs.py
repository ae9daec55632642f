"""What a tab of the detail shows of a row."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.core.kind import Field, Tab, View
from tui.session.ask import unreadable

if TYPE_CHECKING:
    from tui.session.session import Session


async def side(session: Session, tab: Tab[Any], row: Any) -> tuple[Field, ...]:
    """Its fields, asked anew. A row must have it: `absent` is None.

    Raises Unavailable where the tool is out of reach, CommandFailed where one did not answer, or
    answered something that cannot be read.
    """
    results = await asyncio.gather(*map(session.execute, tab.commands(row)))
    for result in results:
        if not result.ok:
            raise session.error(result)
    kind = next(kind for kind in session.kinds.values() if tab in kind.tabs)
    known = {need: session.store[need].rows for need in (kind.id, *kind.needs)}
    view = View(datetime.now(UTC), session.settings.ascii is True, known)
    try:
        return tab.read(row, tuple(results), view)
    except Exception as error:
        raise unreadable(tuple(results), error) from error

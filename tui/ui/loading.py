"""What the detail shows of a row, or why it cannot be had."""

from __future__ import annotations

from typing import Any

from tui.core.errors import WsltuiError
from tui.core.kind import Cell, Field, Kind, Tab, Tone
from tui.session.inspect import inspect
from tui.session.session import Session
from tui.session.tabs import side


async def load(session: Session, kind: Kind[Any], row: Any) -> Any:
    """All that is known of a row, as JSON."""
    try:
        return await inspect(session, kind, row)
    except WsltuiError as error:
        return {"could not be inspected": str(error)}


async def ask(session: Session, tab: Tab[Any], row: Any) -> tuple[Field, ...]:
    """What a tab shows of a row."""
    try:
        return await side(session, tab, row)
    except WsltuiError as error:
        return (Field("", Cell(str(error), Tone.BAD)),)

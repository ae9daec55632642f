"""Everything that can be known of a row, as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.core import parse
from tui.core.kind import Kind, View
from tui.session.ask import unreadable

if TYPE_CHECKING:
    from tui.session.session import Session


async def inspect(session: Session, kind: Kind[Any], row: Any) -> Any:
    """What the tool's own inspect says of it, or else the row itself.

    Raises Unavailable where the tool is out of reach, CommandFailed where it did not answer, or
    answered something else.
    """
    if kind.inspect is None:
        return kind.as_json(row, View(datetime.now(UTC)))
    result = await session.execute(kind.inspect(row))
    if not result.ok:
        raise session.error(result)
    value = parse.json_value(result.text)
    if not value:
        raise unreadable((result,), parse.Garbled(result.text.strip()))
    return value[0] if isinstance(value, list) and len(value) == 1 else value

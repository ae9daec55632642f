"""Everything that can be known of a row, as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.core import parse
from tui.core.failure import failure
from tui.core.kind import Kind, View

if TYPE_CHECKING:
    from tui.session.session import Session


async def inspect(session: Session, kind: Kind[Any], row: Any) -> Any:
    """What the tool's own inspect says of it, or else the row itself.

    Raises CommandFailed where the tool did not answer.
    """
    if kind.inspect is None:
        return kind.as_json(row, View(datetime.now(UTC)))
    result = await session.execute(kind.inspect(row))
    if not result.ok:
        raise failure(result)
    value = parse.json_value(result.text)
    return value[0] if isinstance(value, list) and len(value) == 1 else value

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
        return described(kind, row, View(datetime.now(UTC)))
    result = await session.execute(kind.inspect(row))
    if not result.ok:
        raise session.error(result)
    value = parse.json_value(result.text)
    if not value:
        raise unreadable((result,), parse.Garbled(result.text.strip()))
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def described(kind: Kind[Any], row: Any, view: View) -> dict[str, Any]:
    """The record of a row, and under `answers` all that its tools have said of it."""
    answers = kind.whole(row) if kind.whole else {}
    made = kind.as_json(row, view)
    return {**made, "answers": dict(answers)} if answers else made

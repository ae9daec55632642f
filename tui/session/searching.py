"""A search on Docker Hub, with our words for what keeps it from answering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.core.errors import CommandFailed, UsageError
from tui.kinds import registry_search as hub
from tui.session.ask import unreadable

if TYPE_CHECKING:
    from tui.session.session import Session


async def search(session: Session, term: str, limit: int = 25) -> tuple[hub.Found, ...]:
    """Raises UsageError for no word, Unavailable, CommandFailed."""
    if why := hub.fault(term):
        raise UsageError(f"{why[0].upper()}{why[1:]}.", "Give a word, as in nginx.")
    command = hub.command(term, limit)
    result = await session.execute(command)
    if result.ok:
        try:
            return hub.found(result)
        except ValueError as error:
            raise unreadable((result,), error) from error
    known = hub.why_not(result) if session.known_down(command.tool) is None else None
    if known is None:
        raise session.error(result)
    sentence, remedy = known
    raise CommandFailed(sentence, remedy, shown=command.typed(), code=result.code)

"""What a tab of the detail shows of a row."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.core.command import Result
from tui.core.errors import Refused, WsltuiError
from tui.core.kind import Field, Tab, View
from tui.session.ask import unreadable

if TYPE_CHECKING:
    from tui.session.session import Session


async def side(session: Session, tab: Tab[Any], row: Any) -> tuple[Field, ...]:
    """Its fields, asked anew. A row must have it: `absent` is None.

    What it needs done around it is undone even where the caller is cancelled meanwhile.

    Raises Unavailable where the tool is out of reach, CommandFailed where one did not answer, or
    answered something that cannot be read.
    """
    around = tab.around(row)
    if around.before and session.runner.dry_run:
        raise Refused("Not looked into: in a dry run nothing is made to look through.", "")
    async with session.passing.until_here(around.after):
        for command in around.before:
            _succeeded(session, await session.execute(command))
        results = await asyncio.gather(*map(session.execute, tab.commands(row)))
    for result in results:
        _succeeded(session, result)
    return _read(session, tab, row, tuple(results))


def _read(
    session: Session, tab: Tab[Any], row: Any, results: tuple[Result, ...]
) -> tuple[Field, ...]:
    now = datetime.now(UTC)
    view = View(now, session.settings.ascii is True, _known(session, tab))
    try:
        fields = tab.read(row, results, view)
        noted = tab.note.made(row, results, now) if tab.note else None
    except WsltuiError:
        raise
    except Exception as error:
        raise unreadable(results, error) from error
    if tab.note is not None and noted is not None:
        others = [one for one in session.store[tab.note.store].rows if one.name != noted.name]
        session.store.put(tab.note.store, (*others, noted), now)
    return fields


def _known(session: Session, tab: Tab[Any]) -> dict[str, tuple[Any, ...]]:
    """The rows of its kind and of those that this one needs; of one inside a tab none."""
    kind = next((kind for kind in session.kinds.values() if tab in kind.tabs), None)
    needs = (kind.id, *kind.needs) if kind else ()
    return {need: session.store[need].rows for need in needs}


def _succeeded(session: Session, result: Result) -> None:
    if not result.ok:
        raise session.error(result)

"""The first rows of a kind that are known, quickly, and nothing where there is trouble."""

from __future__ import annotations

import asyncio
from typing import Any

from tui.cli.headless import Headless
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.core.kind import Kind
from tui.run.journal import Journal
from tui.session.ask import ask
from tui.session.session import Session

Rows = tuple[Any, ...]


def first_rows(call: Call, kind: Kind[Any], seconds: float) -> Rows:
    """What a listing knows first, which may be less of each row. Leaves no trace in history."""
    with Headless(call, Output()) as headless:
        headless.session.runner.journal = Journal()
        return headless.run(_first(headless.session, kind, seconds))


async def _first(session: Session, kind: Kind[Any], seconds: float) -> Rows:
    early: asyncio.Future[Rows] = asyncio.get_running_loop().create_future()

    def take(rows: Rows) -> None:
        if not early.done():
            early.set_result(rows)

    listing = asyncio.create_task(ask(kind.listing(), session.execute, take))
    await asyncio.wait((listing, early), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    if early.done():
        listing.cancel()
        return early.result()
    if not listing.done():
        listing.cancel()
        return ()
    return listing.result()

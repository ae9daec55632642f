"""This directory against the Linux file system, measured when it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.backends.aside import aside
from tui.core.command import Outcome, Result
from tui.core.errors import CommandFailed, NotFound, Refused
from tui.core.facts import Maybe, Unknown
from tui.core.speed import Comparison, Speed, measuring, speed

if TYPE_CHECKING:
    from tui.session.session import Session

LOOK = 5.0
"""Seconds for finding out where this is."""
KEPT = "speed"
"""Under which the store keeps it."""


async def measure(session: Session) -> Comparison | None:
    """None in a dry run. Raises Refused, NotFound and CommandFailed."""
    here = await _here(session)
    if isinstance(here, Unknown):
        raise NotFound(f"Nothing was measured: {here.why}.", "Start wsltui in another directory.")
    first, second = await _one(session, here), await _one(session, session.look().home())
    if first is None or second is None:
        return None
    found = Comparison(first, second)
    session.store.put(KEPT, (found,), datetime.now(UTC))
    return found


async def _here(session: Session) -> Maybe[str]:
    try:
        return (await aside(session.look().near, LOOK)).cwd
    except TimeoutError:
        return Unknown("this directory does not answer")


async def _one(session: Session, place: str) -> Speed | None:
    told = await session.execute(measuring(place))
    if told.outcome is Outcome.DRY_RUN:
        return None
    if told.outcome is Outcome.REFUSED:
        raise Refused("wsltui is read-only: measuring makes files, if only for a moment.", "")
    found = speed(place, told, datetime.now(UTC))
    if found is None:
        raise CommandFailed(
            f"{place} could not be measured: {_why(told)}.",
            "Files must be made there, and `date +%s%N` must tell nanoseconds.",
            shown=told.command.brief(), code=told.code,
        )  # fmt: skip
    return found


def _why(told: Result) -> str:
    if told.outcome is Outcome.TIMEOUT:
        return f"it took more than {told.command.timeout:g} s"
    return told.last_words(1).rstrip(".") or "it told nothing"

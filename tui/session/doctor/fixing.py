"""What wsltui itself can mend of what the doctor found, by the actions there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tui.checks import examine
from tui.checks.check import Finding
from tui.core.action import Action
from tui.core.facts import Facts
from tui.core.kind import Kind
from tui.kinds import ACTIONS

if TYPE_CHECKING:
    from tui.session.session import Session


def examined(facts: Facts) -> tuple[Finding, ...]:
    """All findings; a fix for which there is no action is left out."""
    return tuple(mendable(examine(facts)))


def mendable(findings: Iterable[Finding]) -> Iterable[Finding]:
    for finding in findings:
        fix = finding.judged.fix
        if fix is not None and fix.action not in ACTIONS:
            finding = replace(finding, judged=replace(finding.judged, fix=None))
        yield finding


async def rows_for(
    session: Session, kind: Kind[Any], action: Action[Any], name: str
) -> tuple[Any, ...]:
    """The row of that name, read if it never was; all of them for what is done to all at once."""
    session.want(kind.id)
    if session.store[kind.id].at is None:
        session.refresh.mark(kind.id)
    await session.refresh.settled()
    rows = session.store[kind.id].rows
    if action.whole:
        return rows
    wanted = name.casefold()
    return tuple(r for r in rows if wanted in (word.casefold() for word in kind.names(r)))[:1]

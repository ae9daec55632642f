"""Whose logs are read, and why there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tui.core.kind import Kind
from tui.core.logask import Wanted
from tui.session.session import Session

if TYPE_CHECKING:
    from tui.session.tail import Tail
    from tui.ui.widgets.log_panel import Follow


def following(session: Session) -> Follow:
    """What follows the log of one row in this session."""

    def follow(kind: Kind[Any], row: Any, wanted: Wanted, news: Callable[[], None]) -> Tail:
        from tui.session.tail import Tail  # most look at no log

        return Tail(session, kind, [row], wanted, news)

    return follow


def together(kind: Kind[Any], rows: Sequence[Any], known: Sequence[Any]) -> tuple[Any, ...]:
    """All rows of the groups that these are of."""
    if kind.logs is None:
        return ()
    groups = {kind.logs.group(row) for row in rows} - {None}
    return tuple(row for row in known if kind.logs.group(row) in groups)


def no_logs(kind: Kind[Any], rows: Sequence[Any]) -> str | None:
    """Why no log can be read of these rows, or None."""
    if kind.logs is None:
        return f"{kind.title} have no logs."
    if not rows:
        return "There is nothing here whose logs could be read."
    reasons = [kind.logs.absent(row) for row in rows]
    return None if None in reasons else f"{reasons[0]}."

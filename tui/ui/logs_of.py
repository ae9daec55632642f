"""Which rows' logs are read together, and why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui.core.kind import Kind


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

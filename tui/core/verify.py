"""Whether what reported success was done: the rows, read again afterwards, tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tui.core.action import Action, Item
from tui.core.kind import Kind


def not_done(
    kind: Kind[Any], action: Action[Any], items: Iterable[Item], rows: Iterable[Any]
) -> dict[str, str]:
    """Key → why, for each of the items that reported success and yet was not done.

    `rows` were read after the commands ended. A row that is not among them is gone.
    """
    if action.verify is None:
        return {}
    after = {kind.key(row): row for row in rows}
    told = {item.key: action.verify(after[item.key]) for item in items if item.key in after}
    return {key: why for key, why in told.items() if why is not None}

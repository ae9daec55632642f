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
    after = {kind.key(row): row for row in rows}
    told = {i.key: _why(action, i, after[i.key]) for i in items if i.key in after}
    return {key: why for key, why in told.items() if why is not None}


def verified(action: Action[Any]) -> bool:
    """Whether its rows are read again to see what became of them."""
    return action.verify is not None or action.verify_told is not None


def _why(action: Action[Any], item: Item, row: Any) -> str | None:
    why = action.verify(row) if action.verify else None
    return why or (action.verify_told(row, item.chosen) if action.verify_told else None)

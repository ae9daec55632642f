"""How the panes were looked at, from one start to the next."""

from __future__ import annotations

from collections.abc import Mapping

from tui.core.settings import Sort
from tui.remembered import Remembered
from tui.ui.widgets.resource_table import ResourceTable

Tables = Mapping[str, ResourceTable]


def look_as_before(tables: Tables, remembered: Remembered) -> None:
    """Sort and filter as they were."""
    for kind_id, table in tables.items():
        if kind_id in remembered.sort:
            table.sort(remembered.sort[kind_id].column, remembered.sort[kind_id].reverse)
        table.filter_text = remembered.filter.get(kind_id, "")


def remember(current: str, tables: Tables) -> Remembered:
    """How they are looked at now, for the next start; `current` is the pane in focus."""
    orders = {kind_id: table.order for kind_id, table in tables.items()}
    return Remembered(
        pane=current,
        sort={k: Sort(o.column_id, o.reverse) for k, o in orders.items() if o.column_id},
        filter={k: t.filter_text for k, t in tables.items() if t.filter_text},
    )

"""Which rows are measured: those that somebody looks at in a way that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.core.kind import Kind

if TYPE_CHECKING:
    from tui.ui.screens.main import MainScreen


class Looking:
    """`live` are the panes that show what is measured in columns of their own."""

    def __init__(self, main: MainScreen) -> None:
        self._main = main
        self.live: set[str] = set()

    def toggle(self, kind: Kind[Any]) -> bool:
        """Show the columns of its gauge in a pane, or no longer. False where it has none."""
        if kind.gauge is None:
            return False
        self.live ^= {kind.id}
        table = self._main.tables[kind.id]
        table.show_more(kind.gauge.columns if kind.id in self.live else ())
        self.look()
        return True

    def look(self, *, in_front: bool = True) -> None:
        """Measure what is looked at now."""
        for kind in self._main.session.kinds.values():
            if kind.gauge is not None:
                rows = self._rows(kind) if in_front else ()
                self._main.session.gauging.watch(kind, rows)

    def _rows(self, kind: Kind[Any]) -> tuple[Any, ...]:
        main = self._main
        table, rows = main.tables.get(kind.id), {}
        if table is None or kind.gauge is None:
            return ()
        if kind.id in self.live and table.is_on_screen and table.display:
            rows = {kind.key(row): row for row in table.rows_in_sight()}
        chosen = table.cursor_row if main.current == kind.id else None
        if chosen is not None and main.detail.tab == kind.gauge.id and main.detail.is_on_screen:
            every = main.session.store[kind.id].rows
            rows |= {kind.key(row): row for row in kind.gauge.along(chosen, every)}
        return tuple(rows.values())

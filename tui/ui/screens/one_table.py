"""A screen of one table with what it means beside it: filter, detail, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.screen import Screen

from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.line_input import LineInput, Prompted
from tui.ui.widgets.resource_table import ResourceTable
from tui.ui.widgets.summary import Summary

if TYPE_CHECKING:
    from tui.ui.messages import RowChosen, RowHighlighted
    from tui.ui.screens.main import MainScreen


class OneTable(Screen[None]):
    """`FILTER` is what the line to type a filter into says while it is empty."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = ""
    FILTER: ClassVar[str]
    table: ResourceTable
    side: Summary
    key_bar: KeyBar

    def __init__(self, main: MainScreen) -> None:
        super().__init__()
        self._main = main

    def _caption(self) -> None:
        raise NotImplementedError

    def on_row_chosen(self, _message: RowChosen) -> None:
        self.add_class("-detail")
        self.set_focus(self.side)

    async def action_filter(self) -> None:
        def changed(typed: str) -> None:
            self.table.filter_text = typed
            self._caption()

        def done() -> None:
            self.key_bar.display = True
            self.set_focus(self.table)

        self.key_bar.display = False
        line: Any = LineInput(self.FILTER, self.table.filter_text, changed, done)
        await self.mount(Prompted(line), before=self.key_bar)
        self.set_focus(line)

    def action_back(self) -> None:
        """Leave the detail, then the filter, then the screen; what runs goes on."""
        if self.has_class("-detail") or self.focused is not self.table:
            self.remove_class("-detail")
            self.set_focus(self.table)
        elif self.table.filter_text:
            self.table.filter_text = ""
            self._caption()
        else:
            self.dismiss(None)

    def action_interrupt(self) -> None:
        interrupt(self, self._main)

    def _show_side(self) -> None:
        row, kind = self.table.cursor_row, self.table.kind
        self.side.show_fields(kind.summary(row, self._main.view()) if row is not None else ())

    def on_row_highlighted(self, _message: RowHighlighted) -> None:
        self._show_side()


def interrupt(screen: Screen[None], main: MainScreen) -> None:
    """ctrl+c: copy the selected text, else cancel what runs, else leave wsltui."""
    if screen.get_selected_text():
        screen.action_copy_text()
    elif not main.acting.cancel():
        screen.app.exit(0)

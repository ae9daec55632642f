"""A screen that looks at the machine, and shows what was found with what to do beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tui.checks.commands import commands
from tui.core.kind import Kind
from tui.ui.screens.one_table import OneTable
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.resource_table import ResourceTable
from tui.ui.widgets.summary import Summary

if TYPE_CHECKING:
    from tui.ui.screens.main import MainScreen


class Checkup(OneTable):
    """Opens at once; its rows come when all has been looked at.

    KIND says how they are shown, SIDE what stands beside them; `steps` are what to do for a row.
    """

    KIND: ClassVar[Kind[Any]]
    SIDE: ClassVar[str]
    KEYS: ClassVar[list[tuple[str, str]]]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,f5,ctrl+r", "anew", "Look again", show=False),
        Binding("y,c", "copy_steps", "Copy commands", show=False),
        Binding("slash", "filter", "Filter", show=False),
        Binding("escape,q", "back", "Back", show=False),
        Binding("ctrl+c", "interrupt", "Stop", show=False, priority=True),
    ]

    def __init__(self, main: MainScreen) -> None:
        super().__init__(main)
        self.rows: tuple[Any, ...] = ()
        ascii_only = main.session.settings.ascii is True
        self.table = ResourceTable(self.KIND, ascii_only=ascii_only, id="table-doctor")
        self.side, self.key_bar = Summary(), KeyBar()

    async def look(self) -> tuple[Any, ...]:
        """The rows, as they are now."""
        raise NotImplementedError

    def steps(self, row: Any) -> Sequence[str]:
        """What to do."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Horizontal(id="doctor"):
            yield self.table
            yield self.side
        yield self.key_bar

    def on_mount(self) -> None:
        self.key_bar.show(self.KEYS)
        self.table.border_title = self.KIND.title
        self.side.border_title = self.SIDE
        self.set_focus(self.table)
        self.action_anew()

    def action_anew(self) -> None:
        """Look at everything again."""
        self.table.empty_text = self.KIND.empty
        self.table.stale = True
        self.run_worker(self._look(), group="doctor", exclusive=True)

    async def _look(self) -> None:
        self.rows = await self.look()
        self.table.stale = False
        self.table.show(self.rows)
        self._caption()
        self._show_side()

    def _caption(self) -> None:
        if self.table.filter_text:
            shown = f"{self.table.rows_shown} of {self.table.row_count}"
            self.table.border_subtitle = f"{shown}  /{self.table.filter_text}"
        else:
            self.table.border_subtitle = self.KIND.headline(self.rows)

    def action_copy_steps(self) -> None:
        """The commands for the row under the cursor, else all that is to be done."""
        row = self.table.cursor_row
        steps = self.steps(row) if row is not None else ()
        if steps:
            found = commands(steps)
            self.app.copy_to_clipboard("\n".join(found or steps))
            what = "commands were" if found else "steps were"
            self.app.notify(f"The {what} sent to the terminal's clipboard.")
        else:
            self.app.notify("There is nothing to do here.", severity="warning")

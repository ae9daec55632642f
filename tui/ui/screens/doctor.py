"""The doctor: every check with its verdict, and beside it what was found and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen

from tui.checks import examine
from tui.checks.check import Finding
from tui.session.doctor.diagnose import diagnose
from tui.ui.screens.doctor_rows import DOCTOR, LOOKING, WORST_FIRST
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.line_input import LineInput, Prompted
from tui.ui.widgets.resource_table import ResourceTable
from tui.ui.widgets.summary import Summary

if TYPE_CHECKING:
    from tui.ui.messages import RowChosen, RowHighlighted
    from tui.ui.screens.main import MainScreen

KEYS = [
    ("enter", "Details"), ("c", "Copy steps"), ("/", "Filter"), ("< >", "Sort"),
    ("r", "Look again"), ("esc", "Back"),
]  # fmt: skip


class DoctorScreen(Screen[None]):
    """Opens at once; the findings come when all has been looked at. It changes nothing."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,f5,ctrl+r", "anew", "Look again", show=False),
        Binding("c", "copy_steps", "Copy steps", show=False),
        Binding("slash", "filter", "Filter", show=False),
        Binding("escape,q", "back", "Back", show=False),
        Binding("ctrl+c", "interrupt", "Stop", show=False, priority=True),
    ]
    AUTO_FOCUS = ""

    def __init__(self, main: MainScreen) -> None:
        super().__init__()
        self._main = main
        self._findings: tuple[Finding, ...] = ()
        ascii_only = main.session.settings.ascii is True
        self.table = ResourceTable(DOCTOR, ascii_only=ascii_only, id="table-doctor")
        self.side, self.key_bar = Summary(), KeyBar()

    def compose(self) -> ComposeResult:
        with Horizontal(id="doctor"):
            yield self.table
            yield self.side
        yield self.key_bar

    def on_mount(self) -> None:
        self.key_bar.show(KEYS)
        self.table.border_title = "Doctor"
        self.side.border_title = "What it means"
        self.set_focus(self.table)
        self.action_anew()

    def action_anew(self) -> None:
        """Look at everything again."""
        self.table.empty_text = LOOKING
        self.table.stale = True
        self.run_worker(self._look(), group="doctor", exclusive=True)

    async def _look(self) -> None:
        """What is worst stands first."""
        found = examine(await diagnose(self._main.session))
        self._findings = tuple(sorted(found, key=lambda one: WORST_FIRST.index(one.verdict)))
        self.table.stale = False
        self.table.show(self._findings)
        self._caption()
        self._show_side()

    def _caption(self) -> None:
        if self.table.filter_text:
            shown = f"{self.table.rows_shown} of {self.table.row_count}"
            self.table.border_subtitle = f"{shown}  /{self.table.filter_text}"
        else:
            self.table.border_subtitle = DOCTOR.headline(self._findings)

    def _show_side(self) -> None:
        row = self.table.cursor_row
        self.side.show_fields(DOCTOR.summary(row, self._main.view()) if row is not None else ())

    def on_row_highlighted(self, _message: RowHighlighted) -> None:
        self._show_side()

    def on_row_chosen(self, _message: RowChosen) -> None:
        self.add_class("-detail")
        self.set_focus(self.side)

    def action_copy_steps(self) -> None:
        """What mends the row under the cursor, for a terminal."""
        row = self.table.cursor_row
        steps = row.judged.remedy if row is not None else ()
        if steps:
            self.app.copy_to_clipboard("\n".join(steps))
            self.app.notify("The steps were sent to the terminal's clipboard.")
        else:
            self.app.notify("There is nothing to do here.", severity="warning")

    async def action_filter(self) -> None:
        def changed(typed: str) -> None:
            self.table.filter_text = typed
            self._caption()

        def done() -> None:
            self.key_bar.display = True
            self.set_focus(self.table)

        self.key_bar.display = False
        line: Any = LineInput(
            "filter: words, verdict:problem", self.table.filter_text, changed, done
        )
        await self.mount(Prompted(line), before=self.key_bar)
        self.set_focus(line)

    def action_back(self) -> None:
        """Leave the detail, then the filter, then the screen."""
        if self.has_class("-detail") or self.focused is not self.table:
            self.remove_class("-detail")
            self.set_focus(self.table)
        elif self.table.filter_text:
            self.table.filter_text = ""
            self._caption()
        else:
            self.dismiss(None)

    def action_interrupt(self) -> None:
        """ctrl+c: copy the selected text, else cancel what runs, else leave wsltui."""
        if self.get_selected_text():
            self.action_copy_text()
        elif not self._main.acting.cancel():
            self.app.exit(0)

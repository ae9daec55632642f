"""The doctor: every check with its verdict, and beside it what was found and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tui.checks.check import Finding
from tui.checks.commands import commands
from tui.core.form import Filled
from tui.core.verdict import WORST_FIRST
from tui.kinds import ACTIONS
from tui.session.doctor.diagnose import diagnose
from tui.session.doctor.fixing import examined, rows_for
from tui.ui.screens.doctor_rows import DOCTOR, LOOKING
from tui.ui.screens.one_table import OneTable
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.resource_table import ResourceTable
from tui.ui.widgets.summary import Summary

if TYPE_CHECKING:
    from tui.ui.messages import RowHighlighted
    from tui.ui.screens.main import MainScreen

KEYS = [
    ("enter", "Details"), ("y", "Copy commands"), ("/", "Filter"), ("< >", "Sort"),
    ("r", "Look again"), ("esc", "Back"),
]  # fmt: skip
FIX = ("f", "Fix")


class DoctorScreen(OneTable):
    """Opens at once; the findings come when all has been looked at.

    It changes nothing by itself: a fix is an action, with the dialog it has everywhere.
    """

    FILTER = "filter: words, verdict:problem"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,f5,ctrl+r", "anew", "Look again", show=False),
        Binding("y,c", "copy_steps", "Copy commands", show=False),
        Binding("f", "fix", "Fix", show=False),
        Binding("slash", "filter", "Filter", show=False),
        Binding("escape,q", "back", "Back", show=False),
        Binding("ctrl+c", "interrupt", "Stop", show=False, priority=True),
    ]

    def __init__(self, main: MainScreen) -> None:
        super().__init__(main)
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
        found = examined(await diagnose(self._main.session))
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
        mends = row is not None and row.judged.fix is not None
        self.key_bar.show([FIX, *KEYS] if mends else KEYS)
        self.side.show_fields(DOCTOR.summary(row, self._main.view()) if row is not None else ())

    def on_row_highlighted(self, _message: RowHighlighted) -> None:
        self._show_side()

    def action_copy_steps(self) -> None:
        """The commands that mend the row under the cursor, else all that is to be done."""
        row = self.table.cursor_row
        steps = row.judged.remedy if row is not None else ()
        if steps:
            found = commands(steps)
            self.app.copy_to_clipboard("\n".join(found or steps))
            what = "commands were" if found else "steps were"
            self.app.notify(f"The {what} sent to the terminal's clipboard.")
        else:
            self.app.notify("There is nothing to do here.", severity="warning")

    @work(group="fix", exclusive=True)
    async def action_fix(self) -> None:
        """Do what mends the row under the cursor, asked as everywhere, and look again."""
        row, main = self.table.cursor_row, self._main
        fix = row.judged.fix if row is not None else None
        if fix is None:
            words = "wsltui has no action that mends this: what to do stands beside it."
            self.app.notify(words, severity="warning")
            return
        kind, action = ACTIONS[fix.action]
        rows = await rows_for(main.session, kind, action, fix.name)
        if not (rows or action.makes):
            self.app.notify(f"There is no {kind.singular} {fix.name} any more.", markup=False)
            return
        given = Filled((), dict(fix.given))
        await main.perform(kind, action, rows, 0, given).wait()
        self.action_anew()

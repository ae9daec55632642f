"""The doctor: every check with its verdict, and beside it what was found and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from tui.checks.check import Finding
from tui.core.form import Filled
from tui.core.kind import Kind
from tui.core.verdict import WORST_FIRST
from tui.kinds import ACTIONS
from tui.session.doctor.diagnose import diagnose
from tui.session.doctor.fixing import examined, rows_for
from tui.ui.screens.checkup import Checkup
from tui.ui.screens.doctor_rows import DOCTOR

FIX = ("f", "Fix")


class DoctorScreen(Checkup):
    """It changes nothing by itself: a fix is an action, with the dialog it has everywhere."""

    KIND: ClassVar[Kind[Any]] = DOCTOR
    SIDE = "What it means"
    KEYS: ClassVar[list[tuple[str, str]]] = [
        ("enter", "Details"), ("y", "Copy commands"), ("r", "Look again"), ("esc", "Back"),
        ("/", "Filter"), ("< >", "Sort"),
    ]  # fmt: skip
    FILTER = "filter: words, verdict:problem"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f", "fix", "Fix", show=False)]

    async def look(self) -> tuple[Finding, ...]:
        """What is worst stands first."""
        found = examined(await diagnose(self._main.session))
        return tuple(sorted(found, key=lambda one: WORST_FIRST.index(one.verdict)))

    def steps(self, row: Finding) -> Sequence[str]:
        return row.judged.remedy

    def _show_side(self) -> None:
        row = self.table.cursor_row
        mends = row is not None and row.judged.fix is not None
        self.key_bar.show([FIX, *self.KEYS] if mends else self.KEYS)
        super()._show_side()

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

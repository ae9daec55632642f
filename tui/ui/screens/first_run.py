"""The first run: the steps of the installation, which tick themselves as they are done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from tui.checks.first_run import State, Step, first_run
from tui.core.kind import Kind
from tui.session.doctor.diagnose import diagnose
from tui.ui.screens.checkup import Checkup
from tui.ui.screens.first_run_rows import FIRST_RUN

AGAIN = 15.0
"""Seconds between two looks, while the steps are in sight and one is left to do."""


class FirstRunScreen(Checkup):
    """It changes nothing, and puts the cursor on the first step that is left."""

    KIND: ClassVar[Kind[Any]] = FIRST_RUN
    SIDE = "What to do"
    KEYS: ClassVar[list[tuple[str, str]]] = [
        ("enter", "Details"), ("y", "Copy what to type"), ("r", "Look again"), ("esc", "Back"),
    ]  # fmt: skip
    FILTER = "filter: words"

    def on_mount(self) -> None:
        """Beside what `Checkup` does then: Textual calls both."""
        self.set_interval(AGAIN, self._look_while_left)

    def _look_while_left(self) -> None:
        if self.is_current and any(step.state is not State.DONE for step in self.rows):
            self.action_anew()

    async def look(self) -> tuple[Step, ...]:
        return first_run(await diagnose(self._main.session))

    async def _look(self) -> None:
        first = not self.rows
        await super()._look()
        left = next((step for step in self.rows if step.state is not State.DONE), None)
        if first and left is not None:
            self.table.go_to(left.id)

    def steps(self, row: Step) -> Sequence[str]:
        return row.how

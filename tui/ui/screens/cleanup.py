"""The clean-up: everything that could go in one table, with what happens to it and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from tui.core.cleanup.policy import PRESETS
from tui.core.cleanup.saved import plan_json
from tui.core.disk import DiskTruth, steps
from tui.core.errors import WsltuiError
from tui.core.kind import View
from tui.kinds.cleanup_rows import CLEANUP, CleanRow
from tui.session.cleaning.disk import disk_truth
from tui.ui.planning import Planning
from tui.ui.screens.agree import ReadDialog
from tui.ui.screens.cleanup_disk import FOOT, disk_fields, foot, policy_fields
from tui.ui.screens.cleanup_standing import standing
from tui.ui.screens.one_table import OneTable
from tui.ui.widgets.cleanup_header import CleanupHeader
from tui.ui.widgets.job_bar import JobBar
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.lines import Line, plain
from tui.ui.widgets.resource_table import ResourceTable
from tui.ui.widgets.summary import Summary

if TYPE_CHECKING:
    from tui.ui.messages import MarksChanged
    from tui.ui.screens.main import MainScreen

LOADING = "Asking the engine what there is and what it costs. Large stores take minutes."
KEYS = [
    ("space", "Tick"), ("y", "Clean up"), ("p", "Policy"), ("b", "Pin"), ("enter", "Details"),
    ("/", "Filter"), ("r", "Plan anew"), ("U", "Undo"), ("esc", "Back"),
]  # fmt: skip


class CleanupTable(ResourceTable):
    """Where space ticks; the other keys mark as everywhere."""

    class Ticked(Message):
        """Space was pressed."""

    def action_mark(self) -> None:
        self.post_message(self.Ticked())


class CleanupScreen(OneTable):
    """Opens at once; the plan comes when the engine has answered."""

    FILTER = "filter: words, class:image, verdict:keep, older:7d, larger:100MB"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,A", "apply", "Clean up", show=False),
        Binding("p", "policy", "Policy", show=False),
        Binding("b", "pin", "Pin", show=False),
        Binding("i", "json", "Plan as JSON", show=False),
        Binding("r,f5,ctrl+r", "anew", "Plan anew", show=False),
        Binding("U", "undo", "Undo", show=False),
        Binding("c", "copy_steps", "Copy steps", show=False),
        Binding("slash", "filter", "Filter", show=False),
        Binding("escape,q", "back", "Back", show=False),
        Binding("question_mark,f1", "help", "Help", show=False),
        Binding("ctrl+c", "interrupt", "Stop", show=False, priority=True),
    ]

    def __init__(self, main: MainScreen) -> None:
        super().__init__(main)
        self._planning = Planning(main.cleaning.cleaner, main.session.pins)
        self._disk: DiskTruth | None = None
        self._policies = {**PRESETS, **main.session.settings.policies}
        ascii_only = main.session.settings.ascii is True
        self.table = CleanupTable(CLEANUP, ascii_only=ascii_only, id="table-cleanup")
        self.header, self.side, self.job_bar, self.key_bar = (
            CleanupHeader(), Summary(), JobBar(), KeyBar(),
        )  # fmt: skip

    def compose(self) -> ComposeResult:
        yield self.header
        with Horizontal(id="cleanup"):
            yield self.table
            yield self.side
        yield Static(FOOT, id="truth", markup=False)
        yield self.job_bar
        yield self.key_bar

    def on_mount(self) -> None:
        self.key_bar.show(KEYS)
        self.table.border_title = "Clean-up"
        self.side.border_title = "Why"
        self.set_focus(self.table)
        self.set_class(bool(self._main.session.store["here"].rows), "-wsl")
        self._main.cleaning.show_on(self.job_bar)
        self.action_anew()

    @property
    def rows(self) -> tuple[CleanRow, ...]:
        return self._planning.rows

    def action_anew(self) -> None:
        """Ask the engine again; what was spared by hand stays so."""
        self.table.empty_text, self.table.empty_remedy = LOADING, ""
        self.table.stale = True
        self.set_class(self._planning.plan is None, "-planless")
        self.run_worker(self._plan(), group="plan", exclusive=True)
        self.run_worker(self._ask_windows(), group="disk", exclusive=True)
        self._tell_standing()

    async def _plan(self) -> None:
        try:
            await self._planning.ask()
        except WsltuiError as error:
            self.table.empty_text, self.table.empty_remedy = error.sentence, error.remedy
            if self.rows:
                self._main.cleaning.say(str(error), "error")
            self._tell_standing(failed=True)
            return
        self.table.empty_text, self.table.empty_remedy = CLEANUP.empty, ""
        self.table.stale = False
        self.remove_class("-planless")
        self._show()

    async def _ask_windows(self) -> None:
        """Its answer comes late, and is added to what is shown already."""
        self._disk = await disk_truth(self._main.session)
        self.set_class(self._disk.inside, "-wsl")
        self.query_one("#truth", Static).update(foot(self._disk))
        self._show_side()

    def _show(self) -> None:
        self.table.show(self.rows)
        self._tell_standing()
        self._caption()
        self._show_side()

    def _tell_standing(self, *, failed: bool = False) -> None:
        now = standing(self._main.session, self._planning, tuple(self._policies), failed=failed)
        self.header.show(now)

    def _caption(self) -> None:
        words = [CLEANUP.headline(self.rows)] if self.rows else []
        if self.table.filter_text:
            shown = f"{self.table.rows_shown} of {self.table.row_count}"
            words = [f"{shown}  /{self.table.filter_text}"]
        if self.table.marked:
            words.append(f"{len(self.table.marked)} marked")
        self.table.border_subtitle = "  ".join(words)

    def _show_side(self) -> None:
        row = self.table.cursor_row
        view: View = self._main.view()
        fields = CLEANUP.summary(row, view) if row is not None else ()
        plan = self._planning.plan
        policy = policy_fields(self._planning.policy)
        self.side.show_fields(fields + policy + (disk_fields(plan, self._disk) if plan else ()))

    def on_marks_changed(self, _message: MarksChanged) -> None:
        self._caption()

    def on_cleanup_table_ticked(self) -> None:
        """The marked rows, else the one under the cursor, which then goes down."""
        if self._waiting():
            return
        marked = bool(self.table.marked)
        refused = self._planning.toggle(self.table.selected_rows())
        if refused:
            self._main.cleaning.say(refused)
        self._show()
        if not (marked or refused):
            self.table.action_move(1)

    def action_policy(self) -> None:
        if not self._waiting():
            names = list(self._policies)
            after = names.index(self._planning.policy.name) + 1
            self._planning.use(self._policies[names[after % len(names)]])
            self._show()

    def action_pin(self) -> None:
        if self._waiting():
            return
        try:
            said = self._planning.pin(self.table.selected_rows())
        except WsltuiError as error:
            said = str(error)
        self._main.cleaning.say(said, "information")
        self._show()

    async def action_json(self) -> None:
        """The plan as `wsltui clean --json` prints it."""
        plan = self._planning.plan
        if self._waiting() or plan is None:
            return
        text = json.dumps(plan_json(plan), indent=2, ensure_ascii=False)
        lines = (Line(plain(line)) for line in text.split("\n"))
        await self.app.push_screen(ReadDialog("The plan", lines))

    def action_apply(self) -> None:
        plan = self._planning.plan
        if self._waiting() or plan is None:
            return
        if not plan.removals:
            self._main.cleaning.say("Nothing is ticked, so there is nothing to clean up.")
        elif self._main.session.runner.read_only:
            self._main.cleaning.say("wsltui is read-only: nothing is cleaned up.")
        else:
            self._main.cleaning.apply(plan, self._ended)

    def _ended(self) -> None:
        if self.is_attached:
            self._planning.forget()
            self.action_anew()

    def _waiting(self) -> bool:
        """Whether there is no plan to work on yet, or it is just being applied."""
        busy = self._main.cleaning.busy
        if busy:
            self._main.cleaning.say("A clean-up is running: ctrl+c stops it between two steps.")
        elif self.table.stale:
            self._main.cleaning.say("There is no plan yet: the engine is still being asked.")
        return busy or self.table.stale

    def action_copy_steps(self) -> None:
        """What gives space back to Windows, for a terminal of Windows."""
        found = steps(self._disk) if self._disk else ()
        if found:
            self.app.copy_to_clipboard("\n".join(found))
            said = "The steps were sent to the terminal's clipboard."
            self._main.cleaning.say(said, "information")
        else:
            self._main.cleaning.say("There are no steps: the engine's disk is not known.")

    def action_undo(self) -> None:
        self._main.cleaning.undo(self._ended)

    async def action_help(self) -> None:
        from tui.ui.screens.cleanup_help import SECTIONS
        from tui.ui.screens.help import HelpScreen

        await self.app.push_screen(HelpScreen(SECTIONS, "Clean-up"))

    def on_job_bar_cancel_asked(self) -> None:
        self._main.acting.cancel()

"""From a key to a command: choose the action, ask, run, report."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from tui.core.action import Action, Chosen, Confirm, Intent
from tui.core.command import Mode
from tui.core.errors import Refused, WsltuiError
from tui.core.failure import with_remedy
from tui.core.form import Filled
from tui.core.kind import Kind
from tui.session.dispatch import Report
from tui.session.filling import Filling
from tui.session.measuring import measure_all

if TYPE_CHECKING:
    from tui.ui.screens.confirm import ConfirmDialog
    from tui.ui.screens.main import MainScreen

NOTHING = Filled()
R = TypeVar("R")
ASK_ALL = "?"
"""Stands in place of a row where an action shall ask for all that it may be told."""
MANY = 5
"""Names that a message lists before it counts."""
LONGEST = 200
"""Characters of an answer that a message has room for."""


class Acting:
    """The way of one job through the screen; jobs run in workers of it."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self.jobs: dict[int, asyncio.Task[Any]] = {}

    def choose(
        self, actions: Sequence[Action[Any]], rows: Sequence[Any]
    ) -> tuple[Action[Any] | None, str]:
        """The first action that touches any of the rows, else the reason why none does."""
        made = next((action for action in actions if action.makes), None)
        if not rows:
            return made, "There is nothing here to do that to."
        for action in actions:
            if action is made or action.whole or any(action.why_not(row) is None for row in rows):
                return action, ""
        reasons = [action.why_not(rows[0]) for action in actions]
        return None, next(filter(None, reasons), "Nothing can be done to it.")

    async def perform(
        self,
        kind: Kind[Any],
        action: Action[Any],
        rows: Sequence[Any],
        hidden: int = 0,
        given: Filled = NOTHING,
        ask_all: bool = False,
    ) -> None:
        """Ask where the action asks, run it, say what came of it. Must run in a worker.

        `given` is what stands in its form already.
        """
        alone = action.many or action.whole or action.makes
        if not alone and len(rows) > 1:
            self._say(f"{action.title} is done to one thing at a time.", "warning")
            return
        try:
            if ask_all or action.asks_on_screen:
                intent = await self._filled_in(kind, action, rows, hidden, given, ask_all)
            else:
                intent = await self._agreed(kind, action, rows, hidden)
            if intent is None or not intent.items:
                return
            self._session.dispatch.refuse_if_read_only(intent)
        except WsltuiError as error:
            self._say(str(error), "error")
            return
        await self.carry_out(kind, intent)

    async def carry_out(self, kind: Kind[Any], intent: Intent) -> None:
        """Run what was agreed to, and say what came of it. `kind` is the pane it came from."""
        try:
            report = await self._run(intent)
        except Refused as error:
            self._say(str(error), "error")
            return
        await self._tell(kind, report)

    async def _agreed(
        self,
        kind: Kind[Any],
        action: Action[Any],
        rows: Sequence[Any],
        hidden: int,
    ) -> Intent | None:
        def make(chosen: Chosen) -> Intent:
            return self._session.dispatch.intend(kind, action, rows, chosen)

        intent = make(frozenset(c.id for c in action.choices if c.default))
        if intent.confirm is Confirm.NONE and not hidden:
            return intent
        from tui.ui.screens.confirm import ConfirmDialog

        dialog = ConfirmDialog(
            question(kind, intent),
            make,
            choices=action.choices,
            hidden=hidden,
            type_name=intent.type_name if intent.confirm is Confirm.TYPE_NAME else "",
            rather=self._session.actions[action.rather][1].title if action.rather else "",
        )
        looking = asyncio.create_task(self._look_for_obstacle(dialog)) if intent.undo else None
        agreed: Intent | None = await self._screen.app.push_screen_wait(dialog)
        if looking is not None:
            looking.cancel()
        if dialog.turned_down:
            self._screen.act(action.rather, kind.key(rows[0]))
        return agreed

    async def _filled_in(
        self,
        kind: Kind[Any],
        action: Action[Any],
        rows: Sequence[Any],
        hidden: int,
        given: Filled,
        ask_all: bool,
    ) -> Intent | None:
        """Ask what the action must be told, unless it touches none of the rows."""
        from tui.ui.screens.form import FormDialog

        session = self._session
        session.dispatch.refuse_changes(action)
        reasons = [] if action.makes else [action.why_not(row) for row in rows]
        if reasons and None not in reasons:
            self._say(reasons[0] or "", "warning")
            return None
        filling = Filling(session, kind, action, rows)
        await filling.begin()
        one = kind.name(rows[0]) if len(rows) == 1 else f"{len(rows)} {kind.id}"
        name = "" if action.makes else one
        level = session.settings.confirm_for(action.id, action.confirm, destroys=bool(action.lost))
        typed = not action.makes and (level is Confirm.TYPE_NAME or action.fatal(rows[0]))
        dialog = FormDialog(
            f"{action.title} {name}".strip(), filling, action.choices, name if typed else "",
            given.values, hidden=0 if action.makes else hidden, everything=ask_all,
        )  # fmt: skip
        agreed: Intent | None = await self._screen.app.push_screen_wait(dialog)
        return agreed

    async def _look_for_obstacle(self, dialog: ConfirmDialog) -> None:
        """The dialog does not wait for it: the engine may be slow."""
        if (trash := self._session.trash) is not None:
            dialog.hinder(await trash.obstacle())

    async def measure(self) -> None:
        """Have the engine measure everything, as a job that can be cancelled."""
        number = self._screen.job_bar.begin("Measure", 1)
        try:
            await self._job(number, measure_all(self._session))
        except WsltuiError as error:
            self._say(str(error), "error")
        except asyncio.CancelledError:
            self._say("Measure: cancelled", "warning")
        else:
            self._say("Measure: done", "information")

    async def _run(self, intent: Intent) -> Report:
        bar = self._screen.job_bar
        number = bar.begin(intent.action.title, len(intent.items))
        running = self._session.dispatch.carry_out(intent, bar.progress(number))
        return await self._job(number, running)

    async def _job(self, number: int, running: Coroutine[Any, Any, R]) -> R:
        task = asyncio.create_task(running)
        self.jobs[number] = task
        try:
            return await task
        finally:
            del self.jobs[number]
            self._screen.job_bar.end(number)

    def cancel(self, number: int | None = None) -> bool:
        """Stop a job, the newest unless one is named; false where none runs."""
        chosen = max(self.jobs, default=None) if number is None else number
        if chosen not in self.jobs:
            return False
        self.jobs[chosen].cancel()
        return True

    async def _tell(self, kind: Kind[Any], report: Report) -> None:
        if kind.id in self._screen.tables:
            self._screen.tables[kind.id].action_unmark()
        if report.ok:
            if any("\n" in text or len(text) > LONGEST for text in report.answers.values()):
                from tui.ui.screens.printed import PrintedDialog

                await self._screen.in_front.wait()
                title = f"{report.intent.action.title}: {', '.join(report.answers)}"
                typed = {item.name: item.command.typed() for item in report.intent.items}
                self._screen.app.push_screen(PrintedDialog(title, report.answers, typed=typed))
            elif not shell(report) or report.answers:
                self._say(outcome(report), "information")
            return
        if len(report.failed) == 1 and not report.not_run and not report.done:
            failed = report.failed[0]
            self._say(with_remedy(f"{failed.name}: {failed.reason}", failed.remedy), "error")
            return
        from tui.ui.screens.report import ReportDialog, headline

        if self._screen.app.screen is not self._screen:
            self._say(f"{headline(report)}. The report follows.", "error")
            await self._screen.in_front.wait()
        self._screen.app.push_screen(ReportDialog(report))

    def _say(self, words: str, severity: Any) -> None:
        self._screen.app.notify(words, severity=severity)


def shell(report: Report) -> bool:
    """Whether it had the terminal: who was in it knows that it has ended."""
    return any(command.mode is Mode.INTERACTIVE for command in report.intent.commands)


def question(kind: Kind[Any], intent: Intent) -> str:
    """`Remove web-1?` or `Remove 3 containers?`"""
    if intent.action.whole:
        return f"{intent.action.title}?"
    if len(intent.items) == 1:
        return f"{intent.action.title} {intent.items[0].name}?"
    return f"{intent.action.title} {len(intent.items)} {kind.id}?"


def outcome(report: Report) -> str:
    """One line on a job that went well."""
    names = [f"{n}: {t}" if (t := report.answers.get(n)) else n for n in report.done]
    what = ", ".join(names) if len(names) <= MANY else f"{len(names)} of them"
    words = [f"{report.intent.action.title}: {what or 'nothing'}"]
    if len(report.told) == 1:
        words.append(f"– {next(iter(report.told.values()))}")
    if report.dry_run:
        words.append("(dry run, nothing was changed)")
    if report.skipped:
        words.append(f"({len(report.skipped)} skipped: {report.skipped[0].reason})")
    if report.undo_id:
        words.append("– U brings it back")
    if report.intent.action.note:
        words.append(f"– {report.intent.action.note}")
    return " ".join(words)

"""Clean-up and undo on their way through the screen: ask, run in the background, report."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import App

from tui import paths
from tui.core import units
from tui.core.action import Choice
from tui.core.cleanup.choices import NO_UNDO
from tui.core.cleanup.plan import Plan
from tui.core.errors import NotFound, Refused, WsltuiError
from tui.session.cleaning.apply import CleanReport, Tell
from tui.session.cleaning.cleaner import Cleaner
from tui.session.cleaning.interrupted import Interrupted
from tui.session.cleaning.look import engine_id
from tui.session.undo.records import Entry
from tui.ui.interruptions import Interruptions
from tui.ui.screens import cleanup_saving as saving
from tui.ui.screens import cleanup_text as text
from tui.ui.screens import undo_text
from tui.ui.screens.agree import SHORT, AgreeDialog, ReadDialog
from tui.ui.screens.menu import MenuDialog
from tui.ui.widgets.dialog_parts import BAD, WARN, signs
from tui.ui.widgets.job_bar import JobBar
from tui.ui.widgets.lines import plain

if TYPE_CHECKING:
    from tui.ui.screens.main import MainScreen

R = TypeVar("R")
KINDS = ("containers", "images", "volumes", "networks", "build-cache")
NO_UNDO_YET = "There is nothing to undo on this engine."
WHAT_CAN_BE = "What is removed from now on can be brought back."
Advance = Callable[[int, int, str], None]


def _nothing() -> None:
    return


class Cleaning:
    """One at a time. `busy` while one runs; `bars` are all that show how far it is."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen, self._session = screen, screen.session
        self.cleaner = Cleaner(screen.session, screen.session.state or paths.state_dir())
        self._interruptions = Interruptions(self, screen)
        self._bars: dict[JobBar, int] = {}
        self._job: tuple[str, int, int, str] | None = None

    @property
    def busy(self) -> bool:
        return self._job is not None

    def show_on(self, bar: JobBar) -> None:
        """Show on this bar too what runs now and from now on."""
        if self._job is not None and bar not in self._bars:
            title, done, total, name = self._job
            self._bars[bar] = bar.begin(title, total)
            bar.advance(self._bars[bar], done, total, name)

    def apply(self, plan: Plan, ended: Callable[[], None]) -> None:
        """Ask, and remove what the plan lists; `ended` is called when there is a new world."""
        self._start(self._apply(plan, ended))

    def undo(self, ended: Callable[[], None]) -> None:
        """Ask, and bring back what the newest clean-up of this engine has removed."""
        self._start(self._undo(ended))

    def choose_undo(self, ended: Callable[[], None]) -> None:
        """List what can be brought back on this engine, and undo what is chosen."""
        self._start(self._choose_undo(ended))

    def _start(self, doing: Coroutine[Any, Any, object]) -> None:
        self._screen.run_worker(self._said(doing), group="jobs")

    async def _said(self, doing: Coroutine[Any, Any, object]) -> None:
        try:
            await doing
        except WsltuiError as error:
            self.say(str(error), "error")

    def say(self, words: str, severity: Any = "warning") -> None:
        self._screen.app.notify(words, severity=severity, markup=False)

    def say_interrupted(self) -> None:
        """Ask about clean-ups that were cut short, if there are any."""
        self._start(self._interruptions.offer(_nothing, unasked=True))

    async def _apply(self, plan: Plan, ended: Callable[[], None]) -> None:
        agreed = await self._agreed_to(plan, saving.choices(plan))
        if agreed is not None:
            wanted, undo = agreed
            await self._removed(
                wanted, lambda tell: self.cleaner.apply(wanted, tell, undo=undo), ended
            )

    async def go_on(self, one: Interrupted, ended: Callable[[], None]) -> bool:
        """Ask, and remove what is left of an interrupted one; whether that was done."""
        if await self._agreed_to(one.rest) is None:
            return False
        return await self._removed(one.rest, lambda tell: self.cleaner.resume(one.id, tell), ended)

    async def _removed(
        self,
        plan: Plan,
        remove: Callable[[Tell], Coroutine[Any, Any, CleanReport]],
        ended: Callable[[], None],
    ) -> bool:
        if self._refused():
            return False

        def running(advance: Advance) -> Coroutine[Any, Any, CleanReport]:
            def tell(done: int, total: int, freed: int, name: str) -> None:
                advance(done, total, f"{units.size(freed)} freed  {name[:40]}")

            return remove(tell)

        report = await self._run("Clean up", len(plan.removals), running)
        self._stale()
        ended()
        await self._told(report, ended)
        return not report.left_id

    async def _told(self, report: CleanReport, ended: Callable[[], None]) -> None:
        """Show how it went; from there it can be undone at once."""
        lines, undoable = text.report_lines(report, signs(self._screen)), text.undoable(report)
        told = ReadDialog(text.report_title(report), lines, undo=undoable)

        def closed(undo: bool | None) -> None:
            if undo:
                self.undo(ended)

        await self._screen.app.push_screen(told, closed)

    async def _agreed_to(
        self, plan: Plan, choices: Sequence[Choice] = ()
    ) -> tuple[Plan, bool] | None:
        """The plan with what is to be saved first, and whether there is an undo; or None."""
        obstacle = await self.cleaner.trash.obstacle()
        asked = AgreeDialog(
            f"Clean up {len(plan.removals):,} things?", "Clean up",
            lead=text.apply_lead(plan), lines=text.apply_lines(plan), loses=True,
            choices=choices,
            words=lambda ticked: text.apply_words(
                saving.chosen(plan, ticked), obstacle, undo=NO_UNDO.id not in ticked,
                short=self._screen.app.size.height < SHORT,
            ),
        )  # fmt: skip
        agreed, undo = await self._answer(asked), NO_UNDO.id not in asked.ticked
        plan = saving.chosen(plan, asked.ticked)
        if agreed and text.databases(plan):
            agreed = await self._answer(_again(plan, undo=undo))
        return (plan, undo) if agreed else None

    async def _answer(self, asked: AgreeDialog) -> bool:
        app: App[Any] = self._screen.app
        answer: bool | None = await app.push_screen_wait(asked)
        return bool(answer)

    async def _undo(self, ended: Callable[[], None]) -> None:
        if self._refused():
            return
        self._may_undo()
        entry = self.cleaner.newest(await engine_id(self._session))
        if await self._interruptions.newest(entry):
            await self._interruptions.offer(ended)
        elif entry is not None:
            await self.bring_back(entry, ended)
        else:
            raise NotFound(NO_UNDO_YET, WHAT_CAN_BE)

    async def _choose_undo(self, ended: Callable[[], None]) -> None:
        self._may_undo()
        trash = self.cleaner.trash
        entries = trash.entries(await engine_id(self._session))
        listed = undo_text.trash_entries(entries, datetime.now(UTC), trash.until)
        if not listed:
            raise NotFound(NO_UNDO_YET, WHAT_CAN_BE)
        chosen: str | None = await self._screen.app.push_screen_wait(MenuDialog("Trash", listed))
        entry = next((one for one in entries if one.id == chosen), None)
        if entry is not None:
            await self.bring_back(entry, ended)

    def _may_undo(self) -> None:
        if self._session.runner.read_only and not self._session.runner.dry_run:
            raise Refused("Nothing is undone: wsltui is read-only.", "Start it without.")

    async def bring_back(self, entry: Entry, ended: Callable[[], None]) -> bool:
        """Ask, and undo; whether that was done."""
        age = units.ago(datetime.now(UTC), entry.at)
        asked = AgreeDialog(
            "Undo this removal?", "Bring back",
            lead=undo_text.undo_lead(entry, age), lines=undo_text.undo_lines(entry),
            words=undo_text.undo_words(entry),
        )  # fmt: skip
        if not await self._answer(asked) or self._refused():
            return False

        def running(advance: Advance) -> Coroutine[Any, Any, Any]:
            return self.cleaner.undo(entry.id, advance)

        report = await self._run("Undo", sum(item.open for item in entry.items), running)
        self._stale()
        ended()
        lines = undo_text.undo_report(report, signs(self._screen))
        await self._screen.app.push_screen(ReadDialog(undo_text.undo_title(report), lines))
        return True

    def _refused(self) -> bool:
        if self._job is not None:
            self.say(f"{self._job[0]} is running: wait for its end, or stop it with ctrl+c.")
        return self.busy

    async def _run(
        self, title: str, total: int, doing: Callable[[Advance], Coroutine[Any, Any, R]]
    ) -> R:
        """In a task that ctrl+c cancels; it ends its step and reports all the same."""
        acting = self._screen.acting
        self._job = (title, 0, total, "getting ready")
        self.show_on(self._screen.job_bar)
        for screen in self._screen.app.screen_stack:
            for bar in screen.query(JobBar):
                self.show_on(bar)
        number = self._bars[self._screen.job_bar]
        task = asyncio.create_task(doing(self._advance))
        acting.jobs[number] = task
        try:
            return await task
        finally:
            del acting.jobs[number]
            self._job = None
            bars, self._bars = self._bars, {}
            for bar, own in bars.items():
                bar.end(own)

    def _advance(self, done: int, total: int, name: str) -> None:
        if self._job is not None:
            self._job = (self._job[0], done, total, name)
        for bar, number in self._bars.items():
            bar.advance(number, done, total, name)

    def _stale(self) -> None:
        for kind_id in KINDS:
            if kind_id in self._session.kinds:
                self._session.mark(kind_id)


def _again(plan: Plan, *, undo: bool) -> AgreeDialog:
    """A database has to be asked for twice."""
    data = text.databases(plan)
    kept = undo and plan.policy.saving.named
    back = "A copy of their files is kept first." if kept else "Nothing brings their data back."
    return AgreeDialog(
        "Delete the data of databases?", "Delete the data",
        lead=plain("These volumes look like databases:"),
        lines=text.database_lines(data),
        words=plain(back, WARN if kept else BAD), loses=True,
    )  # fmt: skip

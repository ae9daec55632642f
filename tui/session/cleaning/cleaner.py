"""Clean-up for both front ends: plan on what is there now, apply, keep what undo needs."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.core.cleanup.plan import Keeping, Plan, make_plan
from tui.core.cleanup.policy import Policy
from tui.core.cleanup.world import Ref
from tui.core.errors import Refused
from tui.files import FileFailed
from tui.session.cleaning.apply import MOMENT, Applying, CleanReport, Tell, dry, silent
from tui.session.cleaning.interruptions import Interruptions, lock
from tui.session.cleaning.look import engine_id, look
from tui.session.dispatch import Progress
from tui.session.undo import trash as undoing
from tui.session.undo.records import Entry
from tui.session.undo.report import UndoReport
from tui.session.undo.trash import Trash, open_trash

if TYPE_CHECKING:
    from tui.session.session import Session


class Cleaner:
    """`directory` is the state directory of the user."""

    def __init__(self, session: Session, directory: Path) -> None:
        self._session, self._directory = session, directory
        self.trash = open_trash(session, directory)
        self.interrupted = Interruptions(session, directory, self.trash)

    async def plan(
        self, policy: Policy, *, undo: bool = True, unticked: frozenset[Ref] = frozenset()
    ) -> Plan:
        """A plan on everything as it is now. Raises CommandFailed, Refused."""
        world = await look(self._session)
        world = replace(world, held=self.trash.held(world.engine_id))
        until = self.trash.until(Entry("", at=world.at))
        keeping = Keeping(self.trash.new_id(), until) if undo else Keeping()
        pins = self._session.pins.all()
        return make_plan(world, policy, pins, keeping=keeping, unticked=unticked)

    async def apply(self, plan: Plan, tell: Tell = silent, *, undo: bool = True) -> CleanReport:
        """Exactly the plan. Raises Refused, see `Applying`."""
        trash = self.trash if undo and plan.undo_id else None
        if trash and trash.entry(plan.undo_id) and not self.interrupted.known(plan.undo_id):
            plan = replace(plan, undo_id=trash.new_id())  # a saved plan, applied once more
        report = await self._applying(trash).run(plan, tell)
        if not report.dry_run:
            gone = frozenset(result.item.ref for result in report.of("done"))
            with suppress(FileFailed):
                self.interrupted.overtaken(plan.world.engine_id, gone)
        await self._let_go(report, trash)
        return report

    async def resume(self, id_: str, tell: Tell = silent) -> CleanReport:
        """Exactly what an interrupted apply has left, under its own undo entry.

        Raises NotFound, Refused where it cannot go on, Locked.
        """
        one = await self.interrupted.one(id_)
        if self._session.runner.dry_run:
            return dry(one.rest)
        with lock(self._directory, one.plan.world.engine_id, MOMENT):
            one = await self.interrupted.again(id_)
            if one.obstacle:
                raise Refused(one.obstacle, "Make a new plan with `wsltui clean`.")
            trash = self.trash if one.entry else None
            report = await self._applying(trash).resume(one, tell)
        await self._let_go(report, trash)
        return report

    def _applying(self, trash: Trash | None) -> Applying:
        return Applying(self._session, self._directory, trash, self.trash.held)

    async def undo(self, undo_id: str, tell: Progress = undoing.silent) -> UndoReport:
        """Bring back what an entry holds; an apply that was cut short is not gone on with then.

        Raises what `Trash.undo` raises, and Locked while an apply goes on.
        """
        runner, entry = self._session.runner, self.trash.entry(undo_id)
        if runner.dry_run or runner.read_only or entry is None or not entry.engine_id:
            return await self.trash.undo(undo_id, tell)
        with lock(self._directory, entry.engine_id, MOMENT):
            if self.interrupted.known(undo_id) and await self._could_undo(entry):
                self.interrupted.settle(await self.interrupted.again(undo_id))
            return await self.trash.undo(undo_id, tell)

    async def _could_undo(self, entry: Entry) -> bool:
        here = await engine_id(self._session)
        return here == entry.engine_id and not await self.trash.obstacle()

    def newest(self, engine: str) -> Entry | None:
        """What an undo without an id undoes; an apply that had touched nothing is passed over."""
        idle = self.interrupted.idle()
        known = (entry for entry in self.trash.entries(engine) if entry.id not in idle)
        return next((entry for entry in known if entry.undoable), None)

    async def _let_go(self, report: CleanReport, trash: Trash | None) -> None:
        if trash is not None and not report.dry_run:
            await trash.let_go()
        if not report.dry_run:
            self.interrupted.let_go()

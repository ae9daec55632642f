"""Clean-up for both front ends: plan on what is there now, apply, keep what undo needs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.core.cleanup.plan import Keeping, Plan, make_plan
from tui.core.cleanup.policy import Policy
from tui.core.cleanup.world import Ref
from tui.session.cleaning.apply import Applying, CleanReport, Tell, silent
from tui.session.cleaning.look import look
from tui.session.undo.records import Entry
from tui.session.undo.trash import open_trash

if TYPE_CHECKING:
    from tui.session.session import Session


class Cleaner:
    """`directory` is the state directory of the user."""

    def __init__(self, session: Session, directory: Path) -> None:
        self._session, self._directory = session, directory
        self.trash = open_trash(session, directory)

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
        report = await Applying(self._session, self._directory, trash).run(plan, tell)
        if trash is not None and not report.dry_run:
            await trash.let_go()
        return report

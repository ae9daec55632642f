"""Applies a plan: exactly the listed things, each checked again at its turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tui import files
from tui.core.cleanup.plan import Item, Plan
from tui.core.cleanup.saving import NO_UNDO
from tui.core.cleanup.world import Class, Ref
from tui.core.errors import Refused, WsltuiError
from tui.core.failure import failure, gone
from tui.session.cleaning import recheck
from tui.session.cleaning.look import engine_id
from tui.session.cleaning.progress import Progress
from tui.session.cleaning.usage import Usage, measured_if_possible
from tui.session.undo.choosing import choices_of, way_without

if TYPE_CHECKING:
    from tui.session.session import Session
    from tui.session.undo.trash import Trash


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one item: done, skipped, failed or not run; `reason` unless it was done."""

    item: Item
    outcome: str
    reason: str = ""
    remedy: str = ""


@dataclass
class CleanReport:
    """Item by item, and the bytes that were planned beside those that the engine reports."""

    plan: Plan
    results: list[Done] = field(default_factory=list)
    undo_id: str = ""
    freed: int | None = None
    dry_run: bool = False

    def of(self, outcome: str) -> list[Done]:
        return [result for result in self.results if result.outcome == outcome]

    @property
    def ok(self) -> bool:
        return not self.of("failed") and not self.of("not run")


_NOTED = {"done": "removed", "skipped": "skipped", "failed": "failed"}

Tell = Callable[[int, int, int, str], None]
"""(items finished, items in all, bytes of those removed so far, name of the item)."""


def silent(_done: int, _total: int, _bytes: int, _name: str) -> None:
    return


class Applying:
    """One apply at a time on an engine. `directory` is wsltui's state directory."""

    def __init__(self, session: Session, directory: Path, trash: Trash | None) -> None:
        self._session, self._directory, self._trash = session, directory, trash
        self._undo_id = ""

    async def run(self, plan: Plan, tell: Tell = silent) -> CleanReport:
        """Remove what the plan lists. Cancelled, it finishes its step and reports all the same.

        Raises Refused for another engine, for a second apply at the same time, in read-only
        mode, and where the undo record cannot be written.
        """
        runner = self._session.runner
        if runner.dry_run:
            results = [Done(item, "done", "dry run") for item in plan.removals]
            return CleanReport(plan, results, dry_run=True)
        if runner.read_only:
            raise Refused("Nothing is cleaned up: wsltui is read-only.", "Start it without.")
        await self._same_engine(plan)
        name = f"apply-{''.join(c for c in plan.world.engine_id if c.isalnum())[:32]}.lock"
        with files.lock(self._directory / name):
            return await self._locked(plan, tell)

    async def _same_engine(self, plan: Plan) -> None:
        if await engine_id(self._session) != plan.world.engine_id:
            raise Refused("The plan was made on another engine.", "Make a new plan on this one.")

    async def _locked(self, plan: Plan, tell: Tell) -> CleanReport:
        self._undo_id = plan.undo_id
        report = CleanReport(plan, undo_id=plan.undo_id if self._trash else "")
        try:
            recorded = await self._record(plan)
        except asyncio.CancelledError:  # copies of volumes take long
            results = [Done(item, "not run", "cancelled") for item in plan.removals]
            return CleanReport(plan, results)
        if not recorded:
            report.undo_id = ""
        progress = Progress(self._directory / "clean", plan.undo_id or "no-undo")
        progress.begin(plan)
        before, _ = await measured_if_possible(self._session)
        await self._each(report, recorded, progress, tell)
        after, _ = await measured_if_possible(self._session)
        report.freed = _difference(before, after)
        progress.end()
        return report

    async def _each(
        self, report: CleanReport, recorded: frozenset[Ref], progress: Progress, tell: Tell
    ) -> None:
        """One item after another; a cancel is heard between two of them."""
        removals, freed = report.plan.removals, 0
        for place, item in enumerate(removals):
            step = asyncio.ensure_future(self._one(item, recorded, progress))
            cancelled = False
            while not step.done():
                try:
                    await asyncio.shield(step)
                except asyncio.CancelledError:
                    cancelled = True
            report.results.append(step.result())
            freed += item.thing.bytes_min if step.result().outcome == "done" else 0
            tell(place + 1, len(removals), freed, item.thing.name)
            if cancelled:
                for left in removals[place + 1 :]:
                    self._note(left, "skipped")
                    report.results.append(Done(left, "not run", "cancelled"))
                return

    async def _record(self, plan: Plan) -> frozenset[Ref]:
        """What the undo entry lists; nothing else that could be undone may be removed."""
        refs = [i.ref for i in plan.removals if i.thing.kind not in NO_UNDO]
        if self._trash is None or not refs:
            return frozenset(refs)
        things = [item.thing for item in plan.removals]
        try:
            kept = choices_of(things, plan.policy.saving)
            return (await self._trash.record(plan.undo_id, refs, **kept)).refs
        except WsltuiError as error:
            raise Refused(
                f"Nothing was removed, for the undo record could not be written: {error.sentence}",
                f"{error.remedy} {way_without(things, plan.policy.saving)}".strip(),
            ) from error

    def _note(self, item: Item, outcome: str) -> None:
        if self._trash is not None and item.thing.kind not in NO_UNDO:
            self._trash.note(self._undo_id, item.ref, outcome)

    async def _one(self, item: Item, recorded: frozenset[Ref], progress: Progress) -> Done:
        """One item, from the check to the note of what came of it."""
        try:
            if item.ref not in recorded and item.thing.kind not in NO_UNDO:
                return Done(item, "skipped", recheck.GONE)
            result = await self._removed(item, progress)
            self._note(item, _NOTED[result.outcome])
        except WsltuiError as error:
            result = Done(item, "failed", error.sentence, error.remedy)
        progress.step(item.ref, result.outcome, result.reason)
        return result

    async def _removed(self, item: Item, progress: Progress) -> Done:
        why = await recheck.changed(self._session, item.thing)
        if why is not None:
            return Done(item, "skipped", why)
        progress.step(item.ref, "doing")
        self._note(item, "begun")
        for command in item.commands:
            result = await self._session.execute(command)
            if gone(result):
                return Done(item, "skipped", recheck.GONE)
            if not result.ok:
                error = failure(result)
                return Done(item, "failed", error.sentence, error.remedy)
        if item.thing.kind is Class.BUILD_CACHE and await recheck.still_there(
            self._session, item.thing
        ):
            return Done(item, "failed", "the engine kept it", "Something made from it is in use.")
        return Done(item, "done")


def _difference(before: Usage, after: Usage) -> int | None:
    """Bytes that the engine holds less than before; None where it does not say."""
    if before.layers is None or after.layers is None:
        return None
    return before.total - after.total

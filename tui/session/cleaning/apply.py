"""Applies a plan: exactly the listed things, each checked again at its turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.core.cleanup.plan import Item, Plan
from tui.core.cleanup.saving import NO_UNDO
from tui.core.cleanup.world import Class, Ref
from tui.core.errors import Refused, WsltuiError
from tui.core.failure import failure, gone
from tui.files import FileFailed
from tui.session.cleaning import recheck
from tui.session.cleaning.interrupted import Interrupted
from tui.session.cleaning.interruptions import PLACE, lock
from tui.session.cleaning.look import engine_id
from tui.session.cleaning.progress import Progress, name_for
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
    """Item by item, and the bytes that were planned beside those that the engine reports.

    `left_id` names the record of what is left where it had to stop: it can be gone on with.
    """

    plan: Plan
    results: list[Done] = field(default_factory=list)
    undo_id: str = ""
    freed: int | None = None
    dry_run: bool = False
    left_id: str = ""

    def of(self, outcome: str) -> list[Done]:
        return [result for result in self.results if result.outcome == outcome]

    @property
    def ok(self) -> bool:
        return not self.of("failed") and not self.of("not run")


_NOTED = {"done": "removed", "skipped": "skipped", "failed": "failed"}

MOMENT = 0.1
"""Seconds in which somebody who only looks whether an apply goes on lets go of the lock."""
Tell = Callable[[int, int, int, str], None]
"""(items finished, items in all, bytes of those removed so far, name of the item)."""


def silent(_done: int, _total: int, _bytes: int, _name: str) -> None:
    return


Held = Callable[[str], Mapping[Ref, tuple[str, datetime]]]
"""For an engine: thing → (id of the undo entry that needs it, until when)."""


def nothing(_engine: str) -> Mapping[Ref, tuple[str, datetime]]:
    return {}


class Applying:
    """One apply at a time on an engine. `directory` is wsltui's state directory.

    `held` tells what undo entries need by now, those that are younger than the plan too.
    """

    def __init__(
        self, session: Session, directory: Path, trash: Trash | None, held: Held = nothing
    ) -> None:
        self._session, self._directory, self._trash = session, directory, trash
        self._held, self._kept_for = held, dict[Ref, str]()
        self._undo_id = ""
        self._cancelled = False
        self._halted: WsltuiError | None = None

    async def run(self, plan: Plan, tell: Tell = silent) -> CleanReport:
        """Remove what the plan lists. Cancelled, it finishes its step and reports all the same.

        Raises Refused for another engine, for a second apply at the same time, in read-only
        mode, and where the undo record cannot be written.
        """
        if self._session.runner.dry_run:
            return dry(plan)
        self._may_remove()
        if await engine_id(self._session) != plan.world.engine_id:
            raise Refused("The plan was made on another engine.", "Make a new plan on this one.")
        with self._locked(plan.world.engine_id):
            progress = self._progress(name_for(plan))
            self._begin(progress, plan)
            try:
                recorded = await self._record(plan)
            except asyncio.CancelledError:  # copies of volumes take long
                progress.end()
                return CleanReport(plan, [Done(i, "not run", "cancelled") for i in plan.removals])
            except BaseException:
                progress.end()
                raise
            return await self._carry_out(plan, recorded, progress, tell)

    async def resume(self, one: Interrupted, tell: Tell = silent) -> CleanReport:
        """Go on with one that was cut short; for whoever has looked at it under its lock."""
        self._may_remove()
        recorded = one.entry.refs if one.entry else frozenset(i.ref for i in one.rest.removals)
        return await self._carry_out(one.rest, recorded, self._progress(one.id), tell)

    def _begin(self, progress: Progress, plan: Plan) -> None:
        try:
            progress.begin(plan, undo=self._trash is not None and bool(_undoable(plan)))
        except FileFailed as error:
            raise _unwritten(error) from error

    def _may_remove(self) -> None:
        if self._session.runner.read_only:
            raise Refused("Nothing is cleaned up: wsltui is read-only.", "Start it without.")

    def _progress(self, name: str) -> Progress:
        return Progress(self._directory / PLACE, name, needed=self._trash is not None)

    @contextmanager
    def _locked(self, engine: str) -> Iterator[None]:
        """Raises Locked. Without undo, a full disk is what a clean-up may have to make room on."""
        with ExitStack() as stack:
            try:
                stack.enter_context(lock(self._directory, engine, wait=MOMENT))
            except FileFailed as error:
                if self._trash is not None:
                    raise _unwritten(error) from error
            yield

    async def _carry_out(
        self, plan: Plan, recorded: frozenset[Ref], progress: Progress, tell: Tell
    ) -> CleanReport:
        undoable = recorded.intersection(_undoable(plan))
        self._undo_id = plan.undo_id if self._trash and undoable else ""
        report = CleanReport(plan, undo_id=self._undo_id)
        self._kept_for = {
            ref: f"it is held for undo {id_} until {until:%Y-%m-%d} meanwhile"
            for ref, (id_, until) in self._held(plan.world.engine_id).items()
            if id_ != plan.undo_id
        }
        before = await self._measured()
        await self._each(report, recorded, progress, tell)
        report.freed = _difference(before, await self._measured(), report.of("done"))
        if self._halted is None:
            progress.end()
        else:
            report.left_id = progress.id
        return report

    async def _measured(self) -> Usage:
        """Empty where it cannot be had, or was cancelled: it may take minutes."""
        try:
            return (await measured_if_possible(self._session))[0]
        except asyncio.CancelledError:
            self._cancelled = True
            return Usage()

    async def _each(
        self, report: CleanReport, recorded: frozenset[Ref], progress: Progress, tell: Tell
    ) -> None:
        """One item after another; a cancel is heard between two of them."""
        removals, freed = report.plan.removals, 0
        for place, item in enumerate(removals):
            if self._halted or self._cancelled:
                report.results += self._not_run(removals[place:])
                return
            result = await self._to_its_end(self._one(item, recorded, progress))
            report.results.append(result)
            freed += item.thing.bytes_min if result.outcome == "done" else 0
            tell(place + 1, len(removals), freed, item.thing.name)

    async def _to_its_end(self, doing: Coroutine[Any, Any, Done]) -> Done:
        step = asyncio.ensure_future(doing)
        while not step.done():
            try:
                await asyncio.shield(step)
            except asyncio.CancelledError:
                self._cancelled = True
        return step.result()

    def _not_run(self, items: Iterable[Item]) -> Iterator[Done]:
        """What a cancel leaves is done with; where nothing can be written it is gone on with."""
        for item in items:
            if self._halted is None:
                with suppress(FileFailed):
                    self._note(item, "skipped")
                yield Done(item, "not run", "cancelled")
            else:
                yield Done(item, "not run", self._halted.sentence, self._halted.remedy)

    async def _record(self, plan: Plan) -> frozenset[Ref]:
        """What the undo entry lists; nothing else that could be undone may be removed."""
        refs = _undoable(plan)
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
            result = await self._removed(item, recorded, progress)
        except FileFailed as error:
            self._halted = error
            return Done(item, "failed", error.sentence, error.remedy)
        except WsltuiError as error:
            result = Done(item, "failed", error.sentence, error.remedy)
        down = self._session.known_down("docker") if result.outcome == "failed" else None
        if down is not None:
            self._halted = down.error()
            return result
        try:
            self._note(item, _NOTED[result.outcome])
            progress.step(item.ref, result.outcome, result.reason)
        except FileFailed as error:
            self._halted = error
        return result

    async def _removed(self, item: Item, recorded: frozenset[Ref], progress: Progress) -> Done:
        if item.ref not in recorded and item.thing.kind not in NO_UNDO:
            return Done(item, "skipped", recheck.GONE)
        why = self._kept_for.get(item.ref) or await recheck.changed(self._session, item.thing)
        if why is not None:
            return Done(item, "skipped", why)
        progress.step(item.ref, "doing")
        self._note(item, "begun")
        went = False
        for command in item.commands:
            result = await self._session.execute(command)
            if not (result.ok or gone(result)):
                error = failure(result)
                return Done(item, "failed", error.sentence, error.remedy)
            went = went or (result.ok and not recheck.none_pruned(result, item.thing))
        cache = item.thing.kind is Class.BUILD_CACHE
        if cache and await recheck.still_there(self._session, item.thing):
            return Done(item, "failed", "the engine kept it", "Something made from it is in use.")
        return Done(item, "done") if went else Done(item, "skipped", recheck.GONE)


def _unwritten(error: WsltuiError) -> Refused:
    remedy = f"{error.remedy} Or go on without undo: --no-undo."
    return Refused(f"Nothing was removed. {error.sentence}", remedy)


def _undoable(plan: Plan) -> list[Ref]:
    return [item.ref for item in plan.removals if item.thing.kind not in NO_UNDO]


def dry(plan: Plan) -> CleanReport:
    """What is said of a plan under a dry run."""
    results = [Done(item, "done", "dry run") for item in plan.removals]
    return CleanReport(plan, results, dry_run=True)


def _difference(before: Usage, after: Usage, done: Iterable[Done]) -> int | None:
    """Bytes that the engine holds less than before; None where it does not say.

    It does not count logs: those that were emptied had at least as many bytes as planned.
    """
    if before.layers is None or after.layers is None:
        return None
    logs = (one.item.bytes_min for one in done if one.item.thing.kind is Class.LOG_FILE)
    return before.total - after.total + sum(logs)

"""The one road from an action and rows to commands that run, and to a report of each."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from tui.core.action import NO_CHOICE, Action, Chosen, Confirm, Intent, Item, Skipped, Steps
from tui.core.cleanup.choices import NO_UNDO, saving_of
from tui.core.command import Command, Mode, Outcome, Result
from tui.core.errors import Refused, WsltuiError
from tui.core.form import value_of
from tui.core.kind import Kind
from tui.core.verify import not_done, verified
from tui.session.report import GONE, sort_in
from tui.session.report import Failed as Failed
from tui.session.report import Report as Report

if TYPE_CHECKING:
    from tui.session.jobs.holding import Held
    from tui.session.keeping import Keeping
    from tui.session.session import Session


UNKNOWN = "possibly pinned: its labels are not known yet"
UNREAD = "docker reports success, but whether it is gone could not be read: {}"
REMOVALS = frozenset({"remove", "unregister"})
ENDS = frozenset({"stop", "kill"})
"""What removes a container that was started with --rm."""


Progress = Callable[[int, int, str], None]
"""Takes (done, total, words); of a command that is read along they are `Heard`."""


class Done(Protocol):
    """Hears of the result of an item; `told` is said with a failure."""

    def __call__(self, item: Item, result: Result, told: str = "") -> None: ...


def _silent(_done: int, _total: int, _name: str) -> None:
    return


class Dispatcher:
    """Builds intents and carries them out."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def intend(
        self,
        kind: Kind[Any],
        action: Action[Any],
        rows: Sequence[Any],
        chosen: Chosen = NO_CHOICE,
    ) -> Intent:
        """What would happen, exactly. Rows that the action does not touch are in `skipped`.

        Raises Unavailable where the tool is not there.
        """
        if action.makes:
            return self._making(kind, action, chosen)
        items, skipped, warnings, fatal, touched = [], [], [], [], []
        for row in self._one_for_all(kind, action) if action.whole else rows:
            name = kind.name(row)
            why_not = action.why_not(row) or self.pinned(kind, action, row)
            if why_not is not None:
                skipped.append(Skipped(name, why_not))
                continue
            called = f"all {kind.id}" if action.whole else name
            items.append(self._item(kind.key(row), called, action, row, chosen))
            touched.append(row)
            warnings += (action.warn(row, chosen) or "").splitlines()
            reason = action.fatal(row)
            fatal += [(name, reason)] if reason else []
        warnings += [reason for _, reason in fatal]
        items = self._joined(items, touched, action, chosen)
        confirm = self._level(action, warnings)
        intent = Intent(
            action, tuple(items), tuple(skipped),
            confirm=Confirm.TYPE_NAME if fatal else confirm,
            type_name=fatal[0][0] if fatal else items[0].name if items else "",
            warnings=tuple(warnings), kind=kind.id, saving=saving_of(chosen),
        )  # fmt: skip
        keeps = self._session.state is not None and NO_UNDO.id not in chosen
        return replace(intent, undo=keeps and bool(intent.recorded))

    def _making(self, kind: Kind[Any], action: Action[Any], chosen: Chosen) -> Intent:
        """What needs no row; there is nothing that could be skipped."""
        confirm = self._level(action, ())
        name = value_of(chosen, action.makes) or action.makes
        item = self._item(name, name, action, None, chosen)
        warnings = tuple((action.warn(None, chosen) or "").splitlines())
        return Intent(
            action, (item,), confirm=confirm, type_name=name, warnings=warnings, kind=kind.id
        )

    def _level(self, action: Action[Any], warnings: Sequence[str]) -> Confirm:
        """What stands between the key and the command."""
        settings = self._session.settings
        level = settings.confirm_for(action.id, action.confirm, destroys=bool(action.lost))
        asks = action.careful and bool(warnings) and level is Confirm.NONE
        return Confirm.ASK if asks else level

    def _item(self, key: str, name: str, action: Action[Any], row: Any, chosen: Chosen) -> Item:
        command = self._session.prepared(action.plan(row, chosen), action.id)
        things = action.takes(row, chosen) if action.takes else ()
        steps, holds = self._prepared(action.steps(row, chosen)), action.holds(row, chosen)
        shown = action.shows(row, chosen)
        return Item(key, name, command, things, steps, holds, chosen, shown)

    def _joined(
        self, items: list[Item], rows: list[Any], action: Action[Any], chosen: Chosen
    ) -> list[Item]:
        """One item for all rows, where one command does it to all."""
        if action.together is None or len(items) < 2:
            return items
        command, steps = action.together(tuple(rows), chosen)
        name = ", ".join(item.name for item in items)
        prepared = self._session.prepared(command, action.id)
        return [Item(items[0].key, name, prepared, (), self._prepared(steps))]

    def _prepared(self, steps: Steps) -> Steps:
        def all_of(commands: Sequence[Command]) -> tuple[Command, ...]:
            return tuple(self._session.prepared(command) for command in commands)

        then, broken, last = map(all_of, (steps.then, steps.broken, steps.last))
        return replace(steps, then=then, broken=broken, last=last)

    def _one_for_all(self, kind: Kind[Any], action: Action[Any]) -> Sequence[Any]:
        """The row that stands for all: one that wsltui ends with, if there is one."""
        rows = self._session.store[kind.id].rows
        return [row for row in rows if action.fatal(row)][:1] or rows[:1]

    def pinned(self, kind: Kind[Any], action: Action[Any], row: Any) -> str | None:
        """Why a removal leaves a row alone that the user has pinned, or None."""
        ending = action.ends or action.verb in ENDS
        ends = ending and getattr(row, "auto_remove", False)
        pins = self._session.pins
        if not (ends or action.removes or action.verb in REMOVALS):
            return None
        if pin := pins.holding(kind, row):
            return f"pinned: {pin}"
        return UNKNOWN if pins.in_doubt(row) else None

    def refuse_if_read_only(self, intent: Intent) -> None:
        if any(command.mutates for command in intent.commands):
            self.refuse_changes(intent.action)

    def refuse_changes(self, action: Action[Any]) -> None:
        """Raises Refused where nothing may be changed."""
        runner = self._session.runner
        if runner.read_only and not runner.dry_run:
            raise Refused(
                f"{action.title} is refused: wsltui is read-only.",
                "Start it without --read-only, and see read_only in the config.",
            )

    async def carry_out(self, intent: Intent, progress: Progress = _silent) -> Report:
        """Run it. Cancelled, it stops what runs, starts nothing more, and reports all the same.

        Raises Refused where the session is read-only, where what goes cannot be written down
        for an undo first, and where another job has what it concerns.
        """
        from tui.session.jobs.holding import held  # nothing is carried out at the start

        self.refuse_if_read_only(intent)
        with held(self._session, intent) as job:
            return await self._carry_out(intent, progress, job)

    async def _carry_out(self, intent: Intent, progress: Progress, job: Held) -> Report:
        from tui.session.growing import watched
        from tui.session.keeping import Keeping
        from tui.session.ports import explained
        from tui.session.transcripts import Ears

        report = Report(intent, skipped=list(intent.skipped), dry_run=self._session.runner.dry_run)
        finished: set[str] = set()
        keeping, ears = Keeping(self._session, intent), Ears(self._session.transcripts, intent)

        def done(item: Item, result: Result, told: str = "") -> None:
            finished.add(item.key)
            keeping.heard(item, result)
            sort_in(report, item, result, self._session.learn(result), told)
            report.told |= ears.end(item, result)
            say(item.name)

        def say(words: str) -> None:
            with contextlib.suppress(Exception):  # a bar that is gone is no reason to stop
                progress(len(finished), len(intent.items), words)

        try:
            with contextlib.suppress(asyncio.CancelledError):
                left = await self._left_alone(intent, keeping)
                finished |= left.keys()
                report.leave(left)
                going = [item for item in intent.items if item.key not in left]
                async with watched(going, self._session.files.size, say):
                    await self._run(going, intent, done, job, ears.told_to(say))
            with contextlib.suppress(asyncio.CancelledError):
                await self._verify(intent, report)
                report.failed = await explained(self._session, report.failed)
        finally:
            self._mark_stale(intent)
        report.undo_id = await keeping.end()
        report.not_run = [item.name for item in intent.items if item.key not in finished]
        report.put_in_order()
        return report

    async def _left_alone(self, intent: Intent, keeping: Keeping) -> dict[str, str]:
        """What is gone already or is another thing by now, by its key. Raises Refused."""
        from tui.session import guard

        await guard.refuse_pinned(self._session, intent)
        if self._session.runner.dry_run or not intent.recorded:
            return {}
        gone = dict.fromkeys(await keeping.begin(), GONE)
        return await guard.moved(self._session, intent) | gone

    async def _verify(self, intent: Intent, report: Report) -> None:
        """A tool may report success and have done nothing: the rows, read again, tell."""
        if not verified(intent.action) or not report.done or report.dry_run:
            return
        kind, names = self._session.kinds[intent.kind], set(report.done)
        items = [item for item in intent.items if item.name in names]
        try:
            rows = await self._session.refresh.now(kind)
            kept = not_done(kind, intent.action, items, rows)
        except* WsltuiError as errors:
            unread = UNREAD.format(errors.exceptions[0])
            kept = {item.key: unread for item in items}
        for item in items:
            if item.key in kept:
                report.done.remove(item.name)
                report.failed.append(Failed(item.name, kept[item.key], "", item.command.typed()))

    def _mark_stale(self, intent: Intent) -> None:
        for kind_id in intent.action.stale:
            if kind_id in self._session.kinds and not self._session.runner.dry_run:
                self._session.mark(kind_id, acted=kind_id == intent.kind)

    async def _run(
        self,
        items: Sequence[Item],
        intent: Intent,
        done: Done,
        job: Held,
        hear: Callable[[Item, str], None],
    ) -> None:
        if any(item.command.mode is Mode.INTERACTIVE for item in items):
            for item in items:
                try:
                    done(item, await self._session.runner.run(item.command))
                except asyncio.CancelledError:
                    done(item, Result(item.command, Outcome.CANCELLED))
                    raise
            return
        if not any(command.mutates for command in intent.commands):
            await self._read(items, done)
            return
        from tui.session.chain import Chain

        chains = [Chain(item) for item in items]

        def then(number: int, result: Result) -> Command | None:
            job.heard(items[number], result)
            return chains[number].after(result)

        await self._session.runner.batch(
            [item.command for item in items],
            intent.action.width,
            lambda n, result: done(items[n], chains[n].verdict(result), chains[n].told()),
            then,
            lambda n, line: hear(items[n], line),
        )

    async def _read(self, items: Sequence[Item], done: Done) -> None:
        """What changes nothing keeps nobody from anything, however long it takes."""

        async def one(item: Item) -> None:
            if self._session.runner.dry_run:
                done(item, Result(item.command, Outcome.DRY_RUN))
                return
            try:
                done(item, await self._session.runner.ahead(item.command))
            except asyncio.CancelledError:
                done(item, Result(item.command, Outcome.CANCELLED))
                raise

        async with asyncio.TaskGroup() as group:
            for item in items:
                group.create_task(one(item))

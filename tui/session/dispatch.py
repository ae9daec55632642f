"""The one road from an action and rows to commands that run, and to a report of each."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui.core.action import NO_CHOICE, Action, Chosen, Confirm, Intent, Item, Skipped
from tui.core.command import Mode, Outcome, Result
from tui.core.errors import Refused
from tui.core.failure import failure, gone
from tui.core.kind import Kind

if TYPE_CHECKING:
    from tui.session.session import Session


@dataclass(frozen=True, slots=True)
class Failed:
    """A row for which the command failed: `reason` is what the tool said."""

    name: str
    reason: str
    remedy: str
    typed: str


@dataclass
class Report:
    """What became of an intent, row by row."""

    intent: Intent
    done: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)
    dry_run: bool = False

    @property
    def ok(self) -> bool:
        return not self.failed and not self.not_run


Progress = Callable[[int, int, str], None]


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

        Raises Refused where the session is read-only and nothing may change.
        """
        items, skipped, warnings, fatal = [], [], [], []
        for row in rows:
            name = kind.name(row)
            why_not = action.disabled(row) or self.pinned(kind, action, row)
            if why_not is not None:
                skipped.append(Skipped(name, why_not))
                continue
            command = self._session.prepared(action.plan(row, chosen), action.id)
            items.append(Item(kind.key(row), name, command))
            warning = action.warn(row)
            warnings += [warning] if warning else []
            reason = action.fatal(row)
            fatal += [(name, reason)] if reason else []
        confirm = self._session.settings.confirm_for(
            action.id, action.confirm, destroys=bool(action.lost)
        )
        warnings += [reason for _, reason in fatal]
        return Intent(
            action, tuple(items), tuple(skipped),
            confirm=Confirm.TYPE_NAME if fatal else confirm,
            type_name=fatal[0][0] if fatal else items[0].name if items else "",
            warnings=tuple(warnings),
        )  # fmt: skip

    def pinned(self, kind: Kind[Any], action: Action[Any], row: Any) -> str | None:
        """Why a removal leaves a row alone that the user has pinned, or None."""
        pin = self._session.pins.holding(kind, row) if action.verb == "remove" else None
        return f"pinned: {pin}" if pin else None

    def refuse_if_read_only(self, intent: Intent) -> None:
        runner = self._session.runner
        if runner.read_only and not runner.dry_run and any(c.mutates for c in intent.commands):
            raise Refused(
                f"{intent.action.title} is refused: wsltui is read-only.",
                "Start it without --read-only, and see read_only in the config.",
            )

    async def carry_out(self, intent: Intent, progress: Progress = _silent) -> Report:
        """Run it. Cancelled, it stops what runs, starts nothing more, and reports all the same."""
        self.refuse_if_read_only(intent)
        report = Report(intent, skipped=list(intent.skipped), dry_run=self._session.runner.dry_run)
        finished: set[int] = set()

        def done(index: int, result: Result) -> None:
            finished.add(index)
            _sort_in(report, intent.items[index], result)
            progress(len(finished), len(intent.items), intent.items[index].name)

        with contextlib.suppress(asyncio.CancelledError):
            await self._run(intent, done)
        report.not_run = [i.name for n, i in enumerate(intent.items) if n not in finished]
        for kind_id in intent.action.stale:
            if kind_id in self._session.kinds:
                self._session.mark(kind_id)
        return report

    async def _run(self, intent: Intent, done: Callable[[int, Result], None]) -> None:
        if any(command.mode is Mode.INTERACTIVE for command in intent.commands):
            for index, command in enumerate(intent.commands):
                done(index, await self._session.run_prepared(command))
            return
        await self._session.runner.batch(intent.commands, intent.action.width, done)


def _sort_in(report: Report, item: Item, result: Result) -> None:
    interactive = result.command.mode is Mode.INTERACTIVE
    if result.ok or (interactive and result.outcome is Outcome.FAILED):
        report.done.append(item.name)
    elif result.outcome is Outcome.CANCELLED:
        advice = "The list shows whether it took effect."
        failed = Failed(item.name, "Cancelled while it ran.", advice, result.command.typed())
        report.failed.append(failed)
    elif gone(result):
        report.skipped.append(Skipped(item.name, "it is gone already"))
    else:
        error = failure(result)
        report.failed.append(
            Failed(item.name, error.sentence, error.remedy, result.command.typed())
        )

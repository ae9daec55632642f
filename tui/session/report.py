"""What became of an intent, row by row, and why what failed did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.backends.wsl_errors import known_error
from tui.core.action import Intent, Item, Skipped
from tui.core.command import Mode, Outcome, Result
from tui.core.failure import failure, gone
from tui.core.health import Health

GONE = "it is gone already"
AT_ONCE = 1.0
WHOLE = 20
"""Lines of an error of wsl.exe that is not known: of its usage text alone not all is said."""
NEVER_BEGAN = frozenset({1, 125, 126, 127, 255})
"""Codes of docker and wsl.exe themselves: a shell that ends so within `AT_ONCE` seconds never was
one, and what was said about it is gone with the terminal."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A row for which the command failed: `reason` is what the tool said."""

    name: str
    reason: str
    remedy: str
    typed: str


@dataclass
class Report:
    """What became of an intent, row by row; `undo_id` is the entry that brings it back.

    `answers` is what the commands of rows printed, where the action makes something of that;
    `told` is what commands that went well said of it, by the names of their rows.
    """

    intent: Intent
    done: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    dry_run: bool = False
    undo_id: str = ""

    @property
    def ok(self) -> bool:
        return not self.failed and not self.not_run

    def put_in_order(self) -> None:
        """As the rows were, for they end in any order."""
        places = {item.name: n for n, item in enumerate(self.intent.items)}
        self.done.sort(key=places.__getitem__)
        self.failed.sort(key=lambda failed: places[failed.name])

    def leave(self, left: Mapping[str, str]) -> None:
        """Items are left alone, by key, each with the reason."""
        items = (item for item in self.intent.items if item.key in left)
        self.skipped += [Skipped(item.name, left[item.key]) for item in items]


def sort_in(
    report: Report, item: Item, result: Result, unreachable: Health | None, told: str = ""
) -> None:
    """Enter the result of an item; `unreachable` is what it shows of its tool, if anything.

    `told` is said behind a failure.
    """
    shell = result.command.mode is Mode.INTERACTIVE and result.outcome is Outcome.FAILED
    began = result.seconds >= AT_ONCE or result.code not in NEVER_BEGAN
    if result.ok or (shell and began):
        report.done.append(item.name)
        answer = report.intent.action.answer
        told_by = answer(result) if answer is not None and result.code is not None else ""
        report.answers |= {item.name: told_by} if told_by else {}
    elif gone(result):
        report.skipped.append(Skipped(item.name, GONE))
    else:
        asked = unreachable is None and result.outcome is Outcome.FAILED
        known = report.intent.action.means(result) if asked else None
        reason, remedy = known or _why(result, unreachable, shell=shell)
        remedy = f"{told} {remedy}".strip()
        report.failed.append(Failed(item.name, reason, remedy, result.command.typed()))


def _why(result: Result, unreachable: Health | None, *, shell: bool) -> tuple[str, str]:
    if unreachable is not None:
        return unreachable.reason, unreachable.remedy
    if result.outcome is Outcome.CANCELLED:
        return "Cancelled while it ran.", "The list shows whether it took effect."
    if shell:
        reason = f"It ended at once with exit code {result.code}."
        return reason, f"See what `{result.command.brief()}` says in a terminal."
    error = failure(result)
    if result.command.tool != "wsl":
        return error.sentence, error.remedy
    whole = result.outcome is Outcome.FAILED and result.last_words(WHOLE)
    return known_error(result) or (whole or error.sentence, error.remedy)

"""`wsltui do`: the order in which it is decided whether anything happens, and the report."""

from __future__ import annotations

import asyncio
from typing import Any

from tui.cli.asking import agree, terms
from tui.cli.headless import Headless, Opener
from tui.cli.naming import find
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.cli.wish import Wish, read_wish
from tui.core import parse
from tui.core.action import Confirm, Intent
from tui.core.command import Mode
from tui.core.errors import NotFound, Refused, UsageError
from tui.core.record import as_json
from tui.session.dispatch import Failed, Report


def do(call: Call, out: Output, opener: Opener) -> int:
    wish = read_wish(call)
    with Headless(call, out, opener) as headless:
        runner = headless.session.runner
        if runner.read_only and not runner.dry_run:
            raise _read_only(wish)
        wish.refuse_protected(wish.names)
        rows, missing = _found(wish, headless.rows(wish.kind))
        names = [wish.kind.name(row) for row in rows]
        wish.refuse_protected(names)
        intent = headless.session.dispatch.intend(wish.kind, wish.action, rows, wish.chosen)
        show = _as_json if call.has("--json") else _as_words
        if missing:
            report = Report(intent, failed=missing, not_run=names, dry_run=runner.dry_run)
            show(report, out)
            return NotFound.exit_code
        if not runner.dry_run:
            _refuse_blind(intent, out)
            agree(wish, intent, terms(wish, intent, rows, _level(wish, headless)), out)
        report, interrupted = headless.run(_carry_out(headless, intent))
        show(report, out)
        if interrupted:
            raise KeyboardInterrupt
    return 0 if report.ok else 1


def _read_only(wish: Wish) -> Refused:
    return Refused(
        f"{wish.action.id} is refused: wsltui is read-only.",
        "Leave out --read-only, see read_only in the config, or look at it with --dry-run.",
    )


def _level(wish: Wish, headless: Headless) -> Confirm:
    action, settings = wish.action, headless.session.settings
    return settings.confirm_for(action.id, action.confirm, destroys=bool(action.lost))


def _found(wish: Wish, rows: tuple[Any, ...]) -> tuple[list[Any], list[Failed]]:
    """The rows of the names, each once, and the names that no row goes by."""
    found: dict[str, Any] = {}
    missing = []
    for name in wish.names:
        try:
            row = find(wish.kind, rows, name)
        except NotFound as error:
            missing.append(Failed(name, error.sentence, error.remedy, ""))
        else:
            found[wish.kind.key(row)] = row
    return list(found.values()), missing


def _refuse_blind(intent: Intent, out: Output) -> None:
    if any(command.mode is Mode.INTERACTIVE for command in intent.commands) and not out.attended:
        raise UsageError(f"{intent.action.id} needs a terminal.", "Start it from one.")


async def _carry_out(headless: Headless, intent: Intent) -> tuple[Report, bool]:
    """The report, and whether a signal cut it short.

    Reading what went stale is for screens: closing at once keeps it from starting.
    """
    report = await headless.session.dispatch.carry_out(intent)
    places = {item.name: place for place, item in enumerate(intent.items)}
    report.done.sort(key=places.__getitem__)
    await headless.session.close()
    task = asyncio.current_task()
    return report, task is not None and task.cancelling() > 0


def _as_json(report: Report, out: Output) -> None:
    out.json(
        {
            "action": report.intent.action.id,
            "done": report.done,
            "skipped": as_json(report.skipped),
            "failed": [
                {"name": f.name, "reason": f.reason, "remedy": f.remedy, "command": f.typed}
                for f in report.failed
            ],
            "not_run": report.not_run,
            "dry_run": report.dry_run,
            "commands": [command.typed() for command in report.intent.commands],
        }
    )


def _as_words(report: Report, out: Output) -> None:
    """The names that were done are data, as with docker; in a dry run the commands are."""
    if report.dry_run:
        out.data(*(command.typed() for command in report.intent.commands))
    else:
        out.data(*map(parse.clean, report.done))
    out.say(*(f"Skipped: {s.name}: {s.reason}." for s in report.skipped))
    for failed in report.failed:
        out.say(" ".join(filter(None, (f"Failed: {failed.name}: {failed.reason}", failed.remedy))))
        out.say(*([f"  Command: {failed.typed}"] if failed.typed else []))
    out.say(*(f"Not run: {name}" for name in report.not_run))

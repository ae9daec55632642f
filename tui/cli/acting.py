"""`wsltui do`: the order in which it is decided whether anything happens, and the report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tui.cli.asking import agree, terms
from tui.cli.headless import Headless, Opener
from tui.cli.naming import find
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.cli.wish import Wish, read_wish, refuse_faults
from tui.core import parse
from tui.core.action import Confirm, Intent
from tui.core.command import Mode
from tui.core.errors import NotFound, Refused, UsageError
from tui.core.failure import with_remedy
from tui.core.hearing import Heard
from tui.core.record import as_json
from tui.session.dispatch import Failed, Report
from tui.session.filling import Filling


def do(call: Call, out: Output, opener: Opener) -> int:
    wish = read_wish(call)
    show = _as_json if call.has("--json") else _as_words
    with Headless(call, out, opener) as headless:
        runner = headless.session.runner
        if runner.read_only and not runner.dry_run:
            raise _read_only(wish)
        wish.refuse_protected(wish.names)
        rows, missing = _found(wish, headless.rows(wish.kind))
        _tell_of_jobs(wish, headless, out)
        _refuse(wish, rows)
        rows = _informed(wish, rows, headless)
        names = [wish.kind.name(row) for row in rows]
        if not wish.action.whole:
            wish.refuse_protected(names)
        _refuse_pinned(wish, rows, headless)
        missing += _hindered(wish, rows)
        intent = Intent(wish.action, ()) if missing else _intended(wish, rows, headless, out)
        if missing:
            show(
                Report(
                    intent, failed=missing, not_run=_others(names, missing), dry_run=runner.dry_run
                ),
                out,
            )
            return NotFound.exit_code
        if not runner.dry_run:
            _agree(wish, intent, rows, headless, out)
        report = headless.run(_carry_out(headless, intent, out))
        show(report, out)
        _end_well(headless, out)
    return 0 if report.ok else 1


def _tell_of_jobs(wish: Wish, headless: Headless, out: Output) -> None:
    """What a crash left of jobs on rows of this kind comes before anything more is begun."""
    if headless.session.state is not None and any(a.halfway for a in wish.kind.actions):
        from tui.cli.jobs import tell_of_jobs

        tell_of_jobs(headless, out)


def _informed(wish: Wish, rows: list[Any], headless: Headless) -> list[Any]:
    """The rows with what is found out beside them, where the action makes use of that."""
    if not wish.action.informed or not rows:
        return rows
    headless.run(headless.session.particulars.soon())
    known = {wish.kind.key(row): row for row in headless.session.store[wish.kind.id].rows}
    return [known.get(wish.kind.key(row), row) for row in rows]


def _intended(wish: Wish, rows: list[Any], headless: Headless, out: Output) -> Intent:
    """Raises UsageError where what it was told does not fit the row, and where a file is not
    as it should be."""
    filling = Filling(headless.session, wish.kind, wish.action, rows)
    if not wish.action.form:
        return headless.session.dispatch.intend(wish.kind, wish.action, rows, wish.chosen)
    headless.run(filling.begin())
    headless.run(filling.learn())
    draft = filling.draft(wish.chosen, wish.given)
    refuse_faults(wish.action, draft.faults)
    headless.run(filling.check(draft))
    out.say(*(f"wsltui: {why}." for why in draft.short if wish.yes))
    out.say(*(f"wsltui: --{name}: {words}." for name, words in draft.cautions.items()))
    filling.keep(draft)
    return draft.intent


def _refuse(wish: Wish, rows: list[Any]) -> None:
    """Raises Refused for a row that the action never touches; no option covers it."""
    for row in rows:
        reason = wish.action.refused(row)
        if reason is not None:
            sentence = f"{wish.action.id} is refused: {reason}."
            raise Refused(sentence, "Nothing that wsltui is told makes it do that.")


def _refuse_pinned(wish: Wish, rows: list[Any], headless: Headless) -> None:
    """Raises Refused where a row to be removed is pinned; no option covers it."""
    for row in rows:
        pin = headless.session.dispatch.pinned(wish.kind, wish.action, row)
        if pin is not None:
            sentence = f"{wish.action.id} is refused: {wish.kind.name(row)} is {pin}."
            raise Refused(sentence, "`wsltui pin remove …` lets it go.")


def _agree(wish: Wish, intent: Intent, rows: list[Any], headless: Headless, out: Output) -> None:
    if _interactive(intent) and not out.attended:
        raise UsageError(f"{intent.action.id} needs a terminal.", "Start it from one.")
    action, settings = wish.action, headless.session.settings
    level = settings.confirm_for(action.id, action.confirm, destroys=bool(action.lost))
    level = intent.confirm if level is Confirm.NONE else level
    trash = headless.session.trash if intent.undo and out.can_ask and not wish.yes else None
    obstacle = headless.run(trash.obstacle()) if trash else ""
    agree(wish, intent, terms(wish, intent, rows, level), out, obstacle)


def _end_well(headless: Headless, out: Output) -> None:
    """Raises Stopped where a signal cut the work short: the report was still owed."""
    if trouble := headless.session.runner.journal.trouble:
        out.say(f"wsltui: The history is not kept: {trouble}")
    if headless.cut_short:
        raise headless.stopped()


def _read_only(wish: Wish) -> Refused:
    return Refused(
        f"{wish.action.id} is refused: wsltui is read-only.",
        "Leave out --read-only, see read_only in the config, or look at it with --dry-run.",
    )


def _found(wish: Wish, rows: tuple[Any, ...]) -> tuple[list[Any], list[Failed]]:
    """The rows of the names, each once, and the names that no row goes by.

    All rows for an action that is done once for all.
    """
    if wish.action.makes:
        return [], []
    if wish.action.whole:
        return list(rows), []
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


def _others(names: list[str], failed: list[Failed]) -> list[str]:
    """What is not done because of the failed ones."""
    return [name for name in names if name not in {one.name for one in failed}]


def _hindered(wish: Wish, rows: list[Any]) -> list[Failed]:
    """The rows that something is in the way of: a script must not take them for done."""
    told = ((wish.kind.name(row), wish.action.hindered(row)) for row in rows)
    return [Failed(name, f"{reason}.", "", "") for name, reason in told if reason is not None]


def _interactive(intent: Intent) -> bool:
    return any(command.mode is Mode.INTERACTIVE for command in intent.commands)


async def _carry_out(headless: Headless, intent: Intent, out: Output) -> Report:
    """Reading what went stale is for screens: closing at once keeps it from starting.

    Whoever sits at a terminal reads along what the commands say.
    """

    def progress(_done: int, _total: int, words: str) -> None:
        if out.read_along and isinstance(words, Heard) and words.news.strip():
            out.say(words.news)

    report = await headless.session.dispatch.carry_out(intent, progress)
    await headless.session.close()
    places = {item.name: place for place, item in enumerate(intent.items)}
    report.done.sort(key=places.__getitem__)
    return report


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
            "answers": report.answers,
            "dry_run": report.dry_run,
            "undo_id": report.undo_id or None,
            **({"told": dict(report.told)} if report.told else {}),
            "commands": [command.typed() for command in report.intent.commands],
        }
    )


def _done(report: Report) -> Iterator[str]:
    """The names; what was answered stands in place of its name, behind it where there are more."""
    for name in report.done:
        answer = report.answers.get(name)
        if answer is None:
            yield parse.clean(name)
        else:
            yield parse.clean_lines(answer if len(report.done) == 1 else f"{name}: {answer}")


def _as_words(report: Report, out: Output) -> None:
    """The names that were done are data, as with docker; in a dry run the commands are."""
    if report.dry_run:
        out.data(*(command.typed() for command in report.intent.commands))
        out.say(*report.intent.shown)
    elif not _interactive(report.intent):
        out.data(*_done(report))
    out.say(*(f"{parse.clean(name)}: {words}" for name, words in report.told.items()))
    out.say(*(f"Skipped: {s.name}: {s.reason}." for s in report.skipped))
    for failed in report.failed:
        out.say(with_remedy(f"Failed: {failed.name}: {failed.reason}", failed.remedy))
        out.say(*([f"  Command: {failed.typed}"] if failed.typed else []))
    out.say(*(f"Not run: {name}" for name in report.not_run))
    out.say(*([f"Undo: wsltui undo {report.undo_id}"] if report.undo_id else []))

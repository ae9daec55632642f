"""`wsltui undo`: bring back what an apply removed."""

from __future__ import annotations

from datetime import UTC, datetime

from tui import paths
from tui.cli.headless import Headless, Opener
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.core import parse, units
from tui.core.cleanup.naming import with_short_ids
from tui.core.errors import NotFound, Refused, UsageError
from tui.core.record import as_json
from tui.session.cleaning.cleaner import Cleaner
from tui.session.cleaning.look import engine_id
from tui.session.undo.records import Entry
from tui.session.undo.report import UndoReport
from tui.session.undo.trash import Trash

NOT_BACK = ": not saved, and no registry is known to have it"


def undo(call: Call, out: Output, opener: Opener) -> int:
    """Without an id the newest one of this engine that can be undone."""
    if call.has("--list") and call.words:
        raise UsageError("undo --list has no use for an id.", "Usage: wsltui undo --list")
    with Headless(call, out, opener) as headless:
        cleaner = Cleaner(headless.session, headless.session.state or paths.state_dir())
        trash = cleaner.trash
        if call.has("--list"):
            _list(cleaner, call, out)
            return 0
        runner = headless.session.runner
        if runner.read_only and not runner.dry_run:
            raise Refused("undo is refused: wsltui is read-only.", "Start it without --read-only.")
        engine = headless.run(engine_id(headless.session))
        chosen = call.words[0] if call.words else _newest(cleaner, engine)
        if trash.entry(chosen) is None:
            raise NotFound(f"There is no undo entry {chosen}.", "`wsltui undo --list` lists them.")
        if not (runner.dry_run or call.has("--yes")):
            _agree(chosen, trash, out)
        report = headless.run(cleaner.undo(chosen))
        _show(report, call, out)
        if headless.cut_short:
            raise headless.stopped()
    return 0 if report.ok else 1


def _newest(cleaner: Cleaner, engine: str) -> str:
    newest = cleaner.newest(engine)
    if newest is None:
        raise NotFound("There is nothing to undo on this engine.", "`wsltui undo --list` tells.")
    return newest.id


def _agree(chosen: str, trash: Trash, out: Output) -> None:
    if not out.can_ask:
        raise Refused("undo asks before it runs, and there is no terminal.", "Add --yes.")
    entry = next((one for one in trash.entries() if one.id == chosen), None)
    if entry is not None:
        shown = ((item, with_short_ids(parse.clean(item.name))) for item in entry.items)
        out.say(*(f"  {i.kind} {name}{NOT_BACK if i.lost else ''}" for i, name in shown if i.open))
    if out.ask(f"Bring back what {chosen} holds? [y/N] ").casefold() not in ("y", "yes"):
        raise Refused("The undo was not agreed to.", "Nothing was run.")


def _list(cleaner: Cleaner, call: Call, out: Output) -> None:
    entries = cleaner.trash.entries()
    if call.has("--json"):
        out.json([_entry_json(entry, cleaner) for entry in entries])
    elif entries:
        out.data(*(_line(entry, cleaner) for entry in entries))
    else:
        out.say("Nothing was removed that could be undone.")


def _line(entry: Entry, cleaner: Cleaner) -> str:
    age = units.ago(datetime.now(UTC), entry.at)
    names = ", ".join(parse.clean(item.name) for item in entry.items[:4])
    more = f" and {len(entry.items) - 4} more" if len(entry.items) > 4 else ""
    state = entry.broken or ("undone" if entry.undone else "can be undone")
    if cleaner.interrupted.cut_short(entry):
        state = f"was interrupted, {state}"
    return f"{entry.id}  {age:>8}  {units.size(entry.bytes):>8}  {state}: {names}{more}"


def _entry_json(entry: Entry, cleaner: Cleaner) -> dict[str, object]:
    made: dict[str, object] = as_json(entry)
    until = as_json(cleaner.trash.until(entry))
    interrupted = cleaner.interrupted.cut_short(entry)
    return {**made, "undone": entry.undone, "interrupted": interrupted, "until": until}


def _show(report: UndoReport, call: Call, out: Output) -> None:
    if call.has("--json"):
        out.json(as_json(report))
    else:
        out.data(*(parse.clean(one.name) for one in report.restored))
    words = [
        *(f"{r.name}: {note}" for r in report.restored for note in r.notes),
        *(f"Failed: {f.name}: {f.sentence} {f.remedy}".rstrip() for f in report.failed),
        *(f"Not run: {name}." for name in report.not_run),
        *(f"Cannot come back: {lost}" for lost in report.cannot_come_back),
    ]
    out.say(*map(with_short_ids, words))
    out.say(f"{len(report.restored)} back, {len(report.failed)} failed.")

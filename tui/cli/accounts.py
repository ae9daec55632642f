"""`wsltui actions` and `wsltui history`: what can be done, and what was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from tui import paths
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.cli.table import table
from tui.core import parse
from tui.core.action import Action
from tui.core.command import Outcome
from tui.core.errors import UsageError
from tui.core.form import About, Field
from tui.core.kind import Cell, Column, Kind, Tone, View
from tui.kinds import ACTIONS
from tui.run import journal
from tui.session.opening import HISTORY, own_actions

Entry = dict[str, Any]
LIMIT = 100

_ACTION_COLUMNS: tuple[Column[Action[Any]], ...] = (
    Column("id", "Action", lambda a, _: Cell(a.id), lambda a: a.id, 18, 0),
    Column("keys", "Keys", lambda a, _: Cell(" ".join(a.keys), Tone.DIM), lambda a: a.keys, 8, 3),
    Column("confirm", "Confirm", lambda a, _: Cell(a.confirm.value), lambda a: a.confirm, 8, 4),
    Column("choices", "Choices", lambda a, _: Cell(_choices(a)), lambda a: a.id, 12, 5),
    Column("spelling", "Command", lambda a, _: Cell(a.spelling, Tone.DIM), lambda a: a.id, 12, 1),
    Column("help", "What it does", lambda a, _: Cell(a.help), lambda a: a.help, 20, 2, grow=1),
)
_TONES = {Outcome.OK: Tone.GOOD, Outcome.DRY_RUN: Tone.DIM, Outcome.CANCELLED: Tone.WARN}
_HISTORY_COLUMNS: tuple[Column[Entry], ...] = (
    Column("at", "When", lambda e, _: Cell(_text(e, "at"), Tone.DIM), str, 24, 1),
    Column("outcome", "Result", lambda e, _: _outcome(e), str, 8, 2),
    Column("seconds", "Seconds", lambda e, _: Cell(_seconds(e), Tone.DIM), str, 7, 4, right=True),
    Column("command", "Command", lambda e, _: Cell(_text(e, "command")), str, 30, 0, grow=2),
    Column("message", "Message", lambda e, _: Cell(_text(e, "message"), Tone.BAD), str, 20, 3),
)


def actions(call: Call, out: Output) -> int:
    every = {**ACTIONS, **own_actions(call.value("--config"))}
    if call.has("--json"):
        out.json([_action_json(kind, action) for kind, action in every.values()])
    else:
        rows = [action for _, action in every.values()]
        out.data(*table(_ACTION_COLUMNS, rows, _view(out), out.paint, out.room))
    return 0


def history(call: Call, out: Output) -> int:
    limit = _limit(call.value("--limit"))
    read = iter(()) if call.has("--demo") else journal.read(paths.state_dir() / HISTORY)
    entries = folded(read)
    shown = [e for e in entries if call.has("--all") or e.get("mutates")][-limit:]
    if call.has("--json"):
        out.json(shown)
    elif shown:
        out.data(*table(_HISTORY_COLUMNS, shown, _view(out), out.paint, out.room))
    else:
        out.say("Nothing was run yet that changed something. --all shows what was read, too.")
    return 0


def folded(entries: Iterable[Entry]) -> list[Entry]:
    """Each run once: what changes something is noted at its start and again at its end."""
    runs: dict[tuple[Any, Any], Entry] = {}
    for entry in entries:
        runs[str(entry.get("at")), str(entry.get("command"))] = entry
    return list(runs.values())


def _limit(text: str | None) -> int:
    if text is None:
        return LIMIT
    if not (text.isascii() and text.isdigit()):
        raise UsageError(f"--limit wants a number, not “{text}”.", "0 is for all.")
    return int(text)


def _action_json(kind: Kind[Any], action: Action[Any]) -> Entry:
    return {
        "id": action.id,
        "kind": kind.id,
        "title": action.title,
        "help": action.help,
        "keys": list(action.keys),
        "confirm": action.confirm.value,
        "fields": [_field_json(one) for one in action.form],
        "choices": [{"id": c.id, "flag": c.flag, "help": c.title} for c in action.choices],
        "many": action.many,
        "command": action.spelling,
    }


def _field_json(one: Field[Any]) -> Entry:
    return {
        "id": one.id,
        "option": f"--{one.id}",
        "help": one.help,
        "sort": one.sort.value,
        "required": one.required and not one.default(About()),
        "options": list(one.options(About())),
    }


def _choices(action: Action[Any]) -> str:
    return " ".join([*(f"--{one.id}" for one in action.form), *(c.flag for c in action.choices)])


def _text(entry: Entry, key: str) -> str:
    return parse.clean(str(entry.get(key) or ""))


def _outcome(entry: Entry) -> Cell:
    word = _text(entry, "outcome")
    return Cell(word, _TONES.get(Outcome(word), Tone.BAD) if word in set(Outcome) else Tone.DIM)


def _seconds(entry: Entry) -> str:
    seconds = entry.get("seconds")
    return f"{seconds:.1f}" if isinstance(seconds, (int, float)) else ""


def _view(out: Output) -> View:
    return View(datetime.now(UTC), ascii=out.ascii)

"""`wsltui config`: settings as `git config` has them, done by the actions of their kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui.cli.acting import do
from tui.cli.headless import Headless, Opener
from tui.cli.listing import ls
from tui.cli.naming import find
from tui.cli.output import Output
from tui.cli.parsing import Call, near
from tui.core import parse
from tui.core.errors import NotFound, Unavailable, UsageError
from tui.core.kind import Kind
from tui.kinds import KINDS

VERBS = {"get": (0, 1), "set": (2, 2), "unset": (1, 1)}
"""How many words may follow each."""
_USAGE = "Usage: wsltui config {} [get [KEY] | set KEY VALUE | unset KEY]"


def configure(call: Call, out: Output, opener: Opener) -> int:
    """Raises UsageError, NotFound, Unavailable."""
    what, verb, *words = (*call.words, "get")[: max(2, len(call.words))]
    kind = next((one for one in KINDS.values() if one.config == what), None)
    if kind is None:
        known = [one.config for one in KINDS.values() if one.config]
        raise UsageError(f"There is no config of “{what}”.", f"There is: {', '.join(known)}.")
    usage = _USAGE.format(what)
    if verb not in VERBS:
        raise UsageError(f"config {what} has no “{verb}”.", near(verb, VERBS, usage))
    least, most = VERBS[verb]
    if not least <= len(words) <= most:
        wrong = "wants more words" if len(words) < least else f"has no use for “{words[most]}”"
        raise UsageError(f"config {what} {verb} {wrong}.", usage)
    if verb == "get":
        return _get(kind, words, call, out, opener)
    fields = {"value": words[1]} if verb == "set" else {}
    done = Call("do", (f"{kind.singular}.{verb}", words[0]), call.options, (), fields)
    code = do(done, out, opener)
    note = next(one.note for one in kind.actions if one.id == done.words[0])
    if note and not (code or call.has("--json") or call.has("--dry-run")):
        out.say(note)
    return code


def _get(kind: Kind[Any], words: Sequence[str], call: Call, out: Output, opener: Opener) -> int:
    if not words:
        return ls(Call("ls", (kind.id,), call.options), out, opener)
    with Headless(call, out, opener) as headless:
        row = _named(kind, headless.rows(kind), words[0])
        told = kind.as_json(row, headless.view)
    if call.has("--json"):
        out.json(told)
    elif told["unknown"]:
        raise Unavailable(f"{words[0]} is not known: {told['unknown']}.", "")
    elif told["value"] is None:
        default = told["default"] or "nothing"
        out.say(f"{kind.name(row)} is not set; the default is {default}.")
    else:
        out.data(parse.clean(told["value"]))
        out.say(*([f"wsltui: {told['problem']}."] if told["problem"] else []))
    return 0


def _named(kind: Kind[Any], rows: Sequence[Any], word: str) -> Any:
    """Raises NotFound, with what may have been meant."""
    try:
        return find(kind, rows, word)
    except NotFound as error:
        names = [kind.name(row) for row in rows]
        raise NotFound(error.sentence, near(word, names, error.remedy)) from None

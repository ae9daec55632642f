"""`wsltui search`: what Docker Hub has by a word."""

from __future__ import annotations

from tui.cli.headless import Headless, Opener
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.cli.table import table
from tui.core.errors import UsageError
from tui.kinds import registry_search as hub
from tui.session.searching import search as look


def search(call: Call, out: Output, opener: Opener) -> int:
    """Raises UsageError, Unavailable, CommandFailed."""
    term, limit = call.words[0], _limit(call)
    if why := hub.fault(term):
        raise UsageError(f"search: {why}.", "Usage: wsltui search WORD")
    with Headless(call, out, opener) as headless:
        rows = headless.run(look(headless.session, term, limit))
        if call.has("--json"):
            out.json([hub.found_json(row, headless.view) for row in rows])
        elif rows:
            out.data(*table(hub.COLUMNS, rows, headless.view, out.paint, out.room))
        else:
            out.say(f"Docker Hub has nothing by the word {term}.")
    return 0


def _limit(call: Call) -> int:
    told = call.value("--limit") or "25"
    if not (told.isascii() and told.isdigit() and 1 <= int(told[:5]) <= hub.MOST):
        raise UsageError(f"--limit is a number from 1 to {hub.MOST}.", "As in --limit 10.")
    return int(told)

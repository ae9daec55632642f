"""`wsltui logs`: the logs of one thing or several, in the order of time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from tui.cli.headless import Headless, Opener, read_rows
from tui.cli.log_lines import Printing
from tui.cli.naming import find
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.core import logask, logsieve
from tui.core.errors import NotFound, UsageError
from tui.core.kind import Kind
from tui.core.logask import Wanted
from tui.core.loglevel import named
from tui.core.logsieve import Sieve
from tui.kinds import KINDS
from tui.session.logmerge import Merge

MOST = 1_000_000_000
"""Lines: as good as all."""


class Asked(NamedTuple):
    """The words of a call, understood."""

    wanted: Wanted
    sieve: Sieve
    times: bool
    as_json: bool


def logs(call: Call, out: Output, opener: Opener) -> int:
    """1 where a log could not be read; the others are printed all the same."""
    asked = _asked(call)
    with Headless(call, out, opener) as headless:
        kind, rows = headless.run(_rows(headless, call))
        names = [kind.name(row) for row in rows]
        printing = Printing(out, names, asked.sieve, times=asked.times, as_json=asked.as_json)
        merge = Merge(headless.session, kind, rows, asked.wanted, printing.show)
        failed = headless.run(merge.run())
    for name, error in failed.items():
        out.say(f"wsltui: {name}: {error}")
    return max((error.exit_code for error in failed.values()), default=0)


def _asked(call: Call) -> Asked:
    """Raises UsageError."""
    now = datetime.now().astimezone()
    try:
        since = logask.moment_word(call.value("--since") or "", now)
        until = logask.moment_word(call.value("--until") or "", now)
        tail = logask.count(call.value("--tail") or "all", MOST)
    except ValueError as error:
        raise UsageError(str(error), "") from None
    wanted = Wanted(None if tail == MOST else tail, since, until, call.has("--follow"))
    return Asked(wanted, _sieve(call), call.has("--timestamps"), call.has("--json"))


def _sieve(call: Call) -> Sieve:
    """A pattern that is none is an error here: a script must not go on with another one."""
    wanted = logsieve.pattern(call.value("--grep") or "")
    if wanted.fault:
        raise UsageError(f"--grep: “{wanted.text}” cannot be looked for: {wanted.fault}.", "")
    word = call.value("--level")
    least = named(word) if word is not None else None
    if word is not None and least is None:
        raise UsageError(f"There is no level “{word}”.", "They are debug, info, warn and error.")
    return Sieve(wanted, least, call.has("--stderr"))


async def _rows(headless: Headless, call: Call) -> tuple[Kind[Any], Sequence[Any]]:
    """What goes by the names, each once, and what is of the projects. Raises WsltuiError."""
    kind = next(kind for kind in KINDS.values() if kind.logs is not None)
    project = call.value("--project")
    if not call.words and project is None:
        raise UsageError("logs wants NAME….", "Give a name, or --project P.")
    known = await read_rows(headless.session, kind)
    rows = [find(kind, known, word) for word in call.words]
    if project is not None:
        assert kind.logs is not None
        found = [row for row in known if kind.logs.group(row) == project]
        if not found:
            raise NotFound(f"There is no {kind.singular} of a project “{project}”.", "")
        rows += found
    return kind, list({kind.key(row): row for row in rows}.values())

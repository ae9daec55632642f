"""From the words of the command line to an exit code."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.cli.words import HIDDEN
from tui.core.errors import WsltuiError

if TYPE_CHECKING:
    from tui.cli.headless import Opener

INTERRUPTED = 130


def run(call: Call, out: Output, opener: Opener | None = None) -> int:
    """Carry out a verb; what goes wrong is said on stderr. `opener` opens the session."""
    try:
        return _verb(call, out, opener)
    except WsltuiError as error:
        out.complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED


def _verb(call: Call, out: Output, opener: Opener | None) -> int:
    """Each verb imports only what it needs: starting has to be quick."""
    if call.verb == HIDDEN:
        from tui.cli.completing import complete

        return complete(call.words, out)
    if call.verb == "completion":
        from tui.cli.completing import script

        return script(call.words[0], out)
    if call.verb == "pin":
        from tui.cli.pinning import pin

        return pin(call, out)
    if call.verb in ("actions", "history"):
        from tui.cli import accounts

        return (accounts.actions if call.verb == "actions" else accounts.history)(call, out)
    return _with_session(call, out, opener)


def _with_session(call: Call, out: Output, opener: Opener | None) -> int:
    from tui.cli.headless import Stopped
    from tui.session.opening import open_session

    try:
        return _work(call.verb)(call, out, opener or open_session)
    except Stopped as stopped:
        return 128 + stopped.number


def _work(verb: str) -> Callable[[Call, Output, Opener], int]:
    if verb == "do":
        from tui.cli.acting import do

        return do
    if verb == "config":
        from tui.cli.configuring import configure

        return configure
    if verb == "clean":
        from tui.cli.cleaning import clean

        return clean
    if verb == "undo":
        from tui.cli.undoing import undo

        return undo
    if verb == "doctor":
        from tui.cli.doctor import doctor

        return doctor
    if verb == "logs":
        from tui.cli.logs import logs

        return logs
    if verb == "jobs":
        from tui.cli.jobs import jobs

        return jobs
    if verb == "stats":
        from tui.cli.stats import stats

        return stats
    if verb == "search":
        from tui.cli.searching import search

        return search
    from tui.cli.listing import ls, show

    return ls if verb == "ls" else show

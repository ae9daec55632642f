"""The command `wsltui`: without a verb the screen, with one the headless front end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.cli.output import Output
    from tui.cli.parsing import Call


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code; every fault becomes a sentence. Imports only what the words ask for."""
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from tui.cli.crash import note

        print(note(error), file=sys.stderr)  # noqa: T201
        return 1


def _run(argv: Sequence[str]) -> int:
    from tui.cli.output import Output
    from tui.cli.parsing import parse
    from tui.core.errors import WsltuiError

    out = Output(color="--no-color" not in argv)
    try:
        call = parse(argv)
        if call.has("--help"):
            from tui.cli.helping import help_text

            out.data(help_text(call))
        elif call.has("--version"):
            from tui import __version__

            out.data(f"wsltui {__version__}")
        else:
            from tui.cli.main import run

            return run(call, out) if call.verb else _screen(call, out)
    except WsltuiError as error:
        out.complain(error)
        return error.exit_code
    return 0


def _screen(call: Call, out: Output) -> int:
    from tui.core.errors import UsageError

    if not out.attended:
        raise UsageError(
            "The screen needs a terminal.", "`wsltui --help` lists the verbs that need none."
        )
    from tui.cli.headless import options
    from tui.ui.app import run_app

    return run_app(options(call))


if __name__ == "__main__":
    sys.exit(main())

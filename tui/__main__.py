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
    from tui.cli.parsing import parse
    from tui.core.errors import WsltuiError

    try:
        call = parse(argv)
        if call.has("--version") and not call.has("--help"):
            return _version()
        return _call(call, _output(argv))
    except WsltuiError as error:
        _output(argv).complain(error)
        return error.exit_code


def _version() -> int:
    """Prints by itself: what prints everything else takes longer to import."""
    from tui import __version__

    try:
        print(f"wsltui {__version__}", flush=True)  # noqa: T201
    except OSError as error:
        from tui.cli.output import OutputFailed, forget

        forget(sys.stdout)
        if not isinstance(error, BrokenPipeError):
            raise OutputFailed(error) from error
    return 0


def _output(argv: Sequence[str]) -> Output:
    from tui.cli.output import Output

    return Output(color="--no-color" not in argv)


def _call(call: Call, out: Output) -> int:
    if call.has("--help"):
        from tui.cli.helping import help_text

        out.data(help_text(call))
        return 0
    if call.verb:
        from tui.cli.main import run

        return run(call, out)
    return _screen(call, out)


def _screen(call: Call, out: Output) -> int:
    from tui.core.errors import UsageError

    if not out.attended:
        raise UsageError(
            "The screen needs a terminal.", "`wsltui --help` lists the verbs that need none."
        )
    from tui.cli.headless import options
    from tui.ui.start import run_app

    return run_app(options(call))


if __name__ == "__main__":
    sys.exit(main())

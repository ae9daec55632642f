"""`wsltui doctor`: whether Docker, WSL and this distro fit together."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator
from pathlib import Path

from tui import __version__, files
from tui.backends.sockets import user_names
from tui.checks.check import Finding, Verdict, findings_json, tally
from tui.checks.report import report
from tui.cli.headless import Headless, Opener
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.core import parse
from tui.core.errors import UsageError
from tui.core.kind import Cell
from tui.core.verdict import TONES
from tui.session.doctor.diagnose import diagnose
from tui.session.doctor.fixing import examined

WIDEST, INDENT = 100, 15
OUTPUT = Path("-")


def doctor(call: Call, out: Output, opener: Opener) -> int:
    """1 where there is a problem."""
    if call.has("--first-run") or call.has("--speed"):
        return _instead(call, out, opener)
    file = _report_file(call)
    with Headless(call, out, opener) as headless:
        facts = headless.run(diagnose(headless.session))
    findings = examined(facts)
    if file is not None:
        text = report(findings, facts, __version__, user_names())
        out.data(text.rstrip("\n"))
        if file != OUTPUT:
            _write(file, text, call, out)
    elif call.has("--json"):
        out.json(findings_json(findings))
    else:
        for finding in findings:
            out.data(*_lines(finding, out))
        out.say(f"{tally(findings)}.")
    return 1 if any(finding.verdict is Verdict.PROBLEM for finding in findings) else 0


def _instead(call: Call, out: Output, opener: Opener) -> int:
    """Something else than the checks. Raises UsageError where two things are asked for."""
    from tui.cli.checklist import first_run, speed

    given = [word for word in ("--first-run", "--speed", "--report") if call.has(word)]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} do not go together.", "Ask for one at a time.")
    return (first_run if given == ["--first-run"] else speed)(call, out, opener)


def _report_file(call: Call) -> Path | None:
    """Where a report is to go; OUTPUT for nowhere else than to the output.

    Raises UsageError where something lies there already.
    """
    name = call.value("--report")
    if name is None:
        return None
    if call.has("--json"):
        raise UsageError("A report is no JSON.", "Leave out --report or --json.")
    if name == str(OUTPUT):
        return OUTPUT
    if not name or os.path.lexists(name):
        raise UsageError(
            f"{name or 'FILE'} cannot be written: it is there already.", "Name a new file."
        )
    return Path(name)


def _write(file: Path, text: str, call: Call, out: Output) -> None:
    """It was shown; on a terminal it is asked for too."""
    if call.has("--dry-run"):
        out.say(f"Not written to {file}: this is a dry run.")
        return
    if out.can_ask and out.ask(f"Write this to {file}? [y/N] ").casefold() not in ("y", "yes"):
        out.say("Nothing was written.")
        return
    files.write_atomic(file, text)
    out.say(f"Written to {file}. Look through it before you hand it on.")


def _lines(finding: Finding, out: Output) -> Iterator[str]:
    """One line where all is well or nothing is known, else all there is to say."""
    check, judged = finding.check, finding.judged
    mark = out.paint(Cell(f"{judged.verdict.value:<9}", TONES[judged.verdict]))
    unknown = judged.verdict is Verdict.UNCHECKED
    told = "; ".join(filter(None, (judged.why, judged.found))) if unknown else judged.found
    yield f"{mark} {check.id:<4} {parse.clean(check.title)}: {parse.clean(told)}"
    if not judged.meaning:
        return
    because = "" if unknown else f"{judged.why[:1].upper()}{judged.why[1:]}. "
    yield from _wrapped(f"{because}{judged.meaning}", out)
    for step in judged.remedy:
        yield f"{' ' * INDENT}{'>' if out.ascii else '→'} {parse.clean(step)}"
    if judged.fix is not None:
        yield f"{' ' * INDENT}{'>' if out.ascii else '→'} {parse.clean(judged.fix.typed)}"
    yield f"{' ' * INDENT}{check.url}"


def _wrapped(text: str, out: Output) -> list[str]:
    """Within the terminal; commands are not cut, so that they can be copied."""
    return textwrap.wrap(
        parse.clean(text),
        max(40, min(WIDEST, out.room or WIDEST)),
        initial_indent=" " * INDENT,
        subsequent_indent=" " * INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )

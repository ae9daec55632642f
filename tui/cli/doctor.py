"""`wsltui doctor`: whether Docker, WSL and this distro fit together."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from tui.checks import examine
from tui.checks.check import Finding, Verdict, findings_json, tally
from tui.cli.headless import Headless, Opener
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.core import parse
from tui.core.kind import Cell, Tone
from tui.session.doctor.diagnose import diagnose

WIDEST, INDENT = 100, 15
_TONES = {
    Verdict.GOOD: Tone.GOOD,
    Verdict.WARNING: Tone.WARN,
    Verdict.PROBLEM: Tone.BAD,
    Verdict.UNCHECKED: Tone.DIM,
}


def doctor(call: Call, out: Output, opener: Opener) -> int:
    """1 where there is a problem."""
    with Headless(call, out, opener) as headless:
        findings = examine(headless.run(diagnose(headless.session)))
    if call.has("--json"):
        out.json(findings_json(findings))
    else:
        for finding in findings:
            out.data(*_lines(finding, out))
        out.say(f"{tally(findings)}.")
    return 1 if any(finding.verdict is Verdict.PROBLEM for finding in findings) else 0


def _lines(finding: Finding, out: Output) -> Iterator[str]:
    """One line where all is well or nothing is known, else all there is to say."""
    check, judged = finding.check, finding.judged
    mark = out.paint(Cell(f"{judged.verdict.value:<9}", _TONES[judged.verdict]))
    unknown = judged.verdict is Verdict.UNCHECKED
    told = "; ".join(filter(None, (judged.why, judged.found))) if unknown else judged.found
    yield f"{mark} {check.id:<4} {parse.clean(check.title)}: {parse.clean(told)}"
    if not judged.meaning:
        return
    because = "" if unknown else f"{judged.why[:1].upper()}{judged.why[1:]}. "
    yield from _wrapped(f"{because}{judged.meaning}", out)
    for step in judged.remedy:
        yield f"{' ' * INDENT}{'>' if out.ascii else '→'} {parse.clean(step)}"
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

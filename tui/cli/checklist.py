"""`wsltui doctor --first-run` and `--speed`: the way to a first container, and how fast this is."""

from __future__ import annotations

from collections.abc import Iterator

from tui.checks.first_run import State, Step, counted, step_json
from tui.checks.first_run import first_run as steps_of
from tui.cli.headless import Headless, Opener
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.core import parse
from tui.core.kind import Cell, Tone
from tui.core.record import as_json
from tui.session.doctor.diagnose import diagnose
from tui.session.doctor.speed import measure

TONES = {State.DONE: Tone.GOOD, State.TODO: Tone.WARN, State.UNKNOWN: Tone.DIM}
INDENT = 9


def first_run(call: Call, out: Output, opener: Opener) -> int:
    """1 where a step is left to do."""
    with Headless(call, out, opener) as headless:
        steps = steps_of(headless.run(diagnose(headless.session)))
    if call.has("--json"):
        made = [step_json(step) for step in steps]
        out.json({"schema": 1, "summary": counted(steps), "steps": made})
    else:
        for step in steps:
            out.data(*_lines(step, out))
        out.say(f"{counted(steps)['done']} of {len(steps)} done.")
    return 1 if any(step.state is State.TODO for step in steps) else 0


def _lines(step: Step, out: Output) -> Iterator[str]:
    mark = out.paint(Cell(f"{step.state.value:<8}", TONES[step.state]))
    yield f"{mark} {step.title}: {parse.clean(step.found)}"
    for how in step.how:
        yield f"{' ' * INDENT}{'>' if out.ascii else '→'} {parse.clean(how)}"


def speed(call: Call, out: Output, opener: Opener) -> int:
    with Headless(call, out, opener) as headless:
        found = headless.run(measure(headless.session))
    if found is None:
        out.say("Nothing was measured: this is a dry run.")
    elif call.has("--json"):
        out.json({"schema": 1, "times": round(found.times, 2), **as_json(found)})
    else:
        out.data(found.said)
    return 0

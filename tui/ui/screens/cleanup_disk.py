"""The disk truth: what the engine holds, and what does not come back to Windows by itself."""

from __future__ import annotations

from collections.abc import Iterator

from tui.core import units
from tui.core.cleanup.nature import PLURALS
from tui.core.cleanup.plan import Plan
from tui.core.cleanup.policy import Policy
from tui.core.cleanup.policy_words import described
from tui.core.cleanup.world import Class
from tui.core.disk import DiskTruth, Vhdx, free, steps, takes
from tui.core.kind import Cell, Field, Tone
from tui.core.parse import clean
from tui.kinds.cells import long_cell
from tui.kinds.cleanup_rows import WORDS, counts

HOLDS, WINDOWS, BACK = "The engine holds", "What it takes on Windows", "What C: gets back"
OTHERS = "Other disks of WSL"
TRUTH = (
    "Nothing at first. A clean-up frees space inside the VM's disk, a vhdx file that grows and "
    "never shrinks by itself: the engine can use the space again, Windows cannot."
)
FOOT = "Freed space stays in the VM's disk: drive C: gets none of it yet. enter: more"
WAITING = "being asked"


def foot(truth: DiskTruth | None) -> str:
    """One line for the foot of the screen."""
    file = truth.engine if truth else None
    if file is None or file.size is None:
        return FOOT
    name = clean(file.path.rpartition("\\")[2])
    return (
        f"{name} takes {units.size(file.size)} of {file.drive}, and keeps what is freed. "
        "enter: more"
    )


def policy_fields(policy: Policy) -> tuple[Field, ...]:
    """The policy in words: the header has no room for many."""
    return (Field("", long_cell(described(policy)), f"Policy {clean(policy.name)}"),)


def disk_fields(plan: Plan, truth: DiskTruth | None) -> tuple[Field, ...]:
    """For the side of the screen. `truth` is None as long as Windows is being asked."""
    fields = (*_holds(plan), *_unasked(plan))
    if truth is not None and not truth.inside:
        return fields
    return (*fields, *_windows(truth))


def _holds(plan: Plan) -> Iterator[Field]:
    for kind, number in counts(plan.world.things).items():
        if kind is not Class.NETWORK:
            yield Field(WORDS[kind][1], Cell(f"{number:,}  {_held(plan, kind)}"), HOLDS)
    if plan.world.holds is not None:
        yield Field("in all", Cell(f"{units.size(plan.world.holds)}, as it counts"), HOLDS)


def _unasked(plan: Plan) -> Iterator[Field]:
    for kind, why in plan.world.missing.items():
        tone = Tone.DIM if kind is Class.LOG_FILE else Tone.WARN
        yield Field(PLURALS[kind], Cell(f"not looked at: {clean(why)}", tone), HOLDS)


def _windows(truth: DiskTruth | None) -> Iterator[Field]:
    if truth is None:
        yield Field("its disk", Cell(WAITING, Tone.DIM), WINDOWS)
    else:
        known = truth.engine is not None and truth.engine.size is not None
        yield Field(
            "its disk", Cell(clean(takes(truth)), Tone.PLAIN if known else Tone.WARN), WINDOWS
        )
        yield from _file(truth.engine)
    yield Field("", Cell(TRUTH), BACK)
    found = steps(truth) if truth else ()
    for place, step in enumerate(found, 1):
        yield Field("", Cell(f"{place}. {step}", Tone.DIM), BACK)
    if found:
        yield Field("", Cell("c copies these steps."), BACK)
    for file in truth.files if truth else ():
        if not file.engine:
            size = f"unknown, because {file.why}" if file.size is None else units.size(file.size)
            yield Field(clean(file.of), Cell(clean(size), Tone.DIM), OTHERS)
    if truth and truth.files:
        yield Field("", Cell("The pane Disks has what is in each.", Tone.DIM), OTHERS)


def _file(file: Vhdx | None) -> Iterator[Field]:
    if file is not None:
        yield Field("file", Cell(clean(file.path)), WINDOWS)
        yield Field(f"{file.drive or 'drive'} has free", Cell(clean(free(file))), WINDOWS)


def _held(plan: Plan, kind: Class) -> str:
    """Sums of what is shared are no sums: the bounds are said."""
    gains = [thing.gain for thing in plan.world.things if thing.kind is kind]
    least, most = sum(one for one, _ in gains), sum(other for _, other in gains)
    return units.between(least, most)

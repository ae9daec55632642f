"""The disk truth: what the engine holds, and what does not come back to Windows by itself."""

from __future__ import annotations

from tui.core import units
from tui.core.cleanup.plan import Plan
from tui.core.cleanup.policy import Policy
from tui.core.cleanup.policy_words import described
from tui.core.cleanup.world import Class
from tui.core.kind import Cell, Field, Tone
from tui.core.parse import clean
from tui.kinds.cells import long_cell
from tui.kinds.cleanup_rows import WORDS, counts

HOLDS, WINDOWS = "The engine holds", "What drive C: gets back"
TRUTH = (
    "Nothing at first. A clean-up frees space inside the VM's disk, a vhdx file that grows and "
    "never shrinks by itself: the engine can use the space again, Windows cannot."
)
STEPS = (
    "To give it back: quit Docker Desktop, if it runs.",
    "wsl.exe --shutdown ends every distro, wsltui too.",
    "In PowerShell as administrator: Optimize-VHD -Path FILE.vhdx -Mode Full",
    "Without Hyper-V, in diskpart: select vdisk file=FILE.vhdx, then compact vdisk",
)


def policy_fields(policy: Policy) -> tuple[Field, ...]:
    """The policy in words: the header has no room for many."""
    return (Field("", long_cell(described(policy)), f"Policy {clean(policy.name)}"),)


def disk_fields(plan: Plan, *, wsl: bool) -> tuple[Field, ...]:
    """For the side of the screen; about Windows only where wsltui runs inside WSL."""
    fields = [
        Field(WORDS[kind][1], Cell(f"{number:,}  {_held(plan, kind)}"), HOLDS)
        for kind, number in counts(thing for thing in plan.world.things).items()
        if kind is not Class.NETWORK
    ]
    if wsl:
        fields.append(Field("", Cell(TRUTH), WINDOWS))
        fields += [
            Field("", Cell(f"{place}. {step}", Tone.DIM), WINDOWS)
            for place, step in enumerate(STEPS, 1)
        ]
    return tuple(fields)


def _held(plan: Plan, kind: Class) -> str:
    """Sums of what is shared are no sums: the bounds are said."""
    gains = [thing.gain for thing in plan.world.things if thing.kind is kind]
    least, most = sum(one for one, _ in gains), sum(other for _, other in gains)
    if least == most:
        return units.size(most)
    return f"at least {units.size(least)}, at most {units.size(most)}"

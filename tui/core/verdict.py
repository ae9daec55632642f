"""How something that was looked at stands."""

from __future__ import annotations

from enum import StrEnum

from tui.core.kind import Tone


class Verdict(StrEnum):
    """What could not be looked at is neither good nor bad."""

    GOOD = "good"
    WARNING = "warning"
    PROBLEM = "problem"
    UNCHECKED = "unchecked"


TONES = {
    Verdict.GOOD: Tone.GOOD,
    Verdict.WARNING: Tone.WARN,
    Verdict.PROBLEM: Tone.BAD,
    Verdict.UNCHECKED: Tone.DIM,
}
WORST_FIRST = (Verdict.PROBLEM, Verdict.WARNING, Verdict.UNCHECKED, Verdict.GOOD)

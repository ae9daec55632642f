"""One fact about the system, and how its history is drawn."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tui.core.command import Outcome, Result
from tui.core.kind import Tone

BARS = "▁▂▃▄▅▆▇█"
ASCII_BARS = "_.-:=+*#"
_SENTENCE = re.compile(r"(.+?[.!?])\s+(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `data` holds it for scripts; `history` is percentages, the newest last.

    `remedy` is what can be done where the fact could not be found out. `whole` is all that the
    tools answered, by the command; it is no part of what the fact is.
    """

    id: str
    title: str
    value: str
    tone: Tone = Tone.PLAIN
    data: Mapping[str, Any] = field(default_factory=dict)
    history: tuple[float, ...] = ()
    remedy: str = ""
    whole: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)


def why(result: Result, otherwise: str) -> tuple[str, str]:
    """Why a tool told nothing, in one sentence, and what it says besides."""
    started = result.outcome is not Outcome.NOT_STARTED
    words = result.last_words(1) if started else result.last_words()
    match = _SENTENCE.fullmatch(words)
    return (match[1], match[2]) if match else (words or otherwise, "")


def percent(part: float, whole: float = 100.0) -> float:
    """Of `whole`, and 0 where it cannot be said."""
    share = 100 * part / whole if whole else 0.0
    return share if math.isfinite(share) else 0.0


def sparkline(values: Sequence[float], width: int, *, ascii_only: bool = False) -> str:
    """The last `width` percentages as bars; one value alone is drawn as a filled bar."""
    known = [min(100.0, max(0.0, percent(value))) for value in values]
    if not known or width < 1:
        return ""
    if len(known) == 1:
        full = round(width * known[0] / 100)
        filled, empty = ("#", ".") if ascii_only else ("█", "░")
        return filled * full + empty * (width - full)
    bars = ASCII_BARS if ascii_only else BARS
    return "".join(bars[min(7, int(value * 8 / 100))] for value in known[-width:])

"""What of a log is asked for, and how a kind is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from tui.core.command import Command
from tui.core.logline import stamp_of
from tui.core.units import parse_age

R = TypeVar("R")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")
HOW = "Write 10m, 2h, 7d, 14:30, 2026-01-31 or 2026-01-31T14:30."


@dataclass(frozen=True, slots=True)
class Wanted:
    """`tail` counts lines from the end, None for all; `since` and `until` are empty for no bound.

    Both are words as docker takes them: RFC 3339.
    """

    tail: int | None = None
    since: str = ""
    until: str = ""
    follow: bool = False

    def options(self) -> tuple[str, ...]:
        """The words for docker, always with timestamps: lines are put in order by them."""
        words = ["--timestamps"]
        words += ["--follow"] if self.follow else []
        words += [] if self.tail is None else ["--tail", str(self.tail)]
        words += ["--since", self.since] if self.since else []
        words += ["--until", self.until] if self.until else []
        return tuple(words)


@dataclass(frozen=True)
class Logs(Generic[R]):
    """How the log of a row is read.

    command  prints it, stdout and stderr apart
    alive    whether more may be written to it
    absent   why there is none, or None
    explain  what it means when the command says so in place of a log; None for its own words
    group    what it may be read together with, or None
    """

    command: Callable[[R, Wanted], Command]
    alive: Callable[[R], bool]
    absent: Callable[[R], str | None]
    explain: Callable[[R, str], str | None]
    group: Callable[[R], str | None]


def moment_word(text: str, now: datetime) -> str:
    """What a user types for a moment, as docker takes it; empty for none.

    `now` is aware, in the zone that clock times are meant in. Raises ValueError with a sentence.
    """
    text = text.strip()
    if not text:
        return ""
    moment = _before(text, now) or _clock(text, now) or _written(text, now)
    if moment is None:
        raise ValueError(f"“{text}” is no moment. {HOW}")
    return stamp_of(moment)


def _before(text: str, now: datetime) -> datetime | None:
    age = parse_age(text)
    if age is None:
        return None
    try:
        return now - age
    except OverflowError:
        return now - timedelta(days=365 * 50)


def _clock(text: str, now: datetime) -> datetime | None:
    """A time of today, or of yesterday where it is still to come today."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    try:
        moment = now.replace(
            hour=int(match[1]), minute=int(match[2]), second=int(match[3] or 0), microsecond=0
        )
    except ValueError:
        return None
    return moment if moment <= now else moment - timedelta(days=1)


def _written(text: str, now: datetime) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def count(text: str, most: int) -> int:
    """Lines from what a user types: a number, or `all`. Raises ValueError with a sentence."""
    text = text.strip().lower()
    if text == "all":
        return most
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        raise ValueError(f"“{text}” is no number of lines. Write a number, or all.")
    return int(text)

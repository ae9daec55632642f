"""Ages, durations and sizes: from numbers to what is read, and from what is typed to numbers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from tui.core import parse

UNKNOWN = "–"

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_YEAR = 365 * _DAY
_UNITS = {"s": 1, "m": _MINUTE, "h": _HOUR, "d": _DAY, "w": 7 * _DAY, "y": _YEAR}
_AGE = re.compile(r"(?:\d+(?:\.\d+)?[smhdwy])+")
_AGE_PART = re.compile(r"([\d.]+)([smhdwy])")
_SIZE_UNITS = ("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")


def age(now: datetime, then: datetime | None, unknown: str = UNKNOWN) -> str:
    """How long ago in one number: `12s`, `5m`, `3h`, `41d`, `2y`; `in 3h` for a later time.

    Hours go on to 47 and days to 729, so that a number never says less than it could.
    A time without a zone is taken as UTC. Two clocks may differ: a few seconds ahead is `0s`.
    """
    if then is None:
        return unknown
    seconds = int((_aware(now) - _aware(then)).total_seconds())
    if seconds < -_MINUTE:
        return f"in {_short(-seconds)}"
    return _short(max(0, seconds))


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _short(seconds: int) -> str:
    if seconds < _MINUTE:
        return f"{seconds}s"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE}m"
    if seconds < 2 * _DAY:
        return f"{seconds // _HOUR}h"
    if seconds < 2 * _YEAR:
        return f"{seconds // _DAY}d"
    return f"{seconds // _YEAR}y"


def between(least: int, most: int) -> str:
    """`at least 1.2 GB, at most 3.4 GB`, or one size where both read the same."""
    low, high = size(least), size(most)
    return high if low == high else f"at least {low}, at most {high}"


def duration_words(seconds: float) -> str:
    """A duration in the words docker uses, those of `HumanDuration` in docker/go-units."""
    whole = int(seconds)
    if whole < 1:
        return "Less than a second"
    if whole < _HOUR:
        return _few(whole, "second") if whole < _MINUTE else _few(whole // _MINUTE, "minute")
    return _long_words(int(seconds / _HOUR + 0.5), int(seconds // _HOUR))


def _few(count: int, unit: str) -> str:
    if count == 1:
        return "1 second" if unit == "second" else f"About a {unit}"
    return f"{count} {unit}s"


def _long_words(rounded: int, hours: int) -> str:
    if rounded == 1:
        return "About an hour"
    if rounded < 48:
        return f"{rounded} hours"
    if rounded < 24 * 7 * 2:
        return f"{rounded // 24} days"
    if rounded < 24 * 30 * 2:
        return f"{rounded // 24 // 7} weeks"
    if rounded < 24 * 365 * 2:
        return f"{rounded // 24 // 30} months"
    return f"{hours // 24 // 365} years"


def size(count: int | None, unknown: str = UNKNOWN) -> str:
    """Bytes in three digits and powers of 1000, as docker prints them: `1.98 MB`, `70 MB`.

    None and negative numbers (docker's -1) mean that nobody knows.
    """
    if count is None or count < 0:
        return unknown
    number, power = float(count), 0
    while number >= 999.5 and power < len(_SIZE_UNITS) - 1:
        number, power = number / 1000, power + 1
    digits = f"{number:.0f}" if number >= 999.5 else f"{number:.3g}"
    return f"{digits} {_SIZE_UNITS[power]}"


def binary_size(count: int | None, unknown: str = UNKNOWN) -> str:
    """Bytes in three digits and powers of 1024, as memory is counted: `7.6 GiB`."""
    if count is None or count < 0:
        return unknown
    number, power = float(count), 0
    while number >= 999.5 and power < 5:
        number, power = number / 1024, power + 1
    unit = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")[power]
    return f"{number:.0f} {unit}" if number >= 99.5 else f"{number:.3g} {unit}"


def ago(now: datetime, then: datetime | None) -> str:
    """`3h ago`, or `unknown`."""
    return f"{age(now, then)} ago" if then else "unknown"


def parse_age(text: str) -> timedelta | None:
    """A duration from `7d`, `36h`, `2w`, `90m`, `1d12h`; None if it is none.

    What is longer than a timedelta can hold is the longest one.
    """
    text = text.strip().lower()
    if not _AGE.fullmatch(text):
        return None
    seconds = sum(float(number) * _UNITS[unit] for number, unit in _AGE_PART.findall(text))
    try:
        return timedelta(seconds=seconds)
    except OverflowError:
        return timedelta.max


def parse_size(text: str) -> int | None:
    """Bytes from `100MB`, `1.5 GiB`, `100mb` or a bare number; None if it is none."""
    try:
        return parse.size(text.upper().replace("I", "i"))
    except OverflowError:
        return None

"""Words that reasons are made of."""

from __future__ import annotations

from collections.abc import Iterable

from tui.core import parse

_STEPS = ((86_400, 2, "day"), (3_600, 2, "hour"), (60, 2, "minute"), (1, 0, "second"))
_YEAR, _YEARS = 365 * 86_400, 2
_SHOWN = 3


def span(seconds: float) -> str:
    """A length of time in one number: `41 days`, `36 hours`, `2 years`; `0 seconds` if less."""
    whole = max(0, int(seconds))
    if whole >= _YEARS * _YEAR:
        return count(whole // _YEAR, "year")
    size, _, unit = next(step for step in _STEPS if whole >= step[0] * step[1])
    return count(whole // size, unit)


def count(number: int, unit: str) -> str:
    """`1 day`, `2 days`."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def some(names: Iterable[str]) -> str:
    """The first three names and how many more there are."""
    ordered = sorted(map(parse.clean, names))
    shown = ", ".join(ordered[:_SHOWN])
    return shown if len(ordered) <= _SHOWN else f"{shown} and {len(ordered) - _SHOWN} more"

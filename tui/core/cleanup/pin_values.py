"""Pins from words on the command line and from what was saved of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tui.core import parse
from tui.core.cleanup.pins import By, Pin
from tui.core.errors import UsageError
from tui.core.problem import Problem

_HOW = (
    "Say it as `wsltui pin add KIND NAME`, or with one of --pattern GLOB, --label KEY[=VALUE] "
    "and --project NAME."
)


def pin_of_words(
    words: Sequence[str] = (),
    *,
    pattern: str | None = None,
    label: str | None = None,
    project: str | None = None,
    kinds: Mapping[str, str] | None = None,
) -> Pin:
    """The pin that `pin add` and `pin remove` mean. Raises UsageError.

    `words` are a kind and a name; `kinds` are the words for kinds → the kind in the singular.
    """
    options = {By.PATTERN: pattern, By.LABEL: label, By.PROJECT: project}
    said = [(by, value) for by, value in options.items() if value is not None]
    if len(said) + bool(words) != 1 or len(words) not in (0, 2):
        raise UsageError("A pin is made by one thing: a kind and a name, or one option.", _HOW)
    if said:
        return _checked(Pin(*said[0]))
    kind, name = words
    if kinds is not None and kind not in kinds:
        known = ", ".join(dict.fromkeys(kinds.values()))
        raise UsageError(f"There is no kind {parse.clean(kind)}.", f"There are: {known}.")
    return _checked(Pin(By.NAME, name, kind if kinds is None else kinds[kind]))


def _checked(pin: Pin) -> Pin:
    why = _of_no_use(pin)
    if why:
        raise UsageError(f"Nothing can be pinned by that: {why}.", _HOW)
    return pin


def _of_no_use(pin: Pin) -> str:
    if not pin.value.strip():
        return f"the {pin.by} is empty"
    if pin.by is By.LABEL and pin.value.startswith("="):
        return "the label has no key"
    return "a name needs its kind" if pin.by is By.NAME and not pin.kind else ""


def pin_from_json(saved: object) -> Pin:
    """What `Pin.as_json` gave. Raises ValueError with the reason."""
    if not isinstance(saved, Mapping):
        raise ValueError("must be an object")
    by, value, kind = (saved.get(key) for key in ("by", "value", "kind"))
    if by not in tuple(By) or not isinstance(value, str) or not isinstance(kind, str | None):
        raise ValueError(f"must have by ({', '.join(By)}), value and kind")
    pin = Pin(By(str(by)), value, kind or "")
    why = _of_no_use(pin)
    if why:
        raise ValueError(why)
    return pin


def pins_from(saved: Sequence[Any]) -> tuple[tuple[Pin, ...], tuple[Problem, ...]]:
    """Saved pins, and a problem for each that cannot be read.

    While there is a problem nothing may be removed: nobody knows what it was to hold.
    """
    pins: list[Pin] = []
    problems: list[Problem] = []
    for number, one in enumerate(saved):
        try:
            pins.append(pin_from_json(one))
        except ValueError as error:
            problems.append(Problem(None, f"pins[{number}]", parse.clean(str(error))))
    return tuple(dict.fromkeys(pins)), tuple(problems)

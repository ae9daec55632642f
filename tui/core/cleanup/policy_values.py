"""Policies from what a user wrote: in the config, in a saved plan, on the command line.

A policy is used whole or not at all: leaving out a filter that cannot be read would remove more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from difflib import get_close_matches
from typing import Any

from tui.core import parse, units
from tui.core.cleanup.policy import PRESETS, STANDARD, Images, Policy
from tui.core.errors import UsageError
from tui.core.problem import Problem

Lines = Callable[[str], int | None]


def _nowhere(_key: str) -> int | None:
    return None


def policy_from(
    name: str, table: object, line_of: Lines = _nowhere, base: Policy = STANDARD
) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The policy `[policies.NAME]`: what it does not say is as in `base`.

    None if there is any problem. `line_of` finds the line of a dotted key.
    """
    where = f"policies.{name}"
    if not isinstance(table, Mapping):
        return None, (Problem(line_of(where), parse.clean(where), "must be a table"),)
    if not name.strip() or name in PRESETS:
        reason = "is the name of a preset" if name in PRESETS else "must have a name"
        return None, (Problem(line_of(where), parse.clean(where), reason),)
    good, reasons = read_values(table)
    problems = tuple(
        Problem(line_of(f"{where}.{key}"), parse.clean(f"{where}.{key}"), parse.clean(reason))
        for key, reason in reasons.items()
    )
    return (None if problems else replace(base, **good, name=name)), problems


def policies_from(
    tables: Mapping[str, object], line_of: Lines = _nowhere
) -> tuple[dict[str, Policy], tuple[Problem, ...]]:
    """All policies of the `[policies]` table that can be used, by name."""
    policies: dict[str, Policy] = {}
    problems: list[Problem] = []
    for name, table in tables.items():
        policy, found = policy_from(name, table, line_of)
        problems += found
        if policy is not None:
            policies[name] = policy
    return policies, tuple(problems)


def policy_named(name: str, own: Mapping[str, Policy]) -> Policy:
    """A preset, or one of the user's own. Raises UsageError."""
    known = {**own, **PRESETS}
    if name in known:
        return known[name]
    sentence = f"There is no policy {parse.clean(name)}{_near(name, known)}."
    raise UsageError(sentence, f"There are: {', '.join(sorted(known))}.")


def policy_of_words(words: Mapping[str, object], base: Policy = STANDARD) -> Policy:
    """`base` with what the command line says: field → text, texts or flag; None is not said.

    Raises UsageError that names each word that is of no use.
    """
    said = {key: value for key, value in words.items() if value is not None}
    good, reasons = read_values(said)
    if reasons:
        told = (f"--{key.replace('_', '-')} {reason}" for key, reason in reasons.items())
        raise UsageError(f"{parse.clean('; '.join(told))}.", "See `wsltui clean --help`.")
    return replace(base, **good, name="own") if good else base


def read_values(table: Mapping[Any, object]) -> tuple[dict[str, Any], dict[str, str]]:
    """Fields of `Policy` with their values, and for each that is of no use the reason."""
    good: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    for key, value in table.items():
        try:
            if key not in _READERS:
                raise ValueError(f"is no word of a policy{_near(str(key), _READERS)}")
            good[key] = _READERS[key](value)
        except ValueError as error:
            reasons[str(key)] = str(error)
    return good, reasons


def _near(word: str, words: Collection[str]) -> str:
    close = get_close_matches(word, words, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _images(value: object) -> Images:
    if value not in tuple(Images):
        raise ValueError(f"must be {', '.join(Images)}")
    return Images(str(value))


def _seconds(value: object) -> float:
    if isinstance(value, str):
        age = units.parse_age(value)
        value = None if age is None else age.total_seconds()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError('must be an age such as "7d", "36h" or "2w"')
    if not (math.isfinite(value) and value >= 0):
        raise ValueError("must be 0 or more")
    return float(value)


def _bytes(value: object) -> int:
    if isinstance(value, str):
        value = units.parse_size(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError('must be a size such as "100MB" or "1.5GiB"')
    return value


def _bytes_or_never(value: object) -> int | None:
    return None if value is None or value is False else _bytes(value)


def _count(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("must be a whole number, 0 or more")
    return value


def _words(value: object) -> tuple[str, ...]:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, (list, tuple)):
        raise ValueError("must be a list of words")
    if not all(isinstance(word, str) and word for word in words):
        raise ValueError("must be a list of words, none of them empty")
    return tuple(dict.fromkeys(words))


def _labels(value: object) -> tuple[str, ...]:
    labels = _words(value)
    if any(label.startswith("=") for label in labels):
        raise ValueError("must be labels such as key or key=value")
    return labels


def _volumes(value: object) -> frozenset[str]:
    names = _words(value)
    if any(set(name) & set("*?[") for name in names):
        raise ValueError("must be exact names: named volumes are not removed by a pattern")
    return frozenset(names)


_READERS: Mapping[str, Callable[[object], object]] = {
    "containers": _flag,
    "images": _images,
    "networks": _flag,
    "anonymous_volumes": _flag,
    "volumes": _volumes,
    "build_cache": _flag,
    "older_than": _seconds,
    "larger_than": _bytes,
    "labels": _labels,
    "not_labels": _labels,
    "names": _words,
    "projects": _words,
    "keep_tags": _count,
    "log_files": _bytes_or_never,
    "save_layers": _flag,
    "save_images": _flag,
    "backup_named": _flag,
    "backup_anonymous": _flag,
}
assert {field.name for field in fields(Policy)} == {"name", *_READERS}

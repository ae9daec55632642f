"""From `state:exited older:7d web` to a question that can be put to each row.

    word              in any column, name or facet, whatever the case; all words must match
    "two words"       as they stand; quotes also take the meaning from : , ! and -
    key:value         in that facet or column; key:one,two is one or the other
    !word  -key:value must not match
    older:7d newer:2h by the time `created`, older:started:7d by another one
    larger:100MB smaller:1GB

What is not finished yet (`state:`, `!`) and what cannot be read (`older:soon`) keeps every
row, so that nothing flickers while it is being typed.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tui.core.kind import Kind, View
from tui.core.terms import Haystacks, NotReadError, Test, by_age, by_size, has_value, has_word

R = TypeVar("R")

_TOKEN = re.compile(r'(?:"[^"]*"?|[^\s"])+')
_QUOTED = re.compile(r'"([^"]*)"?')
# noncharacters stand in for the signs inside quotes until all others have been read
_HIDE = str.maketrans(":,!-", "\ufdd0\ufdd1\ufdd2\ufdd3")
_SHOW = str.maketrans("\ufdd0\ufdd1\ufdd2\ufdd3", ":,!-")


@dataclass(frozen=True)
class Filter(Generic[R]):
    """`error` says which term could not be read; `hint` that a key was taken for a word."""

    text: str = ""
    terms: tuple[Test[R], ...] = ()
    error: str | None = None
    hint: str | None = None

    def __bool__(self) -> bool:
        return bool(self.terms)

    def matches(self, row: R, view: View) -> bool:
        return all(term(row, view) for term in self.terms)

    def select(self, rows: Iterable[R], view: View) -> list[R]:
        """The rows that match, in their order."""
        chosen = list(rows)
        for term in self.terms:
            chosen = [row for row in chosen if term(row, view)]
        return chosen


def compile_filter(text: str, kind: Kind[R], haystacks: Haystacks[R] | None = None) -> Filter[R]:
    """The filter for a text as typed. Never raises: see `Filter.error` and `Filter.hint`.

    Who compiles again at every key hands in the same `haystacks`.
    """
    haystacks = haystacks or Haystacks(kind)
    terms: list[Test[R]] = []
    errors: list[str] = []
    hints: list[str] = []
    for token in _TOKEN.findall(text):
        negated, bare = _sign(_QUOTED.sub(_protected, token), kind)
        try:
            test = _test(bare, kind, haystacks)
        except NotReadError as error:
            errors.append(str(error))
        else:
            terms += [] if test is None else [_not(test) if negated else test]
            hints += _hints(bare, kind)
    return Filter(text, tuple(terms), next(iter(errors), None), next(iter(hints), None))


def keys(kind: Kind[Any]) -> tuple[str, ...]:
    """Every word that may stand before a colon."""
    times = ("older", "newer") if kind.moments else ()
    sizes = ("larger", "smaller") if kind.amounts else ()
    named = dict.fromkeys((*kind.facets, *(column.id for column in kind.columns)))
    return (*named, *times, *sizes)


def _protected(quoted: re.Match[str]) -> str:
    return quoted[1].translate(_HIDE)


def _sign(token: str, kind: Kind[Any]) -> tuple[bool, str]:
    """Whether a term is negated, and the rest of it. `-word` is a word: `-alpine`."""
    if token.startswith("!"):
        return True, token[1:]
    if token.startswith("-") and _key(token[1:], kind):
        return True, token[1:]
    return False, token


def _key(token: str, kind: Kind[Any]) -> str | None:
    key, colon, _ = token.partition(":")
    return key.lower() if colon and key.lower() in keys(kind) else None


def _test(token: str, kind: Kind[R], haystacks: Haystacks[R]) -> Test[R] | None:
    key = _key(token, kind)
    if key is None:
        return has_word(token.translate(_SHOW), haystacks) if token else None
    value = token.partition(":")[2]
    values = [one.translate(_SHOW) for one in value.split(",") if one]
    if not values:
        return None
    if key in ("older", "newer"):
        return by_age(key, value.translate(_SHOW), kind)
    if key in ("larger", "smaller"):
        return by_size(key, value.translate(_SHOW), kind)
    return has_value(key, values, kind)


def _not(test: Test[R]) -> Test[R]:
    return lambda row, view: not test(row, view)


def _hints(token: str, kind: Kind[Any]) -> list[str]:
    """A word about `stat:exited`, but none about `host:5000/img` or `https://…`."""
    key, colon, value = token.partition(":")
    if not colon or _key(token, kind) or not (key.isalpha() and value[:1].isalpha()):
        return []
    near = difflib.get_close_matches(key.lower(), keys(kind), n=1)
    advice = f"Did you mean “{near[0]}:”?" if near else f"Keys: {', '.join(keys(kind))}."
    return [f"“{key}:” is no key of {kind.title.lower()}: it is searched as text. {advice}"]

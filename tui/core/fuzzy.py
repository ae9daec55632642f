"""Finding an entry by some of its letters, the best first.

An entry is a title and other texts it goes by. What is typed may stand in a text as it is, or
word by word in any order, or letter by letter with gaps: in this order of rank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_SPLIT = re.compile(r"[\W_]+")
_EXACT, _FIRST, _WORD, _INSIDE, _ALL_WORDS, _LETTERS = 6000, 5000, 4000, 3000, 2000, 1000
_TITLE = 60
_LONGEST = 100


class Hit(NamedTuple):
    """`entry` is its place, `text` the one of its texts that matched (0: the title)."""

    entry: int
    text: int
    score: int


class _Entry(NamedTuple):
    """Words in lower case, a blank before each, so that one search finds where they start."""

    texts: tuple[str, ...]
    together: str
    letters: frozenset[str]


class Index:
    """Entries made ready for being searched at every key."""

    def __init__(self, entries: Sequence[Sequence[str]]) -> None:
        self._entries = [_ready(texts) for texts in entries]

    def rank(self, query: str) -> list[Hit]:
        """The entries that match, the best first, equals in their order; all for no query."""
        wanted = _words(query)
        if not wanted:
            return [Hit(place, 0, 0) for place in range(len(self._entries))]
        letters = frozenset(wanted)
        hits = []
        for place, entry in enumerate(self._entries):
            if letters <= entry.letters:
                number, score = _best(wanted, entry)
                if score:
                    hits.append(Hit(place, number, score))
        hits.sort(key=lambda hit: -hit.score)
        return hits


def places(query: str, text: str) -> tuple[int, ...]:
    """The indices of the letters of `text` that `query` stands for; empty if it does not match."""
    low, wanted = _lower(text), _lower(query).strip()
    spaced = " " + _SPLIT.sub(lambda match: " " * len(match[0]), low)
    start = low.find(wanted)
    if wanted and start >= 0:
        start = max(start, spaced.find(f" {wanted}"))
        return tuple(range(start, start + len(wanted)))
    words = _words(wanted).split()
    starts = [_start_of(word, spaced) for word in words]
    if min(starts, default=-1) >= 0:
        found = {s + n for s, word in zip(starts, words, strict=True) for n in range(len(word))}
        return tuple(sorted(found))
    return _align("".join(words), spaced) or ()


def _ready(texts: Sequence[str]) -> _Entry:
    words = tuple(map(_words, texts))
    together = "\n".join(("", *words, ""))
    return _Entry(words, together, frozenset(together))


def _words(text: str) -> str:
    return "".join(f" {word}" for word in _SPLIT.split(text.lower()) if word)


def _best(wanted: str, entry: _Entry) -> tuple[int, int]:
    """(number of the text, score), 0 for no match. What is looser counts only without the rest."""
    if wanted[1:] in entry.together:
        return _as_it_is(wanted, entry)
    words = wanted.split()
    for number, text in enumerate(entry.texts):
        if len(words) > 1 and all(word in text for word in words):
            return number, _ALL_WORDS + _preferred(number, entry)
    letters = "".join(words)
    for number, text in enumerate(entry.texts):
        if found := _align(letters, text):
            return number, _LETTERS + _closeness(found, text) + _preferred(number, entry)
    return 0, 0


def _as_it_is(wanted: str, entry: _Entry) -> tuple[int, int]:
    together = entry.together
    needles = (
        (_EXACT, f"\n{wanted}\n"),
        (_FIRST, f"\n{wanted}"),
        (_WORD, wanted),
        (_INSIDE, wanted[1:]),
    )
    places_found = ((level, together.find(needle)) for level, needle in needles)
    level, at = next((level, at) for level, at in places_found if at >= 0)
    number = together.count("\n", 0, at + 1) - 1
    return number, level + _preferred(number, entry)


def _preferred(number: int, entry: _Entry) -> int:
    """Titles before other texts, short ones before long ones."""
    return (0 if number else _TITLE) + _LONGEST - min(len(entry.texts[number]), _LONGEST)


def _closeness(found: tuple[int, ...], spaced: str) -> int:
    starts = sum(spaced[at] == " " for at in found)
    joined = sum(after - at == 1 for at, after in pairwise(found))
    gaps = found[-1] - found[0] + 1 - len(found)
    return max(-_LETTERS + 1, 40 * starts + 20 * joined - 3 * gaps)


def _start_of(word: str, spaced: str) -> int:
    """Where it stands in the text behind the blank, at a word's start if it can; -1 if nowhere."""
    start = spaced.find(f" {word}")
    return start if start >= 0 else spaced.find(word) - 1


def _align(letters: str, spaced: str) -> tuple[int, ...] | None:
    """The place of each letter in the text behind the blank, or None."""
    return _prefer_starts(letters, spaced) or _leftmost(letters, spaced)


def _prefer_starts(letters: str, spaced: str) -> tuple[int, ...] | None:
    """Each letter right after the one before, else at the next word, else anywhere later."""
    found: list[int] = []
    at = -1
    for letter in letters:
        if found and spaced.startswith(letter, at + 2):
            at += 1
        else:
            start = spaced.find(f" {letter}", at + 1)
            at = start if start >= 0 else spaced.find(letter, at + 2) - 1
        if at < 0:
            return None
        found.append(at)
    return tuple(found)


def _leftmost(letters: str, spaced: str) -> tuple[int, ...] | None:
    found: list[int] = []
    at = 0
    for letter in letters:
        at = spaced.find(letter, at + 1)
        if at < 0:
            return None
        found.append(at - 1)
    return tuple(found)


def _lower(text: str) -> str:
    """Lower case, letter for letter: a few letters would become two."""
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)

"""Two texts, line by line: what goes and what comes, with the numbers of the lines."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

MANY = 400
"""Lines between the first and the last change up to which those that stay are left out."""


class Change(NamedTuple):
    """Lines from `first` on (counted from 0) that become others; each with its line feed."""

    first: int
    gone: list[str]
    come: list[str]


class Line(NamedTuple):
    """A line that goes (`-`, numbered as it was) or comes (`+`, numbered as it will be)."""

    sign: str
    number: int
    text: str


def lines_of(text: str) -> list[str]:
    """With their line feeds."""
    parts = text.split("\n")
    whole = [f"{part}\n" for part in parts[:-1]]
    return [*whole, parts[-1]] if parts[-1] else whole


def change(before: str, after: str) -> Change:
    """The one piece that covers all that differs."""
    old, new = lines_of(before), lines_of(after)
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    return Change(first, old[first : len(old) - last], new[first : len(new) - last])


def differing(before: str, after: str) -> Iterator[Line]:
    """Every line that goes or comes, without its end."""
    first, gone, come = change(before, after)
    for i1, i2, j1, j2 in _runs(gone, come):
        for at in range(i1, i2):
            yield Line("-", first + at + 1, gone[at].rstrip("\r\n"))
        for at in range(j1, j2):
            yield Line("+", first + at + 1, come[at].rstrip("\r\n"))


def _runs(gone: list[str], come: list[str]) -> list[tuple[int, int, int, int]]:
    if max(len(gone), len(come)) > MANY:
        return [(0, len(gone), 0, len(come))]
    matcher = SequenceMatcher(None, gone, come, autojunk=False)
    return [spans for tag, *spans in matcher.get_opcodes() if tag != "equal"]  # type: ignore[misc]


def _alike(one: list[str], other: list[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))

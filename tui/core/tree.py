"""JSON as a tree of lines that fold, can be searched, and hide secrets until asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tui.core.parse import clean
from tui.core.secrets import MASK, awaits_secret, mask_named

LONGEST = 4000
"""Characters of one value that are shown; the raw JSON has all of it."""
OPEN_DEPTH = 2
"""Branches deeper than this are folded at first."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `folded` is None for a leaf; `count` is how much a branch holds."""

    path: Path
    depth: int
    label: str
    value: str
    folded: bool | None = None
    count: int = 0
    secret: bool = False


class Tree:
    """A JSON value and how it is looked at."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.unmasked = False
        self._behind_flags = frozenset(_behind_flags(value))
        self._folded: dict[Path, bool] = {}

    def lines(self) -> list[Line]:
        """The lines in sight."""
        return list(self._walk(self.value, (), 0))

    def fold(self, path: Path, folded: bool) -> None:
        self._folded[path] = folded

    def keep_folds(self, other: Tree) -> None:
        """Fold as the other one is folded."""
        self._folded = dict(other._folded)

    def raw(self) -> str:
        """The JSON as it would be copied; secrets are hidden unless they were asked for."""
        value = self.value if self.unmasked else masked(self.value)
        return json.dumps(value, indent=2, ensure_ascii=False)

    def find(self, words: str) -> list[Path]:
        """The paths of all lines whose label or value holds the words, folded or not."""
        sought = words.lower()
        return [
            line.path
            for line in self._walk(self.value, (), 0, everything=True)
            if sought in (line.label if line.folded is not None else _text(line)).lower()
        ]

    def reveal(self, path: Path) -> None:
        """Unfold what hides a path."""
        for length in range(len(path)):
            self._folded[path[:length]] = False

    def _is_folded(self, path: Path, depth: int) -> bool:
        return self._folded.get(path, depth > OPEN_DEPTH)

    def _walk(
        self, value: Any, path: Path, depth: int, *, everything: bool = False
    ) -> Iterator[Line]:
        label = clean(path[-1]) if path else ""
        children = _children(value)
        if children is None:
            yield self._leaf(value, path, depth, label)
            return
        inside = depth
        folded = False
        if path:
            folded = self._is_folded(path, depth)
            yield Line(path, depth, label, _extent(value), folded, len(children))
            inside = depth + 1
        if not folded or everything:
            for name, child in children:
                yield from self._walk(child, (*path, name), inside, everything=everything)

    def _leaf(self, value: Any, path: Path, depth: int, label: str) -> Line:
        text = value if isinstance(value, str) else json.dumps(value)
        shown = MASK if path in self._behind_flags else _hidden(text, path)
        secret = shown != text
        if self.unmasked:
            shown = text
        return Line(path, depth, label, clean(shown[:LONGEST]), secret=secret)


def _text(line: Line) -> str:
    return f"{line.label} {line.value}"


def _hidden(text: str, path: Path) -> str:
    """The text of a leaf, masked where its name or the text itself says that it is secret.

    The name of an element of an array is that of the array.
    """
    name = next((part for part in reversed(path) if not part.isdigit()), "")
    return mask_named(name, text)


def masked(value: Any, path: Path = ()) -> Any:
    """The same value, with what is secret in it hidden."""
    if isinstance(value, dict):
        return {key: masked(item, (*path, str(key))) for key, item in value.items()}
    if isinstance(value, list):
        hidden = _hidden_in(value)
        return [
            MASK if n in hidden else masked(item, (*path, str(n))) for n, item in enumerate(value)
        ]
    text = value if isinstance(value, str) else json.dumps(value)
    shown = _hidden(text, path)
    return value if shown == text else shown


def _hidden_in(words: list[Any]) -> set[int]:
    """The places behind flags of a command line whose values are secret: `--password X`."""
    pairs = enumerate(pairwise(words), 1)
    return {n for n, (flag, word) in pairs if isinstance(word, str) and _is_flag(flag)}


def _is_flag(word: Any) -> bool:
    return isinstance(word, str) and awaits_secret(word)


def _behind_flags(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of all those in a value."""
    if isinstance(value, list):
        yield from ((*path, str(n)) for n in _hidden_in(value))
    for name, child in _children(value) or ():
        if isinstance(child, dict | list):
            yield from _behind_flags(child, (*path, name))


def _children(value: Any) -> list[tuple[str, Any]] | None:
    if isinstance(value, dict):
        return [(str(k), v) for k, v in value.items()]
    if isinstance(value, list):
        return [(str(n), v) for n, v in enumerate(value)]
    return None


def _extent(value: Any) -> str:
    return f"[{len(value)}]" if isinstance(value, list) else f"{{{len(value)}}}"

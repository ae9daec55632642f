"""The questions a filter is made of: each is put to a row and a view, and answers yes or no."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from tui.core import units
from tui.core.kind import Kind, View

R = TypeVar("R")
Test = Callable[[R, View], bool]


class NotReadError(ValueError):
    """A term that means nothing; its text is a sentence for the user."""


class Haystacks(Generic[R]):
    """The text that words are looked up in, made once for each row object."""

    def __init__(self, kind: Kind[R]) -> None:
        self._kind = kind
        self._known: dict[int, tuple[R, str]] = {}

    def __call__(self, row: R, view: View) -> str:
        known = self._known.get(id(row))
        if known is not None:
            return known[1]
        texts = [column.cell(row, view).text for column in self._kind.columns]
        texts += self._kind.names(row)
        for facet in self._kind.facets.values():
            texts += facet(row)
        text = "\n".join(texts).casefold()
        self._known[id(row)] = (row, text)
        return text

    def keep(self, rows: Iterable[R]) -> None:
        """Forget all rows but these."""
        known = self._known
        self._known = {id(row): known[id(row)] for row in rows if id(row) in known}


def has_word(word: str, haystacks: Haystacks[R]) -> Test[R]:
    folded = word.casefold()
    return lambda row, view: folded in haystacks(row, view)


def has_value(key: str, values: Sequence[str], kind: Kind[R]) -> Test[R]:
    """One of the values is in one of the texts of a facet, or in a column's cell."""
    texts = _texts(key, kind)
    wanted = [value.casefold() for value in values]

    def test(row: R, view: View) -> bool:
        found = [text.casefold() for text in texts(row, view)]
        return any(one in text for text in found for one in wanted)

    return test


def _texts(key: str, kind: Kind[R]) -> Callable[[R, View], tuple[str, ...]]:
    facet = kind.facets.get(key)
    if facet is not None:
        return lambda row, _view: facet(row)
    cell = next(column.cell for column in kind.columns if column.id == key)
    return lambda row, view: (cell(row, view).text,)


def by_age(key: str, value: str, kind: Kind[R]) -> Test[R]:
    """`older` or `newer` than `7d`, by the time `created`, or `started:7d` by another one.

    A row that has no such time is neither. Raises NotReadError.
    """
    moment, span = _measure(key, value, kind.moments, "created")
    limit = units.parse_age(span)
    if limit is None:
        raise NotReadError(f"{key}: wants an age such as 7d, 36h or 90m, not “{span}”.")

    def test(row: R, view: View) -> bool:
        then = moment(row)
        return then is not None and (view.now - then > limit) == (key == "older")

    return test


def by_size(key: str, value: str, kind: Kind[R]) -> Test[R]:
    """`larger` or `smaller` than `100MB`; a row whose size nobody knows is neither.

    Raises NotReadError.
    """
    amount, text = _measure(key, value, kind.amounts, "size")
    limit = units.parse_size(text)
    if limit is None:
        raise NotReadError(f"{key}: wants a size such as 100MB or 1.5GiB, not “{text}”.")

    def test(row: R, _view: View) -> bool:
        count = amount(row)
        return count is not None and (count > limit if key == "larger" else count < limit)

    return test


def _measure(
    key: str, value: str, measures: Mapping[str, Callable[[R], Any]], usual: str
) -> tuple[Callable[[R], Any], str]:
    """What is measured, and the rest of `started:7d`; the usual one, else the first."""
    name, _, rest = value.rpartition(":")
    if not name:
        name = usual if usual in measures else next(iter(measures))
    measure = measures.get(name.lower())
    if measure is None:
        raise NotReadError(f"{key}: knows {', '.join(measures)} here, not “{name}”.")
    return measure, rest

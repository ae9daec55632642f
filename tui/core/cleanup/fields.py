"""The fields of one JSON object, each of the type that it has to be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from tui.core import parse

E = TypeVar("E", bound=StrEnum)


class Unfit(ValueError):
    """Something in the JSON is not what it has to be; the text says where and what."""


class Fields:
    """`where` names the object in sentences. Every reader raises Unfit."""

    def __init__(self, data: object, where: str) -> None:
        if not isinstance(data, Mapping):
            raise Unfit(f"{where} must be an object")
        self._data, self.where = data, where

    def unfit(self, key: str, expected: str) -> Unfit:
        return Unfit(f"{key} of {self.where} must be {expected}")

    def text(self, key: str) -> str:
        value = self._data.get(key)
        if not isinstance(value, str):
            raise self.unfit(key, "a text")
        return value

    def text_or_none(self, key: str) -> str | None:
        return None if self._data.get(key) is None else self.text(key)

    def whole(self, key: str) -> int:
        value = self._data.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.unfit(key, "a whole number, 0 or more")
        return value

    def flag(self, key: str) -> bool:
        value = self._data.get(key, False)
        if not isinstance(value, bool):
            raise self.unfit(key, "true or false")
        return value

    def array(self, key: str) -> list[Any]:
        value = self._data.get(key)
        if not isinstance(value, list):
            raise self.unfit(key, "an array")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.array(key) if key in self._data else []
        if not all(isinstance(value, str) for value in values):
            raise self.unfit(key, "an array of texts")
        return tuple(values)

    def labels(self, key: str) -> dict[str, str]:
        """None at all where they are missing."""
        values = self.mapping(key) if key in self._data else {}
        if not all(isinstance(value, str) for value in values.values()):
            raise self.unfit(key, "an object of texts")
        return dict(values)

    def mapping(self, key: str) -> Mapping[str, Any]:
        value = self._data.get(key)
        if not isinstance(value, Mapping):
            raise self.unfit(key, "an object")
        return value

    def time(self, key: str) -> datetime | None:
        """None where it is null."""
        written = self.text_or_none(key)
        moment = parse.time(written)
        if written is not None and moment is None:
            raise self.unfit(key, "a time such as 2030-01-31T12:00:00Z")
        return moment

    def one_of(self, key: str, words: type[E]) -> E:
        value = self._data.get(key)
        if value not in tuple(words):
            raise self.unfit(key, f"one of {', '.join(words)}")
        return words(str(value))

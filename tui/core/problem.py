"""Something in a file of the user's that cannot be used as it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` counts from 1, None for none; `key` is dotted, empty for the whole file."""

    line: int | None
    key: str
    reason: str

    def __str__(self) -> str:
        where = "" if self.line is None else f"line {self.line}: "
        return f"{where}{self.key}: {self.reason}" if self.key else f"{where}{self.reason}"

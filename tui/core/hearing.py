"""What is made of the lines that a command prints while it runs."""

from __future__ import annotations

from typing import Protocol

from tui.core.kind import Cell


class Hearing(Protocol):
    """Hears one command. Lines come as they were printed, escape sequences and all."""

    def hear(self, line: str) -> str:
        """What of it is news to somebody who reads along, as one clean line; empty for none."""
        ...

    @property
    def words(self) -> str:
        """How far it has come, in a few words; empty as long as nobody knows."""
        ...

    @property
    def share(self) -> float | None:
        """The same as a number from 0 to 1."""
        ...

    def account(self) -> tuple[Cell, ...]:
        """What there is to say of it as a whole, what matters most first."""
        ...

    def end(self, *, well: bool) -> None:
        """There are no more lines."""
        ...

    def outcome(self) -> str:
        """What it said came of it, for one that ended well."""
        ...


class Heard(str):
    """How far a running command has come, in words, with that as a number from 0 to 1 and what
    was news in the line that told of it."""

    __slots__ = ("news", "share")
    share: float | None
    news: str

    def __new__(cls, words: str, share: float | None = None, news: str = "") -> Heard:
        made = super().__new__(cls, words)
        made.share, made.news = share, news
        return made

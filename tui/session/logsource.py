"""One of the logs that are looked at: how far it was read, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tui.core.logline import LogLine


class Standing(StrEnum):
    """Ended: what writes it does not run. Failed: it may do next time."""

    WAITING = "waiting"
    FOLLOWED = "followed"
    ENDED = "ended"
    GONE = "gone"
    FAILED = "failed"
    UNREADABLE = "unreadable"


@dataclass
class Source:
    """`taken` counts the lines that came; `last` is the moment of the last one.

    first  the moment of the first line that came
    skips  it is to be gone on with at its end
    """

    key: str
    name: str
    row: Any
    standing: Standing = Standing.WAITING
    words: str = ""
    first: str = ""
    last: str = ""
    taken: int = 0
    skips: bool = False
    _head: set[str] = field(default_factory=set)
    _same: set[str] = field(default_factory=set)
    _again: tuple[str, frozenset[str]] = ("", frozenset())

    def begin(self) -> None:
        """It is read from `last` on: what came with that moment comes again."""
        self._again = (self.last, frozenset(self._same))

    def fresh(self, lines: list[LogLine]) -> list[LogLine]:
        """Those that did not come before."""
        stamp, raws = self._again
        if stamp:
            lines = [one for one in lines if one.stamp > stamp or self._new(one, stamp, raws)]
        for line in lines:
            self._note(line)
        self.taken += len(lines)
        return lines

    def older(self, lines: list[LogLine]) -> list[LogLine]:
        """Those before the first that is known, of lines that may go up to it or beyond."""
        found = [
            one
            for one in lines
            if one.stamp < self.first or (one.stamp == self.first and one.raw not in self._head)
        ]
        if found:
            self.first = found[0].stamp
            self._head = {one.raw for one in found if one.stamp == self.first}
        self.taken += len(found)
        return found

    @staticmethod
    def _new(line: LogLine, stamp: str, raws: frozenset[str]) -> bool:
        return line.stamp == stamp and line.raw not in raws

    def _note(self, line: LogLine) -> None:
        self.first = self.first or line.stamp
        if line.stamp == self.first:
            self._head.add(line.raw)
        if line.stamp > self.last:
            self.last = line.stamp
            self._same = {line.raw}
        elif line.stamp == self.last:
            self._same.add(line.raw)

    def stand(self, standing: Standing, words: str) -> str | None:
        """Note how it stands; what is to be said of it, where that is news."""
        before, self.standing = self.standing, standing
        self.words = words or _WORDS.get(standing, "").format(self.name)
        if standing is before or standing is Standing.WAITING:
            return None
        if standing is Standing.FOLLOWED:
            news = before in (Standing.ENDED, Standing.GONE, Standing.FAILED)
            return f"{self.name} goes on" if news else None
        return self.words


_WORDS = {
    Standing.ENDED: "{} does not run; its log goes on when it does",
    Standing.GONE: "{} is gone; its log stays here as it was read",
}

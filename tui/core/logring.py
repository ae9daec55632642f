"""The lines of a log that are kept: in order, and no more than memory is meant for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from tui.core.logline import LogLine, by_key
from tui.core.logsieve import Sieve

KEEP = 50_000
"""Lines."""
ROOM = 16 * 1024 * 1024
"""Bytes of their text."""


class Ring:
    """`lines` are all that are kept, `shown` those that the sieve lets through.

    `dropped` counts the oldest, which went to make room.
    """

    def __init__(self, keep: int = KEEP, room: int = ROOM) -> None:
        self.keep, self._room = keep, room
        self.lines: list[LogLine] = []
        self.shown = self.lines
        self.sieve = Sieve()
        self.dropped = 0
        self._bytes = 0

    @property
    def full(self) -> bool:
        """Whether one more line would push out the oldest."""
        return len(self.lines) >= self.keep or self._bytes >= self._room

    def add(self, lines: list[LogLine]) -> None:
        """Put lines where they belong; the oldest go where that is too many."""
        if not lines:
            return
        lines.sort(key=by_key)
        self._bytes += sum(map(_weight, lines))
        _merge(self.lines, lines)
        passed = lines if self.sieve.open else [one for one in lines if self.sieve.passes(one)]
        if self.shown is not self.lines:
            _merge(self.shown, passed)
        self._trim()

    def sift(self, sieve: Sieve) -> None:
        """Show only what this sieve lets through."""
        self.sieve = sieve.anew()
        if sieve.open:
            self.shown = self.lines
        else:
            self.shown = [line for line in self.lines if self.sieve.passes(line)]

    def place(self, line: LogLine) -> int:
        """Where a line stands among those shown, or would stand."""
        return bisect_left(self.shown, line.key, key=by_key)

    def _trim(self) -> None:
        over = max(0, len(self.lines) - self.keep)
        left = self._bytes - sum(map(_weight, self.lines[:over]))
        while left > self._room and over < len(self.lines) - 1:
            left -= _weight(self.lines[over])
            over += 1
        if not over:
            return
        self._bytes = left
        self.dropped += over
        if self.shown is not self.lines:
            del self.shown[: bisect_left(self.shown, self.lines[over].key, key=by_key)]
        del self.lines[:over]


def _merge(known: list[LogLine], new: Sequence[LogLine]) -> None:
    """Both are in order. Only the end of what is known is touched, from the first new one on."""
    if not new:
        return
    if known and new[0].key < known[-1].key:
        place = bisect_left(known, new[0].key, key=by_key)
        known[place:] = sorted([*known[place:], *new], key=by_key)
    else:
        known.extend(new)


def _weight(line: LogLine) -> int:
    return len(line.raw) if line.raw.isascii() else 4 * len(line.raw)

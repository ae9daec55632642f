"""Which lines of a log are on the screen; it stays where one looks, or at the end."""

from __future__ import annotations

from collections.abc import Callable

from tui.core.logline import LogLine
from tui.core.logring import Ring

Row = tuple[LogLine, int]
"""A line, and which of the parts it wraps into."""


class Layout:
    """`parts` says into how many rows a line wraps. `follow` is whether the end is in sight."""

    def __init__(self, parts: Callable[[LogLine], int]) -> None:
        self._parts = parts
        self.follow = True
        self._top: LogLine | None = None
        self._part = 0

    def rows(self, ring: Ring, height: int) -> list[Row]:
        """From the top of the screen down; fewer than its height where there is no more."""
        shown = ring.shown
        if not self.follow and self._top is not None and shown:
            found = self._down(ring, height)
            if len(found) == height:
                return found
        return self._up(ring, len(shown) - 1, height)

    def scroll(self, ring: Ring, by: int, height: int) -> bool:
        """So many rows down, or up where negative; False where there is no more above."""
        rows = self.rows(ring, height)
        if not rows:
            return by > 0
        line, part = rows[0]
        at, more = ring.place(line), True
        for _ in range(abs(by)):
            at, part, more = self._step(ring, at, part, down=by > 0)
            if not more:
                break
        self._go(ring, at, part, height)
        return more or by > 0

    def reveal(self, ring: Ring, line: LogLine, height: int) -> None:
        """Bring a line onto the screen, moving no more than is needed."""
        at, shown = ring.place(line), ring.shown
        if at >= len(shown) - 1:
            self.follow = True
            return
        rows = self.rows(ring, height)
        whole = {one.number for one, part in rows if part == self._parts(one) - 1}
        if rows and line.key <= rows[0][0].key:
            self._go(ring, at, 0, height)
        elif line.number in whole:
            self._hold(rows)
        else:
            self._hold(self._up(ring, at, height))

    def pause(self, ring: Ring, height: int) -> None:
        """Stay here whatever comes."""
        self._hold(self.rows(ring, height))

    def to_top(self, ring: Ring, height: int) -> None:
        self._go(ring, 0, 0, height)

    def _hold(self, rows: list[Row]) -> None:
        if rows:
            self.follow = False
            self._top, self._part = rows[0]

    def _go(self, ring: Ring, at: int, part: int, height: int) -> None:
        """Begin the screen there; from where the end is in sight on, follow it."""
        if not ring.shown:
            return
        self.follow = False
        self._top, self._part = ring.shown[at], part
        found = self._down(ring, height)
        last = ring.shown[-1]
        self.follow = len(found) < height or found[-1] == (last, self._parts(last) - 1)

    def _step(self, ring: Ring, at: int, part: int, *, down: bool) -> tuple[int, int, bool]:
        """The next row, and whether there is one."""
        shown = ring.shown
        part += 1 if down else -1
        if 0 <= part < self._parts(shown[at]):
            return at, part, True
        if down:
            return (at + 1, 0, True) if at + 1 < len(shown) else (at, part - 1, False)
        return (at - 1, self._parts(shown[at - 1]) - 1, True) if at else (0, 0, False)

    def _down(self, ring: Ring, height: int) -> list[Row]:
        assert self._top is not None
        found: list[Row] = []
        at = min(ring.place(self._top), len(ring.shown) - 1)
        part = self._part if ring.shown[at] is self._top else 0
        while len(found) < height and at < len(ring.shown):
            line = ring.shown[at]
            count = self._parts(line)
            found += [(line, number) for number in range(min(part, count - 1), count)]
            at, part = at + 1, 0
        return found[:height]

    def _up(self, ring: Ring, at: int, height: int) -> list[Row]:
        """The rows that end with a line."""
        found: list[Row] = []
        while at >= 0 and len(found) < height:
            line = ring.shown[at]
            found[:0] = [(line, number) for number in range(self._parts(line))]
            at -= 1
        return found[max(0, len(found) - height) :]

"""The lines of a log: from bytes with docker's timestamps to values that can be put in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

LONGEST = 16 * 1024
"""Bytes of a line that are kept: as much as the engine keeps in one piece."""
STAMP = 31
"""Characters of `2026-11-22T22:02:18.123456789Z ` before a line: RFC 3339 of one width, UTC."""
NOTE = -1
"""The source of a line that wsltui wrote itself."""
_OTHER_STAMP = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d) ")

Key = tuple[str, int]


@dataclass(slots=True, eq=False)
class LogLine:
    """`raw` is the line as it came, from `head` on what was logged.

    source  the place of its container among those that are read, or `NOTE`
    error   it came on stderr
    number  keeps lines of one moment in their order
    late    its moment where `raw` does not begin with one that can be compared
    size    bytes of the whole line where only its beginning was kept, else 0
    """

    raw: str
    source: int = NOTE
    error: bool = False
    number: int = 0
    head: int = 0
    late: str = ""
    size: int = 0

    @property
    def stamp(self) -> str:
        """Its moment: texts of one width, which compare as the moments do."""
        return self.late or self.raw[: STAMP - 1]

    @property
    def key(self) -> Key:
        return self.stamp, self.number

    @property
    def body(self) -> str:
        """What was logged, escape sequences and all: not for any terminal."""
        return self.raw[self.head :]

    @property
    def moment(self) -> datetime | None:
        """Aware, UTC, to the microsecond."""
        return moment_of(self.stamp)


def by_key(line: LogLine) -> Key:
    return line.key


def moment_of(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp).astimezone(UTC)
    except ValueError:
        return None


def stamp_of(moment: datetime) -> str:
    """As docker writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f000Z")


def note(words: str, stamp: str, number: int) -> LogLine:
    """A line of wsltui's own, or of the user's."""
    return LogLine(words, NOTE, False, number, 0, stamp)


class Splitter:
    """The lines of one output of one container, whose bytes come in pieces of any length.

    The engine may set a clock back; here time never runs backwards, so that no line is put
    before one that came earlier. `unstamped` are lines without a timestamp: words of the docker
    command itself, where it prints them on stderr.
    """

    def __init__(self, source: int, numbers: Iterator[int], *, error: bool = False) -> None:
        self._source, self._numbers, self._error = source, numbers, error
        self._held = bytearray()
        self._size = 0
        self._last = ""
        self.unstamped: list[str] = []

    def feed(self, raw: bytes) -> list[LogLine]:
        """The lines that have ended now. Only `\\n` ends one."""
        first, *rest = raw.split(b"\n")
        self._hold(first)
        if not rest:
            return []
        lines = [*self.end(), *self._lines(rest[:-1])]
        self._hold(rest[-1])
        return lines

    def end(self) -> list[LogLine]:
        """The line that is left, if any."""
        if not self._size:
            return []
        raw, size = bytes(self._held), self._size
        self._held.clear()
        self._size = 0
        line = self._line(raw.decode("utf-8", "replace"), size)
        return [line] if line else []

    def _hold(self, raw: bytes) -> None:
        """Of a line that does not end no more is held than will be kept."""
        self._held += raw[: max(0, LONGEST + STAMP - len(self._held))]
        self._size += len(raw)

    def _lines(self, ended: list[bytes]) -> list[LogLine]:
        texts = b"\n".join(ended).decode("utf-8", "replace").split("\n") if ended else []
        made = (self._line(text, len(raw)) for text, raw in zip(texts, ended, strict=True))
        return [line for line in made if line is not None]

    def _line(self, text: str, size: int) -> LogLine | None:
        whole = size <= LONGEST + STAMP
        if not whole:
            text = text[: LONGEST + STAMP]
        head, late = _head(text)
        if not head:
            if self._error:
                self.unstamped.append(text)
                return None
            late = self._last
        stamp = late or text[: STAMP - 1]
        if stamp < self._last:
            late = self._last
        else:
            self._last = stamp
        cut = 0 if whole else _unstamped_size(size)
        return LogLine(text, self._source, self._error, next(self._numbers), head, late, cut)


def _head(text: str) -> tuple[int, str]:
    """The characters of the timestamp before a line, and how it is written elsewhere than here."""
    if text[29:31] == "Z " and text[10:11] == "T" and text[19:20] == ".":
        return STAMP, ""
    match = _OTHER_STAMP.match(text)
    if match is None:
        return 0, ""
    try:
        whole = datetime.fromisoformat(match[1] + match[3]).astimezone(UTC)
    except (ValueError, OverflowError):
        return 0, ""
    fraction = (match[2] or ".")[1:10].ljust(9, "0")
    return match.end(), f"{whole:%Y-%m-%dT%H:%M:%S}.{fraction}Z"


def _unstamped_size(size: int) -> int:
    """The engine writes a timestamp before each 16 KiB of a line that long (seen with 20.10)."""
    parts = -(-size // (LONGEST + STAMP))
    return size - parts * STAMP

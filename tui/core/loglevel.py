"""How grave a log line is, by the ways in which programs commonly say so."""

from __future__ import annotations

import re
from enum import IntEnum

FAR = 400
"""Characters of a line in which its level is looked for."""
NEAR = 120
"""The same for a bare word in capitals."""


class Level(IntEnum):
    DEBUG = 1
    INFO = 2
    WARN = 3
    ERROR = 4


_NAMES = {
    Level.DEBUG: "trace debug verbose fine finer finest",
    Level.INFO: "info information notice log",
    Level.WARN: "warn warning",
    Level.ERROR: "error err crit critical fatal panic emerg emergency alert severe dpanic",
}
_BY_NAME = {name: level for level, names in _NAMES.items() for name in names.split()}
_LETTERS = {"D": Level.DEBUG, "I": Level.INFO, "W": Level.WARN, "E": Level.ERROR, "F": Level.ERROR}
_WORD = "|".join(sorted(_BY_NAME, key=len, reverse=True))
_FIELD = re.compile(
    r"""(?:"(?:log\.)?(?:level|lvl|severity|loglevel|levelname|level_name|@l)"\s*:\s*"?"""
    r"""|(?<![\w.])(?:level|lvl|severity|log_level)=["']?)([A-Za-z]+|\d{1,3})""",
    re.IGNORECASE,
)
_MARKED = re.compile(
    rf"[\[<(|]\s*({_WORD})\s*[\]>)|]"  # [error]
    rf"|(?:^|[\d\]Z]\s|\s-\s)\s*({_WORD})\s?[:!|]",  # error: at the start, or behind a time
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<![\w/.=-])({_WORD.upper()})(?![\w/=])")
_SYSLOG = ((3, Level.ERROR), (4, Level.WARN), (6, Level.INFO), (9, Level.DEBUG))
_TENS = ((29, Level.DEBUG), (39, Level.INFO), (49, Level.WARN), (999, Level.ERROR))
_KLOG = re.compile(r"([DIWEF])\d{4} \d\d:\d\d:\d\d")
_HINTS = ("err", "warn", "info", "level", "debug", "log", "notice", "trace", "crit", "fatal",
          "panic", "sever", "emerg", "alert", "verbose", "fine", "lvl",
          "exception", "@l")  # fmt: skip
"""Without any of them a line does not say its level; most lines are done with here."""
_FALL = re.compile(r"Traceback \(most recent call last\)|panic: |Exception in thread |npm ERR!")


def level_of(text: str) -> Level | None:
    """The level of a line without escape sequences; None where it does not say."""
    head = text[:FAR]
    low = head.lower()
    if not any(hint in low for hint in _HINTS):
        return _LETTERS[klog[1]] if (klog := _KLOG.match(head)) else None
    if field := _FIELD.search(head):
        level = _number(int(field[1])) if field[1].isdigit() else _BY_NAME.get(field[1].lower())
        if level is not None:
            return level
    if klog := _KLOG.match(head):
        return _LETTERS[klog[1]]
    if marked := _MARKED.search(head[:NEAR]):
        return _BY_NAME[(marked[1] or marked[2]).lower()]
    if bare := _BARE.search(head[:NEAR]):
        return _BY_NAME[bare[1].lower()]
    return Level.ERROR if _FALL.search(head) else None


def _number(number: int) -> Level:
    """Below 10 as syslog counts, from 10 on as pino and bunyan do."""
    steps = _SYSLOG if number < 10 else _TENS
    return next(level for most, level in steps if number <= most)


def named(word: str) -> Level | None:
    """From what a user types: a name, or its beginning."""
    low = word.strip().lower()
    return _BY_NAME.get(low) if low else None

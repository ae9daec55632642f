"""What a terminal would show of the bytes that a program writes."""

from __future__ import annotations

import re

_SEQUENCES = re.compile(
    rb"\x1b(?:"
    rb"\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor moves, modes
    rb"|\].*?(?:\x07|\x1b\\)"  # OSC: titles, colours asked for
    rb"|[PX^_].*?\x1b\\"  # DCS and other strings
    rb"|[ -/]*[0-Z\\`-~]"  # all that is shorter
    rb")",
    re.DOTALL,
)
_UNFINISHED = re.compile(rb"\x1b[^\x1b]*\Z")
_INVISIBLE = re.compile(rb"[\x00-\x20\x7f]+")


def printable(data: bytes) -> bytes:
    """The characters alone: no escape sequences, no blanks, no half sequence at the end."""
    return _INVISIBLE.sub(b"", _UNFINISHED.sub(b"", _SEQUENCES.sub(b"", data)))


def shows_something(data: bytes) -> bool:
    """Whether anything but blanks is on the screen after these bytes."""
    return bool(printable(data))

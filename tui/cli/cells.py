"""Text in terminal cells: how wide it is, cut and padded to a width."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Cells that a terminal gives to one line of printable text."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cut(text: str, room: int, *, ascii_only: bool = False) -> str:
    """The text in at most `room` cells, with a mark at its end where something is missing."""
    if width(text) <= room:
        return text
    taken, used = [], 1
    for char in text:
        used += _cells(char)
        if used > room:
            break
        taken.append(char)
    return "".join(taken) + ("~" if ascii_only else "…") if room > 0 else ""


def pad(text: str, room: int, *, right: bool = False) -> str:
    """The text with spaces up to `room` cells."""
    space = " " * max(0, room - width(text))
    return space + text if right else text + space

"""What a log line looks like: its own colours, and nothing else that a terminal would obey."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

TAB = 8
Colour = int | tuple[int, int, int]
"""A number of the 256 colours of terminals, or red, green and blue."""
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)(?P<sgr>[0-9;:]*)m"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x9c|\x1b\\)?"  # strings
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[ -/]*[0-~]"
)
_STRUCK_OVER = re.compile("[^\x08]\x08")
_SIMPLE = {1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "reverse", 9: "strike"}
_ENDS = {
    22: ("bold", "dim"),
    23: ("italic",),
    24: ("underline",),
    27: ("reverse",),
    29: ("strike",),
}


class Look(NamedTuple):
    """`ways` are bold, dim, italic, underline, reverse, strike; a colour of None is the usual."""

    front: Colour | None = None
    back: Colour | None = None
    ways: frozenset[str] = frozenset()


class Piece(NamedTuple):
    text: str
    look: Look


USUAL = Look()


def plain(body: str) -> str:
    """The text that is seen: no control character of any sort is in it."""
    if body.isascii() and body.isprintable():
        return body
    return "".join(piece.text for piece in painted(body))


def painted(body: str) -> list[Piece]:
    """The same in pieces, each with how the program wanted it to look."""
    if body.isascii() and body.isprintable():
        return [Piece(body, USUAL)]
    found: list[Piece] = []
    look, at, column = USUAL, 0, 0
    body = _returned(body)
    for match in _ESCAPES.finditer(body):
        column = _add(found, body[at : match.start()], look, column)
        at = match.end()
        if match["sgr"] is not None:
            look = changed(look, match["sgr"])
    _add(found, body[at:], look, column)
    return found


def changed(look: Look, codes: str) -> Look:
    """A look after `\\x1b[CODESm`; what is not known changes nothing."""
    numbers = [int(word) if word and len(word) < 4 else 0 for word in re.split("[;:]", codes)]
    while numbers:
        code = numbers.pop(0)
        if code in (38, 48):
            colour = _extended(numbers)
            if colour is not None:
                look = _in(look, colour, front=code == 38)
        else:
            look = _simply(look, code)
    return look


def _simply(look: Look, code: int) -> Look:
    if code == 0:
        return USUAL
    if code in _SIMPLE:
        return look._replace(ways=look.ways | {_SIMPLE[code]})
    if code in _ENDS:
        return look._replace(ways=look.ways - set(_ENDS[code]))
    if code in (39, 49):
        return _in(look, None, front=code == 39)
    for first, bright in ((30, 0), (40, 0), (90, 8), (100, 8)):
        if first <= code < first + 8:
            return _in(look, code - first + bright, front=first in (30, 90))
    return look


def _in(look: Look, colour: Colour | None, *, front: bool) -> Look:
    return look._replace(front=colour) if front else look._replace(back=colour)


def _extended(numbers: list[int]) -> Colour | None:
    """`5;N` or `2;R;G;B`, taken off the numbers; what is not whole takes them all."""
    sort = numbers.pop(0) if numbers else 0
    if sort == 5 and numbers:
        return min(255, numbers.pop(0))
    if sort == 2 and len(numbers) >= 3:
        red, green, blue = (min(255, numbers.pop(0)) for _ in range(3))
        return red, green, blue
    numbers.clear()
    return None


def _returned(body: str) -> str:
    """As it looks after its carriage returns, with which progress is drawn over itself."""
    if "\x08" in body:
        body = _STRUCK_OVER.sub("", body)
    if "\r" not in body:
        return body
    seen = [part for part in body.split("\r") if _ESCAPES.sub("", part)]
    return seen[-1] if seen else ""


def _add(found: list[Piece], text: str, look: Look, column: int) -> int:
    """Append it; the column behind it."""
    if text:
        text = _safe(text, column)
        found.append(Piece(text, look))
    return column + len(text)


def _safe(text: str, column: int) -> str:
    if text.isprintable():
        return text
    made: list[str] = []
    for char in text:
        if char == "\t":
            made.append(" " * (TAB - (column + sum(map(len, made))) % TAB))
        else:
            made.append(char if char.isprintable() else _visible(char))
    return "".join(made)


def _visible(char: str) -> str:
    """Format characters are dropped: they turn text round, or hide in it."""
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    if category == "Cf":
        return ""
    return "�" if category in ("Cc", "Cs", "Zl", "Zp") else char

"""Edits one key of an ini file as WSL reads it, and leaves every other byte as it was.

Names are `section.key` in any case, and the first one in the file counts. `#` begins a comment
unless quoted, a backslash escapes, and one at the end of a line goes on with the next line. A line
that cannot be read is passed over by WSL, and here. On Linux WSL takes no mark of UTF-8 at the
begin of a file; on Windows it does, and so it is passed over here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BLANK = re.compile(r"[ \t]*(?:\r\n|\r|\n|\Z)")
_HEADER = re.compile(r"[ \t]*\[([A-Za-z][A-Za-z0-9]*)\][ \t]*(?=[\r\n#]|\Z)")
_KEY = re.compile(r"[ \t]*([A-Za-z][A-Za-z0-9]*)[ \t]*=[ \t]*")
_PLAIN = re.compile(r'([^\\"#\r\n]*?)[ \t]*(?=[\r\n#]|\Z)')
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_BAD_END = re.compile(r"\r?(?:\n|\Z)")
_GOES_ON = re.compile(r"\\(?:\r\n|\n)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|\r")
_ESCAPES = {"\\": "\\", '"': '"', "b": "\b", "n": "\n", "t": "\t"}
_WRITTEN = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\b": "\\b"})
_MARK = "\ufeff"


class NotText(ValueError):
    """The file is in an encoding that is not edited here."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key. `value` is None where WSL cannot read it; `raw` is how it is written.

    `start` and `end` are where the value stands, without the blanks and the comment behind it.
    """

    name: str
    value: str | None
    raw: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """One line, or several that belong together.

    `closed` is whether there is an end of line behind it, `comment` where one begins, if any.
    """

    first: int
    last: int
    section: str
    closed: bool
    named: bool = False
    entry: Entry | None = None
    comment: int = -1


def text_of(raw: bytes) -> str:
    """The text of a file; what is no UTF-8 in it comes back as it was. Raises NotText."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw:
        raise NotText("it is not written in UTF-8")
    return raw.decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def entries(text: str) -> tuple[Entry, ...]:
    """Every key in its order, also those that do not count."""
    return tuple(piece.entry for piece in _pieces(text) if piece.entry)


def find(text: str, *names: str) -> Entry | None:
    """The one that counts: the first that WSL can read."""
    return next((one for one in entries(text) if _is(one, names) and one.value is not None), None)


def put(text: str, name: str, value: str, *others: str, newline: str = "\n") -> str:
    """The text in which that key has that value; `others` are older names of it.

    `newline` ends new lines where the text has no end of line to go by.
    Raises ValueError for a value that cannot stand in a line.
    """
    pieces = tuple(_pieces(text))
    found = [one.entry for one in pieces if one.entry and _is(one.entry, (name, *others))]
    known = next((one for one in found if one.value is not None), None)
    if known is not None and known.value == value:
        return text
    new = written(value)
    if found:
        return f"{text[: found[0].start]}{new}{text[found[0].end :]}"
    section, _, key = name.partition(".")
    return _inserted(text, pieces, section, f"{key}={new}", newline)


def drop(text: str, *names: str) -> str:
    """The text without that key, however often it is there; a comment behind it stays."""
    for piece in reversed(list(_pieces(text))):
        if piece.entry and _is(piece.entry, names):
            kept = text[piece.comment : piece.last] if piece.comment >= 0 else ""
            text = f"{text[: piece.first]}{kept}{text[piece.last :]}"
    return text


def written(value: str) -> str:
    """How a value has to stand in the file. Raises ValueError."""
    if _CONTROL.search(value.replace("\b", "")):
        raise ValueError("a value cannot hold control characters")
    plain = value.translate(_WRITTEN)
    return f'"{plain}"' if "#" in value or value != value.strip(" \t\n") else plain


def _is(entry: Entry, names: tuple[str, ...]) -> bool:
    return entry.name.lower() in {name.lower() for name in names}


def _pieces(text: str) -> Iterator[_Piece]:
    at, section, line = (1 if text.startswith(_MARK) else 0), "", 1
    while at < len(text):
        piece = _piece(text, at, section, line)
        line += text.count("\n", at, piece.last)
        at, section = piece.last, piece.section
        yield piece


def _piece(text: str, at: int, section: str, line: int) -> _Piece:
    if match := _BLANK.match(text, at):
        return _Piece(at, match.end(), section, match[0].endswith(("\r", "\n")))
    if match := _HEADER.match(text, at):
        end, last = match.end(), _rest(text, match.end())
        comment = _comment(text, end)
        return _Piece(at, last, match[1], _ends(text, end, last), named=True, comment=comment)
    if match := _KEY.match(text, at):
        return _keyed(text, section, line, match)
    last = _feed(text, at)
    return _Piece(at, last, section, text[at:last].endswith("\n"))


def _keyed(text: str, section: str, line: int, match: re.Match[str]) -> _Piece:
    start = match.end()
    value, end, stop = _value(text, start)
    name = f"{section}.{match[1]}" if section else match[1]
    entry = Entry(name, value, text[start:end], line, start, end)
    last = _rest(text, stop) if value is not None else _feed(text, stop)
    closed = _ends(text, stop, last) if value is not None else text[stop:last].endswith("\n")
    comment = _comment(text, stop) if value is not None else -1
    return _Piece(match.start(), last, section, closed, entry=entry, comment=comment)


def _ends(text: str, stop: int, last: int) -> bool:
    """Whether what was read until `stop` has an end of line; that of a comment is a line feed."""
    return text[stop:last].endswith("\n" if _comment(text, stop) >= 0 else ("\r", "\n"))


def _feed(text: str, at: int) -> int:
    """Behind the next line feed, which alone ends what WSL does not read."""
    return text.find("\n", at) + 1 or len(text)


def _comment(text: str, at: int) -> int:
    return at if text[at : at + 1] == "#" else -1


def _rest(text: str, at: int) -> int:
    """Behind the end of the line."""
    match = _LINE_END.match(text, at)
    return match.end() if match else _feed(text, at)


def _value(text: str, start: int) -> tuple[str | None, int, int]:
    """What is written there, where that ends, and where its line stops being read."""
    if plain := _PLAIN.match(text, start):  # most are, and a large file has many
        return plain[1], plain.end(1), plain.end()
    found, kept, at, end, quoted = "", 0, start, start, False
    while at < len(text) and text[at] not in "\r\n":
        char, step = text[at], 1
        if char == "#" and not quoted:
            break
        if char == "\\":
            step, more = _escape(text, at)
            if more is None:
                return None, *(_line_stop(text, at),) * 2
            found += more
        elif char == '"':
            quoted = not quoted
        else:
            found += char
        at += step
        if char not in " \t":
            kept, end = len(found), at
    if quoted:
        return None, *(_line_stop(text, at),) * 2
    return found[:kept], end, at


def _escape(text: str, at: int) -> tuple[int, str | None]:
    """How long it is and what it stands for; None where it stands for nothing."""
    if match := _GOES_ON.match(text, at):
        return len(match[0]), ""
    return 2, _ESCAPES.get(text[at + 1 : at + 2])


def _line_stop(text: str, at: int) -> int:
    """Where a line ends that cannot be read: only a line feed ends it."""
    match = _BAD_END.search(text, at)
    return match.start() if match else len(text)


def _inserted(text: str, pieces: Sequence[_Piece], section: str, line: str, otherwise: str) -> str:
    """Below the last key of the section, or in a new one at the end."""
    newline = _newline(text) or otherwise
    below = _last_of(pieces, section)
    if below is not None:
        at = below.last
        if below.closed:
            return f"{text[:at]}{line}{newline}{text[at:]}"
        return f"{text}{_close(text, newline)}{line}{_as_before(text)}"
    if not pieces:
        return f"{text}[{section}]{newline}{line}{newline}"
    if pieces[-1].closed:
        return f"{text}{newline}[{section}]{newline}{line}{newline}"
    closing = _close(text, newline)
    return f"{text}{closing}{newline}[{section}]{newline}{line}{_as_before(text)}"


def _last_of(pieces: Sequence[_Piece], section: str) -> _Piece | None:
    """The last key, or else the header, of the first section of that name."""
    found: _Piece | None = None
    for piece in pieces:
        if found is None:
            if piece.named and piece.section.lower() == section.lower():
                found = piece
        elif piece.named:
            break
        elif piece.entry:
            found = piece
    return found


def _as_before(text: str) -> str:
    """A line feed at the end where there was one, though it ends no line."""
    return "\n" if text.endswith("\n") else ""


def _close(text: str, newline: str) -> str:
    """An empty line behind a backslash, which would go on with the next line."""
    return newline * 2 if text.endswith(("\\", "\\\r")) else newline


def _newline(text: str) -> str:
    match = re.search(r"\r\n|\n", text)
    return match[0] if match else ""

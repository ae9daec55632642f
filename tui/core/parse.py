"""From what tools print to values: text, JSON lines, sizes, times.

What cannot be read is None; only `json_lines` raises.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tui.core.decoding import decode as decode

_SIZE = re.compile(r"^\s*(-?[0-9]+(?:\.[0-9]+)?)\s*([kKMGTPEZY]i?)?B?\s*$")
_ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC, which can set titles and clipboards
    r"|\x1b[PX^_][^\x1b]*(?:\x1b\\)?"  # DCS, SOS, PM, APC
    r"|\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[ -/]*[0-~]"  # the two-character ones
)
_OFFSET_NAME = re.compile(r"(?<=[+-]\d{4}) \S+$| [A-Z][A-Za-z0-9+-]*$")
_POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5, "E": 6, "Z": 7, "Y": 8}


def clean(text: str) -> str:
    """One printable line: escape sequences removed, control characters made visible.

    Bidirectional overrides are dropped, for they can make a name read as another.
    """
    if text.isascii() and text.isprintable():
        return text
    stripped = _ESCAPES.sub("", text)
    return "".join(_visible(c) for c in stripped)


def clean_lines(text: str) -> str:
    """Like `clean`, but line ends stay."""
    return "\n".join(clean(line) for line in text.split("\n"))


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if char in "\n\r\t":
        return " "
    if category == "Cc":
        return "�"
    if category == "Cf" and char not in "\u200c\u200d":
        return ""
    return "�" if category in ("Cs", "Zl", "Zp") else char


class Garbled(ValueError):
    """A tool printed something else than it was asked for."""


def json_lines(text: str) -> Iterator[Any]:
    """The JSON values of a text that holds one a line; words between them are passed over.

    Raises Garbled for an object that is cut off, and for words without a single value. Only
    `\n` ends a line: other line ends of Unicode may stand inside a JSON text.
    """
    found, lines = 0, [_ESCAPES.sub("", line).strip() for line in text.split("\n")]
    for line in filter(None, lines):
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            if line[0] in "{[":
                raise Garbled(line) from None
            continue
        found += 1
        yield value
    if not found and any(lines):
        raise Garbled(text.strip())


def json_value(text: str) -> Any:
    """The one JSON value of a text, or None."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def size(text: str) -> int | None:
    """Bytes from `1.98MB` (powers of 1000) or `1.9MiB` (powers of 1024); None if neither.

    What is larger than any number a machine counts with is no size either.
    """
    match = _SIZE.match(text)
    if match is None:
        return None
    number, unit = float(match[1]), match[2] or ""
    base = 1024 if unit.endswith("i") else 1000
    try:
        return int(number * base ** _POWERS[unit.removesuffix("i").upper()])
    except OverflowError:
        return None


def time(text: str | None) -> datetime | None:
    """A UTC time from RFC 3339 or from docker's `2006-01-02 15:04:05 -0700 MST`.

    Docker writes year 1 for "never"; that is None.
    """
    if not text or text.startswith("0001-"):
        return None
    try:
        moment = _moment(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year > 1970 else None


def _moment(text: str) -> datetime:
    """RFC 3339 is read as it is; docker's own layout needs its zone name taken off."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        candidate = _OFFSET_NAME.sub("", text.strip())
        candidate = re.sub(r"(\.\d{6})\d+", r"\1", candidate)
        return datetime.fromisoformat(re.sub(r" ([+-]\d{4})$", r"\1", candidate))

"""From what tools print to values: text, JSON lines, sizes, times.

Nothing here raises on odd input that a tool may really print; what cannot be read is None.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

_SIZE = re.compile(r"^\s*(-?[0-9]+(?:\.[0-9]+)?)\s*([kKMGTPEZY]i?)?B?\s*$")
_ESCAPES = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC, which can set titles and clipboards
    r"|\x1b[PX^_][^\x1b]*(?:\x1b\\)?"  # DCS, SOS, PM, APC
    r"|\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[ -/]*[0-~]"  # the two-character ones
)
_OFFSET_NAME = re.compile(r" [A-Z][A-Za-z0-9+-]*$")
_POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5, "E": 6, "Z": 7, "Y": 8}


def decode(raw: bytes) -> str:
    """Text from UTF-8 or UTF-16LE bytes, with or without a BOM; line ends become `\\n`.

    wsl.exe prints UTF-16LE without a BOM unless told otherwise; the NUL bytes of its ASCII
    letters, all at odd places, give it away. Bytes that fit neither become U+FFFD.
    """
    if raw.startswith(b"\xff\xfe"):
        text = raw[2:].decode("utf-16-le", "replace")
    elif _looks_utf16(raw):
        text = raw.decode("utf-16-le", "replace")
    else:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def _looks_utf16(raw: bytes) -> bool:
    head = raw[:512]
    return head[1::2].count(0) > head[0::2].count(0)


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


def json_lines(text: str) -> Iterator[Any]:
    """The JSON values of a text that holds one a line; lines that are none are passed over."""
    for line in text.splitlines():
        stripped = _ESCAPES.sub("", line).strip()
        if not stripped:
            continue
        try:
            yield json.loads(stripped)
        except ValueError:
            continue


def json_value(text: str) -> Any:
    """The one JSON value of a text, or None."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def size(text: str) -> int | None:
    """Bytes from `1.98MB` (powers of 1000) or `1.9MiB` (powers of 1024); None if neither."""
    match = _SIZE.match(text)
    if match is None:
        return None
    number, unit = float(match[1]), match[2] or ""
    base = 1024 if unit.endswith("i") else 1000
    return int(number * base ** _POWERS[unit.removesuffix("i").upper()])


def time(text: str | None) -> datetime | None:
    """A UTC time from RFC 3339 or from docker's `2006-01-02 15:04:05 -0700 MST`.

    Docker writes year 1 for "never"; that is None.
    """
    if not text:
        return None
    candidate = _OFFSET_NAME.sub("", text.strip())
    candidate = re.sub(r"(\.\d{6})\d+", r"\1", candidate)
    candidate = re.sub(r" ([+-]\d{4})$", r"\1", candidate)
    try:
        moment = datetime.fromisoformat(candidate)
    except ValueError:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    if moment.year <= 1970:
        return None
    return moment.astimezone(UTC)

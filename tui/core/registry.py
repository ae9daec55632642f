"""What `reg.exe query` prints: keys, and below each its values."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

_KEY = re.compile(r"HKEY_[A-Z_]+(?:\\.*)?")
_VALUE = re.compile(r" {4}(.+?) {4}(REG_[A-Z_]+)(?: {4}(.*))?")
Values = Mapping[str, str]


def keys(text: str) -> dict[str, Values]:
    """Key → name → value as it is written; names of keys as Windows spells them.

    Lines that are neither, such as the count that a search ends with, are passed over.
    """
    found: dict[str, dict[str, str]] = {}
    values: dict[str, str] = {}
    for line in text.splitlines():
        if match := _VALUE.fullmatch(line):
            values[match[1]] = match[3] or ""
        elif _KEY.fullmatch(line.rstrip()):
            values = found.setdefault(line.rstrip(), {})
    return dict(found)


def number(value: str | None) -> int | None:
    """A REG_DWORD as it is written: `0x2`."""
    plain = value is not None and re.fullmatch(r"0x[0-9a-fA-F]{1,16}", value)
    return int(value, 16) if plain and value else None


def text_of(raw: bytes, code_page: str) -> str:
    """The text of bytes in a code page of Windows, such as `850`; U+FFFD for what is none.

    reg.exe writes `?` for what the page has no letter for; that may not stand in a path.
    """
    page = "utf-8" if code_page == "65001" else f"cp{code_page}"
    try:
        codecs.lookup(page)
    except LookupError:
        page = "ascii"
    return raw.decode(page, "replace")


def plain_ascii(raw: bytes) -> bool:
    return all(byte < 0x80 for byte in raw)

"""Values behind options, read as the parser of wsl.exe reads them."""

from __future__ import annotations

import re

from . import failures, texts

_UNITS = {"": 0, "B": 0, "K": 10, "M": 20, "G": 30, "T": 40}
_SIZE = re.compile(r"(\d+)(B|[KMGT]B?|)")


def size(word: str) -> int:
    """`10GB`: upper case, no decimals, powers of 1024; a bare number is bytes."""
    match = _SIZE.fullmatch(word)
    if not match or (int(match[1]) == 0 and word != "0"):
        raise failures.client(texts.INVALID_SIZE.format(word))
    return int(match[1]) << _UNITS[match[2][:1]]


def boolean(word: str) -> bool:
    """1, 0, true, false in any case."""
    if word.lower() not in ("1", "0", "true", "false"):
        raise failures.client(texts.INVALID_BOOLEAN.format(word))
    return word.lower() in ("1", "true")


def integer(word: str) -> int:
    """The leading digits, as the C++ library takes them."""
    match = re.match(r"\d+", word)
    if not match:
        raise failures.client(texts.INVALID_INTEGER.format(word))
    return int(match[0])


def version(word: str) -> int:
    """1 or 2; like the C runtime it reads the leading digits and stops there (`2x` is 2)."""
    digits = re.match(r"[+-]?[0-9]+", word)
    number = int(digits.group()) if digits else 0
    if number not in (1, 2):
        raise failures.bad_version()
    return number

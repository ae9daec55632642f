"""Which line of a TOML text holds which key: parsers do not say, and users want to know."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_PATH = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_PATH})\s*\]")
_KEY = re.compile(rf"\s*({_PATH})\s*=")
_FENCE = re.compile(r'"""|\'\'\'')


def key_lines(text: str) -> Mapping[str, int]:
    """Dotted key → its line, counted from 1; the first one where a key comes twice.

    Keys inside inline tables have no line of their own.
    """
    found: dict[str, int] = {}
    table: list[str] = []
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not fence and (match := _HEADER.match(line)):
            table = _parts(match[1])
            _note(found, table, number)
        elif not fence and (match := _KEY.match(line)):
            _note(found, table + _parts(match[1]), number)
        fence = _open_fence(line, fence)
    return found


def line_of(lines: Mapping[str, int], key: str) -> int | None:
    """The line of a dotted key, or of the nearest thing around it."""
    while key not in lines and key:
        key = key.rpartition(".")[0]
    return lines.get(key)


def _parts(path: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_PART, path)]


def _note(found: dict[str, int], parts: list[str], number: int) -> None:
    for length in range(1, len(parts) + 1):
        found.setdefault(".".join(parts[:length]), number)


def _open_fence(line: str, fence: str) -> str:
    """The quotes of a string of several lines that is still open behind this line."""
    for match in _FENCE.finditer(line):
        if not fence:
            fence = match[0]
        elif fence == match[0]:
            fence = ""
    return fence

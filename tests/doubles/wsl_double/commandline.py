"""From an argv to the one string a Windows program gets, and the two ways it is cut up again.

Read from the open source of WSL: interop joins the argv; wsl.exe cuts names at blanks without
looking at quotes, and hands only some verbs to the C runtime's rules.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

_BLANK = " \t"


def from_argv(argv: Sequence[str]) -> str:
    """What interop makes of an argv: quotes only round empty words and words with blanks."""
    return " ".join(_quoted(os.fsencode(word).decode("utf-8", "replace")) for word in argv)


def _quoted(word: str) -> str:
    if word and not any(c in ' \t\r\n"' for c in word):
        return word
    out, slashes = '"', 0
    for c in word:
        if c == "\\":
            slashes += 1
            continue
        out += "\\" * (slashes * 2 + 1 if c == '"' else slashes) + c
        slashes = 0
    return out + "\\" * (slashes * 2) + '"'


def first_word(line: str, *, quotes: bool = False) -> str:
    """Up to the first blank, quotes and all; with `quotes` a leading "…" counts as one word."""
    if quotes and line.startswith('"') and (end := line.find('"', 1)) > 0:
        return line[: end + 1]
    cut = min((i for i in (line.find(" "), line.find("\t")) if i >= 0), default=len(line))
    return line[:cut]


def drop_word(line: str, word: str) -> str:
    """What follows `word`, which stands at the start."""
    return line[len(word) :].lstrip(_BLANK)


def without_program(line: str) -> str:
    """What follows the program's name, which may be quoted."""
    inside, at = False, 0
    while at < len(line) and (inside or line[at] not in _BLANK):
        inside ^= line[at] == '"'
        at += 1
    return line[at:].lstrip(_BLANK)


def split(line: str) -> list[str]:
    """The words as CommandLineToArgvW sees them: the first by the rules for a program's name."""
    if line.startswith('"'):
        name, _, rest = line[1:].partition('"')
    else:
        name = first_word(line)
        rest = line[len(name) :]
    words, rest = [name], rest.lstrip(_BLANK)
    while rest:
        word, rest = _next(rest)
        words.append(word)
    return words


def _next(line: str) -> tuple[str, str]:
    out, inside, at = "", 0, 0
    while at < len(line) and (inside or line[at] not in _BLANK):
        slashes = _run(line, at, "\\")
        at += slashes
        if line[at : at + 1] != '"':
            plain = "" if slashes else line[at]
            out += "\\" * slashes + plain
            at += len(plain)
            continue
        out += "\\" * (slashes // 2) + '"' * (slashes % 2)
        at += slashes % 2
        quotes = _run(line, at, '"')
        at += quotes
        out += '"' * ((inside + quotes) // 3)
        inside = int((inside + quotes) % 3 == 1)
    return out, line[at:].lstrip(_BLANK)


def _run(line: str, at: int, c: str) -> int:
    return len(line) - at - len(line[at:].lstrip(c))

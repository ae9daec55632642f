"""From a word on the command line to the one row it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tui.core.errors import NotFound, UsageError
from tui.core.kind import Kind

_ID = re.compile(r"(?:sha256:)?[0-9a-f]{64}")
_SHOWN = 8
"""Candidates that are listed where a word stands for several."""


def find(kind: Kind[Any], rows: Sequence[Any], word: str) -> Any:
    """The row that goes by `word`: a full name or id, else the start of just one id.

    Raises NotFound, and UsageError where it could be several.
    """
    found = _named(kind, rows, word) or _begun(kind, rows, word)
    if not found:
        raise NotFound(
            f"There is no {kind.singular} “{word}”.", f"`wsltui ls {kind.id}` lists what there is."
        )
    if len(found) > 1:
        candidates = ", ".join(sorted(_told(kind, row, found) for row in found)[:_SHOWN])
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise UsageError(
            f"“{word}” could be any of {len(found)} {kind.id}: {candidates}{more}.",
            "Give a name, or more of the id.",
        )
    return found[0]


def _told(kind: Kind[Any], row: Any, among: Sequence[Any]) -> str:
    """Its name, with its id where another one has that name too."""
    name = kind.name(row)
    twin = sum(kind.name(other) == name for other in among) > 1
    return f"{name} ({kind.key(row)[:12]})" if twin else name


def is_id(word: str) -> bool:
    """Whether it is a whole id of docker's."""
    return _ID.fullmatch(word) is not None


def same(kind: Kind[Any], one: str, other: str) -> bool:
    """Whether two words are one name; WSL alone does not tell capitals from small letters."""
    return _folded(kind, one) == _folded(kind, other)


def _named(kind: Kind[Any], rows: Sequence[Any], word: str) -> list[Any]:
    wanted = _folded(kind, word)
    return [row for row in rows if wanted in (_folded(kind, name) for name in kind.names(row))]


def _begun(kind: Kind[Any], rows: Sequence[Any], word: str) -> list[Any]:
    def begins(row: Any) -> bool:
        return any(is_id(n) and n.startswith(word) for n in kind.names(row))

    return [row for row in rows if word and begins(row)]


def _folded(kind: Kind[Any], word: str) -> str:
    return word.casefold() if kind.tool == "wsl" or kind.config else word

"""How kinds ask docker for objects, and how they read its answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tui.core import parse
from tui.core.command import Command, Outcome, Result
from tui.core.failure import failure, gone
from tui.core.record import mapping, text

BATCH = 250
"""Things per inspect call: 500 take the CLI 0.26 s, and rows should come early."""
_LARGEST = 2**63


def untold(told: Result, what: str) -> str:
    """Why a program did not tell `what`; where it was not even started, what hindered that."""
    said = parse.clean(told.last_words(1)).rstrip(".") or "it said nothing"
    if told.outcome is Outcome.NOT_STARTED:
        return said.partition(". ")[0]
    program = told.command.argv[0] if told.command.argv else told.command.tool
    if told.outcome is Outcome.TIMEOUT:
        return f"{program} did not answer in time"
    return f"{program} did not tell {what}: {said}"


def template(*fields: str) -> str:
    """A Go template that prints one JSON object; `{{json .X}}` works on CLI 20.10 to 29."""
    parts = (f'"{field}":{{{{json .{field}}}}}' for field in fields)
    return "{" + ",".join(parts) + "}"


def batches(ask: Callable[[Sequence[str]], Command], ids: Sequence[str]) -> tuple[Command, ...]:
    """The inspect calls for these ids."""
    return tuple(ask(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def objects(result: Result, key: str) -> list[dict[str, Any]]:
    """The objects that were printed one a line, each with a text under `key`.

    Raises parse.Garbled for anything else: what is read in part would look like the whole.
    """
    found = list(parse.json_lines(result.text))
    for one in found:
        if not isinstance(one, dict) or not text(one.get(key)):
            raise parse.Garbled(result.text.strip())
    return found


def inspected(result: Result, key: str, asked: int) -> list[dict[str, Any]]:
    """The objects of an inspect call for `asked` ids; ids that are gone meanwhile are left out.

    Raises what `failure` makes of any other failed call, and parse.Garbled where a call that
    succeeded says less than it was asked.
    """
    if not (result.ok or gone(result)):
        raise failure(result)
    found = objects(result, key)
    if result.ok and len(found) < asked:
        raise parse.Garbled(f"{len(found)} of {asked} answers")
    return found


def integer(value: Any) -> int | None:
    """A JSON integer of at most 64 bits, or None."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if -_LARGEST <= value < _LARGEST else None


def labels(value: Any) -> dict[str, str]:
    """Labels from a JSON object; a null is a label without a value."""
    found = mapping(value)
    return {key: "" if one is None else str(one) for key, one in found.items()}


def number(digits: str) -> int | None:
    """A port or the like from plain digits, or None."""
    plain = digits.isascii() and digits.isdigit() and len(digits) < 10
    return int(digits) if plain else None

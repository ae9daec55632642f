"""Commands of the user's own, from the config: `[commands.NAME]`."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tui.core import parse
from tui.core.action import Confirm
from tui.core.keynames import normalise
from tui.core.problem import Problem

if TYPE_CHECKING:
    from tui.core.cleanup.policy_values import Lines

_FIELD = re.compile(r"\$\{([^{}]*)\}")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
LONGEST = 1_000_000.0
"""Seconds."""


class Output(StrEnum):
    """What becomes of what it prints."""

    SHOW = "show"
    TERMINAL = "terminal"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class OwnCommand:
    """`run` is an argv with fields of the row in it: `${name}`, `${labels.KEY}`.

    There is no shell: a value never becomes two words, whatever is in it. `timeout` in seconds.
    """

    name: str
    kind: str
    run: tuple[str, ...]
    title: str = ""
    keys: tuple[str, ...] = ()
    confirm: Confirm = Confirm.NONE
    output: Output = Output.SHOW
    reads: bool = False
    timeout: float = 60.0

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(found for word in self.run for found in _FIELD.findall(word))


class Missing(ValueError):
    """A row has no value for a field, or one that cannot be used."""


def filled_in(own: OwnCommand, row: Mapping[str, Any]) -> tuple[str, ...]:
    """The argv for a row as JSON has it. Raises Missing."""
    return tuple(_word(word, row) for word in own.run)


def _word(word: str, row: Mapping[str, Any]) -> str:
    filled = _FIELD.sub(lambda found: value_of(row, found[1]), word)
    first = _FIELD.match(word)
    if first and filled.startswith("-"):
        raise Missing(f"its {first[1]} begins with a dash and would be taken for an option")
    return filled


def value_of(row: Mapping[str, Any], path: str) -> str:
    """`name`, `labels.KEY`, `ports.0.host_port`: a key may have dots in it. Raises Missing."""
    found = _down(row, path)
    if found is None or isinstance(found, (Mapping, list)) or found == "":
        raise Missing(f"it has no {path}")
    if isinstance(found, bool):
        return "true" if found else "false"
    text = str(found)
    if "\0" in text:
        raise Missing(f"its {path} cannot be part of a command")
    return text


def _down(value: Any, path: str) -> Any:
    if isinstance(value, Mapping) and path in value:
        return value[path]
    head, dot, rest = path.partition(".")
    if not dot and not isinstance(value, list):
        return None
    if isinstance(value, Mapping):
        return _down(value.get(head), rest)
    if isinstance(value, list) and head.isascii() and head.isdigit() and int(head) < len(value):
        return _down(value[int(head)], rest) if dot else value[int(head)]
    return None


def commands_from(
    tables: object, kinds: Collection[str] | None, line_of: Lines
) -> tuple[dict[str, OwnCommand], list[Problem]]:
    """Those that can be used, by name, and a problem for each that cannot.

    `kinds` are the ids of kinds; None where any may pass.
    """
    if not isinstance(tables, Mapping):
        return {}, [Problem(line_of("commands"), "commands", "must be tables: [commands.NAME]")]
    good: dict[str, OwnCommand] = {}
    problems = []
    for name, table in tables.items():
        try:
            good[name] = _read(name, table, kinds)
        except ValueError as error:
            key = f"commands.{name}"
            reason = f"{error}; this command is not used"
            problems.append(Problem(line_of(key), parse.clean(key), parse.clean(reason)))
    return good, problems


def _read(name: str, table: object, kinds: Collection[str] | None) -> OwnCommand:
    if not _NAME.fullmatch(name):
        raise ValueError("its name must be small letters, digits and dashes")
    if not isinstance(table, Mapping):
        raise ValueError("must be a table")
    for key in table:
        if key not in _READERS and key != "kind":
            close = get_close_matches(key, [*_READERS, "kind"], n=1)
            raise ValueError(f"has no {key}" + (f"; did you mean {close[0]}?" if close else ""))
    kind = table.get("kind")
    if not isinstance(kind, str) or (kinds is not None and kind not in kinds):
        raise ValueError(f"kind must be one of {', '.join(kinds or ('containers',))}")
    if "run" not in table:
        raise ValueError("run is missing")
    values: dict[str, Any] = {key: _READERS[key](table[key]) for key in table if key != "kind"}
    return OwnCommand(name=name, kind=kind, **values)


def _argv(value: object) -> tuple[str, ...]:
    """A list of words, or a line with quotes as a shell has them."""
    if isinstance(value, str):
        try:
            words = shlex.split(value)
        except ValueError as error:
            raise ValueError(f"run cannot be read: {error}") from None
    elif isinstance(value, list) and all(isinstance(word, str) for word in value):
        words = value
    else:
        raise ValueError("run must be a line or a list of words")
    if not words or _FIELD.search(words[0]) or not words[0]:
        raise ValueError("run must begin with a program")
    if any("\0" in word for word in words):
        raise ValueError("run has a character that no command can have")
    return tuple(words)


def _keys(value: object) -> tuple[str, ...]:
    keys = [value] if isinstance(value, str) else value
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise ValueError("keys must be a key or a list of keys")
    for key in keys:
        if normalise(key) is None:
            raise ValueError(f"there is no key {key}")
    return tuple(normalise(key) or "" for key in keys)


def _confirm(value: object) -> Confirm:
    if value not in tuple(Confirm):
        raise ValueError('confirm must be "none", "ask" or "type the name"')
    return Confirm(str(value))


def _output(value: object) -> Output:
    if value not in tuple(Output):
        raise ValueError('output must be "show", "terminal" or "none"')
    return Output(str(value))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("reads must be true or false")
    return value


def _title(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("title must be words")
    return parse.clean(value)


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= LONGEST:
        raise ValueError("timeout must be seconds, more than 0")
    return float(value)


_READERS = {
    "run": _argv,
    "title": _title,
    "keys": _keys,
    "confirm": _confirm,
    "output": _output,
    "reads": _flag,
    "timeout": _seconds,
}

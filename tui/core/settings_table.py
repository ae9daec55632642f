"""Settings from the values of a TOML file, and changes laid over such values."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tui.core import parse
from tui.core.problem import Problem
from tui.core.settings import UNCHECKED, Known, Settings, Sort
from tui.core.settings_values import BY_ACTION, COMMANDS, POLICIES, TABLES, single

if TYPE_CHECKING:
    from tui.core.cleanup.policy import Policy
    from tui.core.own_commands import OwnCommand

Lines = Callable[[str], int | None]
Table = dict[str, Any]


def read(
    data: Mapping[str, Any], known: Known = UNCHECKED, line_of: Lines = lambda _key: None
) -> tuple[Settings, tuple[Problem, ...]]:
    """Settings from the values of a TOML file, and a problem for each that is of no use.

    What is of no use, or unknown, has its default. `line_of` finds the line of a dotted key.
    """
    good: Table = {name: {} for name in TABLES}
    good[POLICIES], problems = _policies(data.get(POLICIES), line_of)
    good[COMMANDS], found = _commands(data.get(COMMANDS), known, line_of)
    problems += found
    for name, entry, value in _flat(data):
        key = name if entry is None else f"{name}.{entry}"
        try:
            if entry is None:
                good[name] = single(name, value, known)
            else:
                good[name][entry] = TABLES[name](entry, value, known)
        except ValueError as error:
            problems.append(Problem(line_of(key), parse.clean(key), parse.clean(str(error))))
    return Settings(**good), tuple(problems)


def changed(data: Mapping[str, Any], changes: Mapping[str, object]) -> Table:
    """The values of a TOML file after changes, everything that is not named as it was.

    A key is a field of `Settings`, or a field and an entry: `keys.container.stop`. None takes
    the key out, which brings its default back.
    """
    new = copy.deepcopy(dict(data))
    for key, value in changes.items():
        name, _, entry = key.partition(".")
        if not entry:
            _put(new, name, value)
            continue
        table = new[name] if isinstance(new.get(name), dict) else {}
        if name in BY_ACTION:
            _drop_nested(table, entry)
        _put(table, entry, value)
        _put(new, name, table or None)
    return new


def _put(table: Table, key: str, value: object) -> None:
    if value is None:
        table.pop(key, None)
    else:
        table[key] = _plain(value)


def _drop_nested(table: Table, entry: str) -> None:
    """`a.b = 1` may have been written as `b = 1` in a table of its own."""
    for name, inner in list(table.items()):
        if isinstance(inner, dict) and entry.startswith(f"{name}."):
            rest = entry.removeprefix(f"{name}.")
            inner.pop(rest, None)
            _drop_nested(inner, rest)
            if not inner:
                del table[name]


def _plain(value: object) -> object:
    match value:
        case Sort():
            return {"column": value.column, "reverse": value.reverse}
        case StrEnum():
            return value.value
        case Mapping():
            return {name: _plain(inner) for name, inner in value.items()}
        case tuple() | list():
            return [_plain(inner) for inner in value]
    return value


def _policies(tables: object, line_of: Lines) -> tuple[dict[str, Policy], list[Problem]]:
    """Read only where there are any: every start of wsltui reads its config."""
    if not isinstance(tables, dict) or not tables:
        return {}, []
    from tui.core.cleanup.policy_values import policies_from

    policies, problems = policies_from(tables, line_of)
    told = (replace(one, reason=f"{one.reason}; this policy is not used") for one in problems)
    return policies, list(told)


def _commands(
    tables: object, known: Known, line_of: Lines
) -> tuple[dict[str, OwnCommand], list[Problem]]:
    """Read only where there are any, like policies."""
    if tables is None:
        return {}, []
    from tui.core.own_commands import commands_from

    return commands_from(tables, known.columns, line_of)


def _flat(data: Mapping[str, Any]) -> Iterator[tuple[str, str | None, Any]]:
    for name, value in data.items():
        if name in ("schema", COMMANDS) or (name == POLICIES and isinstance(value, dict)):
            continue
        if name in TABLES and isinstance(value, dict):
            entries = _dotted(value) if name in BY_ACTION else value.items()
            yield from ((name, entry, inner) for entry, inner in entries)
        else:
            yield name, None, value


def _dotted(table: Table, before: str = "") -> Iterator[tuple[str, Any]]:
    """TOML takes an unquoted `container.stop` for a table in a table."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _dotted(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value

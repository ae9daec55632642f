"""One value of the config file at a time: is it what it has to be?

Each reader returns the value as `Settings` holds it, or raises ValueError with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from tui.core import units
from tui.core.action import Confirm
from tui.core.keynames import normalise
from tui.core.settings import LEVELS, Known, LogPanel, Sort

POLICIES, COMMANDS = "policies", "commands"
_DEFAULT = "; the default is used"
_LONGEST = 1_000_000  # seconds


def single(name: str, value: object, known: Known) -> object:
    """The value of a setting that is no table; ValueError says what is wrong with it."""
    if name in SINGLES:
        return SINGLES[name](value, known)
    if name == POLICIES:
        raise ValueError("must be tables, one for each policy: [policies.NAME]")
    if name in TABLES:
        raise ValueError(f"must be a table: [{name}]{_DEFAULT}")
    raise ValueError(
        f"there is no such setting{_near(name, [*SINGLES, *TABLES, POLICIES, COMMANDS])}"
    )


def _near(word: str, words: Collection[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, words, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _check(word: str, words: Collection[str] | None, what: str) -> str:
    if words is not None and word not in words:
        raise ValueError(f"there is no {what} {word}{_near(word, words) or _DEFAULT}")
    return word


def _must(condition: bool, expected: str) -> None:
    if not condition:
        raise ValueError(f"must be {expected}{_DEFAULT}")


def _theme(value: object, known: Known) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be the name of a theme{_DEFAULT}")
    return _check(value, known.themes, "theme") if value else value


def _ascii(value: object, _known: Known) -> bool | None:
    if isinstance(value, bool):
        return value
    _must(value == "auto", 'true, false or "auto"')
    return None


def _flag(value: object, _known: Known) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false{_DEFAULT}")
    return value


def _panes(value: object, known: Known) -> tuple[str, ...]:
    return tuple(_check(word, known.columns, "pane") for word in _words(value))


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise ValueError(f"must be a list of names{_DEFAULT}")
    _must(all(isinstance(word, str) for word in value), "a list of names")
    _must(bool(value) and len(set(value)) == len(value), "a list of one or more, none twice")
    return tuple(value)


def _path(value: object, _known: Known) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"must be the path of a program{_DEFAULT}")
    return value


def _log_panel(value: object, _known: Known) -> LogPanel:
    _must(value in tuple(LogPanel), '"folded" or "open"')
    return LogPanel(str(value))


def _seconds(value: object, _known: Known) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError(f"must be a number of seconds{_DEFAULT}")
    _must(0 < value <= _LONGEST, f"more than 0 and at most {_LONGEST} seconds")
    return float(value)


def _refresh(value: object, known: Known) -> float:
    seconds = _seconds(value, known)
    _must(seconds >= 1, "1 second or more")
    return seconds


def _columns(kind: str, value: object, known: Known) -> tuple[str, ...]:
    _check(kind, known.columns, "kind")
    return tuple(_check(word, _columns_of(kind, known), "column") for word in _words(value))


def _sort(kind: str, value: object, known: Known) -> Sort:
    _check(kind, known.columns, "kind")
    parts = dict(value) if isinstance(value, Mapping) else {}
    column, reverse = parts.pop("column", None), parts.pop("reverse", False)
    if not isinstance(column, str) or not isinstance(reverse, bool) or parts:
        raise ValueError(f'must be {{ column = "…", reverse = true or false }}{_DEFAULT}')
    return Sort(_check(column, _columns_of(kind, known), "column"), reverse)


def _columns_of(kind: str, known: Known) -> Collection[str] | None:
    return None if known.columns is None else known.columns[kind]


def _keys(action: str, value: object, known: Known) -> tuple[str, ...]:
    _check(action, known.actions, "action")
    keys = [value] if isinstance(value, str) else value
    if not isinstance(keys, (list, tuple)) or not all(isinstance(key, str) for key in keys):
        raise ValueError(f"must be a key or a list of keys{_DEFAULT}")
    for key in keys:
        if normalise(key) is None:
            raise ValueError(f"there is no key {key}{_DEFAULT}")
    return tuple(keys)


def _timeout(name: str, value: object, known: Known) -> float:
    if known.tools is not None and known.actions is not None:
        _check(name, [*known.tools, *known.actions], "tool or action")
    return _seconds(value, known)


def _confirm(action: str, value: object, known: Known) -> Confirm:
    if action != "default":
        _check(action, known.actions, "action")
    _must(value in LEVELS, '"none", "ask" or "type the name"')
    level, least = Confirm(str(value)), known.destroys.get(action, Confirm.NONE)
    if LEVELS.index(level) < LEVELS.index(least):
        raise ValueError(f'it destroys something, so the least is "{least}"{_DEFAULT}')
    return level


def _undo(name: str, value: object, _known: Known) -> float:
    _check(name, ("days", "max_size"), "limit of undo")
    if name == "days":
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        _must(number and 0 < float(str(value)) <= _LONGEST, f"1 to {_LONGEST} days")
        return float(str(value))
    size = units.parse_size(value) if isinstance(value, str) else value
    if isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise ValueError(f'must be a size such as "2GiB"{_DEFAULT}')
    return size


SINGLES: Mapping[str, Callable[[object, Known], object]] = {
    "theme": _theme,
    "ascii": _ascii,
    "panes": _panes,
    "read_only": _flag,
    "wsl_exe": _path,
    "log_panel": _log_panel,
    "refresh": _refresh,
}
TABLES: Mapping[str, Callable[[str, object, Known], object]] = {
    "columns": _columns,
    "sort": _sort,
    "keys": _keys,
    "timeouts": _timeout,
    "confirm": _confirm,
    "undo": _undo,
}
BY_ACTION = frozenset({"keys", "timeouts", "confirm"})

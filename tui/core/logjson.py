"""Log lines that are JSON: told on one line, or laid out whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tui.core import logtext, parse

_TIMES = ("time", "ts", "timestamp", "@timestamp", "@t", "t", "date", "datetime")
_LEVELS = ("level", "lvl", "severity", "loglevel", "levelname", "log.level", "@l")
_MESSAGES = ("message", "msg", "@m", "event", "text", "log")
_PINO = {10: "TRACE", 20: "DEBUG", 30: "INFO", 40: "WARN", 50: "ERROR", 60: "FATAL"}


def as_object(text: str) -> dict[str, Any] | None:
    """The JSON object that a line is, None where it is none."""
    text = text.strip()
    if not (text.startswith("{") and text.endswith("}")):
        return None
    value = parse.json_value(text)
    return value if isinstance(value, dict) and value else None


def told(found: dict[str, Any]) -> tuple[str, str]:
    """Level and message, then all other fields as `key=value`; the time stands before the line."""
    left = dict(found)
    level, message = _taken(left, _LEVELS), _taken(left, _MESSAGES)
    for name in _TIMES:
        left.pop(name, None)
    shown = (_PINO.get(level) if isinstance(level, int) else None) or str(level).upper()
    head = " ".join(filter(None, [f"{shown:<5}" if shown else "", _word(message, bare=True)]))
    return logtext.plain(head), logtext.plain(" ".join(_pairs(left)))


def laid_out(found: dict[str, Any]) -> list[str]:
    """Indented, one value a line; nothing in it is more than text."""
    text = json.dumps(found, indent=2, ensure_ascii=False)
    return [logtext.plain(line) for line in text.split("\n")]


def _taken(left: dict[str, Any], names: tuple[str, ...]) -> Any:
    name = next((name for name in names if isinstance(left.get(name), str | int | float)), None)
    return "" if name is None else left.pop(name)


def _pairs(left: dict[str, Any], before: str = "") -> Iterator[str]:
    for key, value in left.items():
        if isinstance(value, dict) and value and not before:
            yield from _pairs(value, f"{key}.")
        else:
            yield f"{before}{key}={_word(value)}"


def _word(value: Any, *, bare: bool = False) -> str:
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    quoted = not bare and (not value or any(char in value for char in ' "='))
    return json.dumps(value, ensure_ascii=False) if quoted else value

"""Levels by the ways in which programs say them."""

import pytest

from tui.core.loglevel import _BY_NAME, Level, level_of, named

SAID = [
    ('{"level":"error","msg":"x"}', Level.ERROR),
    ('{"msg":"fine","level": "warning"}', Level.WARN),
    ('{"severity":"DEBUG"}', Level.DEBUG),
    ('{"level":30,"msg":"pino"}', Level.INFO),
    ('{"level":50}', Level.ERROR),
    ('{"log.level":"info"}', Level.INFO),
    ("time=2026 level=warn msg=x", Level.WARN),
    ('ts=1 level="error" x', Level.ERROR),
    ("lvl=dbug", None),
    ("severity=3", Level.ERROR),
    ("severity=7", Level.DEBUG),
    ("[error] 31#31: connect() failed", Level.ERROR),
    ("2026/11/22 10:00:00 [warn] 1#1: x", Level.WARN),
    ("2026-11-22 10:00:00,123 - app - ERROR - gone", Level.ERROR),
    ("2026-11-22 10:00:00.123 UTC [1] LOG:  ready", Level.INFO),
    ("FATAL:  role does not exist", Level.ERROR),
    ("warning: deprecated", Level.WARN),
    ("Error: cannot find module", Level.ERROR),
    ("E0102 15:04:05.678 1 main.go:1] x", Level.ERROR),
    ("I0102 15:04:05.678 1 main.go:1] x", Level.INFO),
    ("INFO:root:started", Level.INFO),
    ("DEBUG job taken", Level.DEBUG),
    ("Traceback (most recent call last):", Level.ERROR),
    ("panic: runtime error", Level.ERROR),
    ("npm ERR! code 1", Level.ERROR),
    ("no error was found", None),
    ("GET /errors/ERROR.html 200", None),
    ("TERROR", None),
    ("just words", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "level"), SAID)
def test_levels(text: str, level: Level | None) -> None:
    assert level_of(text) is level


def test_names() -> None:
    assert named("WARN") is Level.WARN
    assert named("warning") is Level.WARN
    assert named("loud") is None
    assert named("") is None


@pytest.mark.parametrize("name", sorted(_BY_NAME))
def test_every_name_is_found_where_it_is_marked(name: str) -> None:
    assert level_of(f"[{name}] words") is level_of(f'level="{name}"') is _BY_NAME[name]

"""The config file as properties: there and back, and no text stops the start."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from tui import config
from tui.config import Known, LogPanel, Settings, Sort
from tui.core.action import Confirm

WORD = st.text(min_size=1, max_size=8)
WORDS = st.lists(WORD, min_size=1, max_size=3, unique=True).map(tuple)
SECONDS = st.floats(min_value=1, max_value=1e6)
KEYS = st.lists(st.sampled_from(["*", "S", "ctrl+r", "f5", "delete", "é"]), max_size=3).map(tuple)
SETTINGS = st.builds(
    Settings,
    theme=st.text(max_size=8),
    ascii=st.none() | st.booleans(),
    panes=WORDS,
    columns=st.dictionaries(WORD, WORDS, max_size=3),
    sort=st.dictionaries(WORD, st.builds(Sort, WORD, st.booleans()), max_size=3),
    keys=st.dictionaries(WORD, KEYS, max_size=3),
    timeouts=st.dictionaries(WORD, SECONDS, max_size=3),
    read_only=st.booleans(),
    confirm=st.dictionaries(WORD, st.sampled_from(Confirm), max_size=3),
    wsl_exe=st.none() | WORD,
    log_panel=st.sampled_from(LogPanel),
    refresh=SECONDS,
    undo=st.fixed_dictionaries({}, optional={"days": SECONDS, "max_size": st.integers(0, 2**60)}),
)
SCALARS: st.SearchStrategy[object] = (
    st.text(max_size=8)
    | st.integers(-(2**63), 2**63 - 1)
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.datetimes(timezones=st.just(datetime.UTC) | st.none())
    | st.dates()
    | st.times()
)
TOML: st.SearchStrategy[object] = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
STRICT = Known((), {}, (), ())
OURS = {field.name for field in fields(Settings)} | {"schema"}
OTHERS = st.dictionaries(WORD.filter(lambda word: word not in OURS), TOML, max_size=3)


def as_changes(settings: Settings) -> dict[str, object]:
    return {field.name: getattr(settings, field.name) for field in fields(Settings)}


def fresh() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(folder) / "config.toml"


@given(SETTINGS)
def test_any_settings_come_back_as_they_were_saved(settings: Settings) -> None:
    for path in fresh():
        config.save(path, as_changes(settings))
        assert config.load(path, {}) == (settings, ())


@given(SETTINGS, SETTINGS, OTHERS, st.data())
def test_a_save_keeps_every_key_that_it_does_not_name(
    before: Settings, after: Settings, others: dict[str, Any], data: st.DataObject
) -> None:
    named = data.draw(st.sets(st.sampled_from([field.name for field in fields(Settings)])))
    for path in fresh():
        config.save(path, as_changes(before))
        path.write_text(tomli_w.dumps(tomllib.loads(path.read_text()) | others), newline="")
        old = tomllib.loads(path.read_bytes().decode())
        config.save(path, {name: getattr(after, name) for name in named})
        new = tomllib.loads(path.read_bytes().decode())
        assert {key: new[key] for key in others} == {key: old[key] for key in others}
        settings, problems = config.load(path, {})
        assert all("there is no such setting" in problem.reason for problem in problems)
        for name in OURS - {"schema"}:
            assert getattr(settings, name) == getattr(after if name in named else before, name)


@given(st.text(max_size=40) | st.binary(max_size=40).map(lambda raw: raw.decode("latin-1")))
def test_no_text_at_all_stops_the_start(text: str) -> None:
    for path in fresh():
        raw = text.encode()
        path.write_bytes(raw)
        settings, problems = config.load(path, {})
        assert settings == Settings() or not problems
        assert path.read_bytes() == raw


@given(st.dictionaries(st.sampled_from(sorted(OURS)), TOML, max_size=4))
def test_no_value_at_all_stops_the_start(data: dict[str, Any]) -> None:
    for path in fresh():
        path.write_text(tomli_w.dumps(data), newline="")
        settings, problems = config.load(path, {}, STRICT)
        bad = {problem.key.partition(".")[0] for problem in problems}
        assert all(problem.line for problem in problems)
        for name in OURS - {"schema"} - bad - data.keys():
            assert getattr(settings, name) == getattr(Settings(), name)

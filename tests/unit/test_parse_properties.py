"""Whatever a tool prints: reading it never raises, and what is read can be used."""

from __future__ import annotations

import contextlib
import json
import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core import parse, units

UNSAFE = {"Cc", "Cs", "Zl", "Zp"}
DIGITS = st.integers(1, 600).map(lambda count: "9" * count)
UNITS = st.sampled_from(["", "B", "kB", "MB", "YB", "KiB", "YiB", " GB", "iB", "kk"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.binary(max_size=400))
def test_bytes_become_text(raw: bytes) -> None:
    text = parse.decode(raw)
    assert "\r" not in text
    text.encode()


@given(st.text(max_size=200))
def test_a_cleaned_text_is_one_line_that_moves_nothing(text: str) -> None:
    shown = parse.clean(text)
    assert not {unicodedata.category(char) for char in shown} & UNSAFE
    assert "\n" not in shown
    assert parse.clean(shown) == shown
    shown.encode()


@given(st.text(max_size=200))
def test_cleaned_lines_are_as_many(text: str) -> None:
    assert parse.clean_lines(text).count("\n") == text.count("\n")


@given(st.text(max_size=200) | values.map(lambda value: json.dumps(value)[:-1]))
def test_json_lines_are_values_or_garbage(text: str) -> None:
    with contextlib.suppress(parse.Garbled):
        list(parse.json_lines(text))


@given(st.lists(values, min_size=1, max_size=4))
def test_what_was_written_as_json_lines_comes_back(written: list[Any]) -> None:
    text = "\n".join(json.dumps(value, ensure_ascii=False) for value in written)
    read = list(parse.json_lines(text))
    assert json.dumps(read) == json.dumps(written)


@given(st.text(max_size=200))
def test_a_json_value_or_none(text: str) -> None:
    parse.json_value(text)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "1" * 10_000])
def test_what_json_gives_up_on_is_none(text: str) -> None:
    assert parse.json_value(text) is None


@given(st.text(max_size=40) | st.tuples(DIGITS, UNITS).map("".join))
def test_a_size_can_be_shown_or_is_none(text: str) -> None:
    count = parse.size(text)
    assert count is None or (isinstance(count, int) and units.size(count))


@pytest.mark.parametrize("text", ["9" * 400, "9" * 310 + "YB", "1" * 300 + "TiB"])
def test_a_size_beyond_all_numbers_is_none(text: str) -> None:
    assert parse.size(text) is None


@given(st.text(max_size=40))
def test_a_time_is_aware_and_utc_or_none(text: str) -> None:
    moment = parse.time(text)
    assert moment is None or moment.tzinfo is UTC


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC)),
    st.sampled_from(["%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%d %H:%M:%S.%f000 +0000 UTC"]),
)
def test_a_time_comes_back(moment: datetime, shape: str) -> None:
    assert parse.time(moment.strftime(shape)) == moment

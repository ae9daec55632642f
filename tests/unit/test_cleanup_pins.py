"""Pins from words and from what was saved of them, and back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.cleanup.pin_values import pin_from_json, pin_of_words, pins_from
from tui.core.cleanup.pins import By, Pin, Subject, pinned_by
from tui.core.errors import UsageError

KINDS = {"container": "container", "containers": "container", "volume": "volume"}
texts = st.text(min_size=1, max_size=8).filter(lambda text: text.strip() and text[0] != "=")
saved_pins = st.builds(Pin, st.sampled_from([By.PATTERN, By.LABEL, By.PROJECT]), texts) | st.builds(
    Pin, st.just(By.NAME), texts, texts
)


@pytest.mark.parametrize(
    ("words", "options", "pin"),
    [
        (("containers", "web"), {}, Pin(By.NAME, "web", "container")),
        ((), {"pattern": "db-*"}, Pin(By.PATTERN, "db-*")),
        ((), {"label": "keep"}, Pin(By.LABEL, "keep")),
        ((), {"project": "shop"}, Pin(By.PROJECT, "shop")),
    ],
)
def test_a_pin_of_words(words: tuple[str, ...], options: dict[str, str], pin: Pin) -> None:
    assert pin_of_words(words, kinds=KINDS, **options) == pin


@pytest.mark.parametrize(
    ("words", "options", "said"),
    [
        ((), {}, "by one thing"),
        (("container",), {}, "by one thing"),
        (("container", "a", "b"), {}, "by one thing"),
        (("container", "web"), {"label": "keep"}, "by one thing"),
        ((), {"pattern": "*", "label": "keep"}, "by one thing"),
        ((), {"pattern": ""}, "the pattern is empty"),
        ((), {"label": "=x"}, "the label has no key"),
        (("container", " "), {}, "the name is empty"),
        (("vessel", "web"), {}, "There is no kind vessel. There are: container, volume."),
    ],
)
def test_words_that_pin_nothing(words: tuple[str, ...], options: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        pin_of_words(words, kinds=KINDS, **options)
    assert said in str(caught.value)


@given(saved_pins)
def test_a_pin_comes_back_from_json(pin: Pin) -> None:
    assert pin_from_json(pin.as_json()) == pin


@pytest.mark.parametrize(
    "saved",
    [
        None, [], {}, {"by": "name", "value": "web", "kind": None}, {"by": "x", "value": "y"},
        {"by": "label", "value": 5}, {"by": ["label"], "value": "x"},
        {"by": "pattern", "value": "x", "kind": 3}, {"by": "project", "value": ""},
    ],
)  # fmt: skip
def test_what_is_no_pin_is_a_problem(saved: Any) -> None:
    pins, problems = pins_from([{"by": "project", "value": "shop"}, saved])
    assert pins == (Pin(By.PROJECT, "shop"),)
    assert [problem.key for problem in problems] == ["pins[1]"]


def _subject(**more: Any) -> Subject:
    return Subject("container", ("shop-web-1",), {"team": "shop", "keep": ""}, "shop", **more)


@pytest.mark.parametrize(
    ("pin", "holds"),
    [
        (Pin(By.NAME, "shop-web-1", "container"), True),
        (Pin(By.NAME, "shop-web-1", "volume"), False),
        (Pin(By.NAME, "shop-web", "container"), False),
        (Pin(By.NAME, "ab" * 6, "container"), True),
        (Pin(By.NAME, "ab" * 5, "container"), False),
        (Pin(By.NAME, "sha256:" + "ab" * 32, "container"), True),
        (Pin(By.PATTERN, "shop-*"), True),
        (Pin(By.PATTERN, "SHOP-*"), False),
        (Pin(By.PATTERN, "abab*"), False),
        (Pin(By.LABEL, "keep"), True),
        (Pin(By.LABEL, "keep="), True),
        (Pin(By.LABEL, "keep=1"), False),
        (Pin(By.LABEL, "team=shop"), True),
        (Pin(By.PROJECT, "shop"), True),
        (Pin(By.PROJECT, "sho"), False),
    ],
)
def test_what_a_pin_holds(pin: Pin, holds: bool) -> None:
    assert (pinned_by([pin], _subject(id="ab" * 32)) is pin) == holds


def test_a_pin_reads_as_it_was_typed() -> None:
    assert str(Pin(By.NAME, "web", "container")) == "container web"
    assert str(Pin(By.LABEL, "keep=1")) == "--label keep=1"

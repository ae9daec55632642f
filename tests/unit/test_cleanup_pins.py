"""Pins from what was saved of them and back, and what they hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.core.cleanup.pin_values import pin_from_json
from tui.core.cleanup.pins import By, Pin, Subject, pinned_by

texts = st.text(min_size=1, max_size=8).filter(lambda text: text.strip() and text[0] != "=")
saved_pins = st.builds(Pin, st.sampled_from([By.PATTERN, By.LABEL, By.PROJECT]), texts) | st.builds(
    Pin, st.just(By.NAME), texts, texts
)


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
def test_what_is_no_pin_is_refused(saved: Any) -> None:
    with pytest.raises(ValueError, match=r"must|is empty|needs its kind|has no key"):
        pin_from_json(saved)


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

"""What the screen remembers: kept, or forgotten without a word."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tui import remembered
from tui.config import Sort
from tui.remembered import Remembered


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert remembered.load(state) == Remembered()
    kept = Remembered("images", {"images": Sort("size", reverse=True)}, {"images": "older:7d [x]"})
    remembered.save(state, kept)
    assert remembered.load(state) == kept
    assert '"schema": 1' in (state / "remembered.json").read_text()
    assert stat.S_IMODE((state / "remembered.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "\xff",
        "[" * 50_000,
        '{"schema": 2, "pane": "x", "sort": {}, "filter": {}}',
        '{"schema": 1, "pane": 3, "sort": {}, "filter": {}}',
        '{"schema": 1, "pane": "x", "sort": [], "filter": {}}',
        '{"schema": 1, "pane": "x", "sort": {"a": 3}, "filter": {}}',
        '{"schema": 1, "pane": "x", "sort": {}, "filter": {"a": 3}}',
        '{"schema": 1}',
    ],
)
def test_what_is_broken_is_forgotten_and_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / "remembered.json").write_text(text, encoding="latin-1")
    assert remembered.load(tmp_path) == Remembered()
    remembered.save(tmp_path, Remembered("images"))
    assert remembered.load(tmp_path) == Remembered("images")


def test_whether_a_wsltui_has_ended_before(tmp_path: Path) -> None:
    assert not remembered.there(tmp_path / "state")
    remembered.save(tmp_path / "state", Remembered())
    assert remembered.there(tmp_path / "state")

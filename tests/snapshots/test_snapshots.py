"""The pictures in screenshots/ show the screen as it is now, whatever machine draws them."""

from __future__ import annotations

import re
from difflib import unified_diff
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.snapshots.shots import FOLDER, SHOTS, Shot
from tests.snapshots.svg import words_of

LARGEST = 150_000
"""Bytes of one picture."""
ODD = {"TZ": "Asia/Tokyo", "LC_ALL": "C", "TERM": "dumb", "COLORTERM": "", "COLUMNS": "40"}


def difference(old: str, new: str) -> str:
    """What has changed, in words; where no word has, that only colours or lines have."""
    before, after = words_of(old), words_of(new)
    told = list(unified_diff(before, after, "screenshots", "now", lineterm="", n=0))
    return "\n".join(told[:60]) or "The words are the same; colours or lines differ."


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.id)
async def test_the_picture_is_how_it_looks_now(shot: Shot) -> None:
    now = await shot.take()
    old = shot.file.read_text("utf-8") if shot.file.exists() else ""
    if now != old:
        remedy = "If this is meant to be: `make screenshots`, look at it, and commit it."
        pytest.fail(f"{shot.file.name}: {difference(old, now)}\n{remedy}", pytrace=False)


async def test_no_terminal_zone_or_locale_changes_a_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shot = SHOTS[0]
    for name, value in ODD.items():
        monkeypatch.setenv(name, value)
    assert difference(await shot.take(), shot.file.read_text("utf-8")) == difference("", "")


def test_every_picture_stands_for_itself() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {shot.file.name for shot in SHOTS}
    for shot in SHOTS:
        picture = shot.file.read_text("utf-8")
        assert len(picture.encode()) < LARGEST
        assert ElementTree.fromstring(picture).tag == "{http://www.w3.org/2000/svg}svg"
        assert re.findall(r"https?://[\w./]*", picture) == ["http://www.w3.org/2000/svg"]


def test_the_readme_shows_pictures_that_are_there() -> None:
    readme = (FOLDER.parent / "README.md").read_text("utf-8")
    shown = re.findall(r"\((screenshots/[^)]*)\)", readme)
    assert shown
    assert all((FOLDER.parent / Path(name)).is_file() for name in shown)


def test_what_differs_is_said_in_words() -> None:
    old = '<text class="c0" x="9" y="14">web</text><text class="c1" x="63" y="14">up 3h</text>'
    told = difference(old, old.replace("up 3h", "exited"))
    assert "- web   up 3h" in told
    assert "+ web   exited" in told
    assert difference(old, old.replace("c1", "c2")).startswith("The words are the same")

"""The pages for users: what they tell to type can be typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui.checks import CHECKS
from tui.cli.parsing import parse
from tui.kinds import ACTIONS, KINDS, kind_named

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("doctor.md", "guide.md")
TYPED = re.compile(r"`wsltui ([^`]+)`")


def typed(page: str) -> list[list[str]]:
    text = (DOCS / page).read_text("utf-8")
    return [line.replace("[", "").replace("]", "").split() for line in TYPED.findall(text)]


@pytest.mark.parametrize("page", PAGES)
def test_every_word_line_means_something(page: str) -> None:
    lines = typed(page)
    assert len(lines) > 10
    for words in lines:
        call = parse(words)
        if call.verb in ("ls", "show"):
            assert kind_named(call.words[0]), words
        if call.verb == "do":
            assert call.words[0] in ACTIONS, words


def test_checks_that_the_guide_names_are_there() -> None:
    named = set(re.findall(r"\bC\d+\b", (DOCS / "guide.md").read_text("utf-8")))
    known = {check.id for check in CHECKS}
    assert named <= known
    assert len(named) > 15


def test_the_guide_speaks_of_panes_by_their_titles() -> None:
    text = (DOCS / "guide.md").read_text("utf-8")
    for kind_id in ("contexts", "integrations", "security", "vscode", "distros", "system"):
        assert KINDS[kind_id].title in text


def test_what_to_do_about_the_clock_is_in_the_help_and_fits_into_a_small_terminal() -> None:
    ((title, lines),) = KINDS["system"].guide
    assert "clock" in title
    assert any("sudo hwclock -s" in line for line in lines)
    assert max(map(len, lines)) <= 69

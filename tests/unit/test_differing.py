"""What of a line has to be painted again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content, Span

from tui.ui.widgets.differing import differing, same

CHARACTERS = "ab ─漢e\u0301"


def styled(text: str, *spans: tuple[int, int, str]) -> Content:
    return Content(text, [Span(*span) for span in spans])


@pytest.mark.parametrize(
    ("before", "now", "cells"),
    [
        (styled("web-1 │ Logs"), styled("web-1 │ Logs"), 0),
        (styled("web-1 │ Logs"), styled("web-2 │ Logs"), 5),
        (styled("web-1 │ Logs"), styled("db-11 │ Logs"), 4),
        (styled("web-1 │ Logs"), styled("web │ Logs"), 12),
        (styled("web │ Logs", (0, 3, "dim")), styled("web │ Logs", (0, 3, "bold")), 3),
        (styled("web │ Logs", (0, 3, "dim")), styled("db2 │ Logs", (0, 3, "dim")), 3),
        (styled("漢 a"), styled("漢 b"), 4),
        (styled("漢 a"), styled("字 a"), 2),
        (styled("xe\u0301y"), styled("xa\u0301y"), 2),
        (styled(""), styled("web"), 3),
    ],
)
def test_how_far_two_lines_differ(before: Content, now: Content, cells: int) -> None:
    assert differing(before, now) == differing(now, before) == cells


SPANS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(["bold", "dim"])), max_size=3
)
LINES = st.builds(
    lambda text, spans: styled(text, *spans), st.text(CHARACTERS, max_size=9), SPANS
)  # fmt: skip


@given(LINES, LINES)
def test_behind_it_both_look_alike(before: Content, now: Content) -> None:
    cells = differing(before, now)
    assert same(before, now) <= (cells == 0)
    tails = [_behind(line, cells) for line in (before, now)]
    assert tails[0] == tails[1]


def _behind(line: Content, cells: int) -> list[tuple[str, list[str]]]:
    """The characters that begin at that cell or later, with their styles."""
    found, used = [], 0
    for place, character in enumerate(line.plain):
        used += Content(character).cell_length
        if used > cells:
            over = [str(s.style) for s in line.spans if s.start <= place < s.end]
            found.append((character, over))
    return found

"""Which lines are on the screen: properties of moving about in a log of lines that wrap."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.log_bytes import lines
from tui.core.logline import LogLine
from tui.core.logring import Ring
from tui.ui.widgets.log_layout import Layout

WRAPS = st.lists(st.integers(1, 4), min_size=1, max_size=30)
HEIGHT = st.integers(1, 12)
MOVES = st.lists(st.integers(-20, 20), max_size=6)


def made(wraps: list[int]) -> tuple[Ring, Layout]:
    ring = Ring()
    ring.add(lines(*(str(wrap) for wrap in wraps)))
    return ring, Layout(lambda line: int(line.body))


@given(WRAPS, HEIGHT, MOVES)
def test_the_screen_is_full_and_its_rows_follow_each_other(
    wraps: list[int], height: int, moves: list[int]
) -> None:
    ring, layout = made(wraps)
    every = [(line, part) for line in ring.lines for part in range(int(line.body))]
    for move in (0, *moves):
        layout.scroll(ring, move, height)
        rows = layout.rows(ring, height)
        at = every.index(rows[0])
        assert rows == every[at : at + height]
        assert len(rows) == min(height, len(every))
        assert not layout.follow or rows[-1] == every[-1]


@given(WRAPS, HEIGHT, MOVES, st.integers(0, 29))
def test_a_line_is_brought_into_sight(
    wraps: list[int], height: int, moves: list[int], which: int
) -> None:
    ring, layout = made(wraps)
    for move in moves:
        layout.scroll(ring, move, height)
    line = ring.lines[which % len(wraps)]
    layout.reveal(ring, line, height)
    assert line in [one for one, _ in layout.rows(ring, height)]


@given(WRAPS, HEIGHT, st.integers(-20, -1))
def test_what_comes_moves_nothing_but_where_it_follows(
    wraps: list[int], height: int, up: int
) -> None:
    ring, layout = made(wraps)
    layout.scroll(ring, up, height)
    before = layout.rows(ring, height)
    ring.add(lines("1", "2", begin=100))
    after = layout.rows(ring, height)
    assert (after[-1][0] is ring.lines[-1]) if layout.follow else (after == before)


def test_it_follows_at_the_end_again_and_stays_where_its_line_was_dropped() -> None:
    ring, layout = made([1] * 10)
    follows = []
    for move in (-3, 2, 1):
        assert layout.scroll(ring, move, 4)
        follows.append(layout.follow)
    assert follows == [False, False, True]
    assert layout.scroll(ring, -6, 4)
    assert not layout.scroll(ring, -1, 4)
    ring.keep = 5
    ring.add(lines("1", begin=50))
    assert [line for line, _ in layout.rows(ring, 4)] == ring.lines[:4]


def test_nothing_to_see() -> None:
    ring, layout = Ring(), Layout(lambda _line: 1)
    assert layout.rows(ring, 5) == []
    assert not layout.scroll(ring, -1, 5)
    layout.pause(ring, 5)
    layout.to_top(ring, 5)
    layout.reveal(ring, LogLine("x", number=next(count())), 5)
    assert layout.follow

"""Columns chosen and widened for any room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.core.kind import Cell, Column
from tui.core.layout import fit


def column(name: str, width: int, rank: int = 5, grow: int = 0) -> Column[object]:
    return Column(name, name.title(), lambda row, view: Cell(""), lambda row: 0, width, rank, grow)


TABLE = (
    column("name", 10, rank=0, grow=2),
    column("state", 8, rank=1),
    column("image", 12, rank=2, grow=1),
    column("ports", 9, rank=4),
    column("age", 4, rank=3),
)


def chosen(room: int) -> dict[str, int]:
    return {column.id: width for column, width in fit(TABLE, room)}


def test_all_fit_exactly() -> None:
    assert chosen(47) == {"name": 10, "state": 8, "image": 12, "ports": 9, "age": 4}


def test_the_highest_rank_goes_first_and_leaves_its_room_to_the_growing() -> None:
    assert chosen(46) == {"name": 16, "state": 8, "image": 15, "age": 4}


def test_what_is_left_is_dealt_by_share() -> None:
    wide = chosen(47 + 31)
    assert (wide["name"], wide["image"]) == (10 + 21, 12 + 10)


def test_the_lowest_rank_is_kept_longest_and_cut() -> None:
    assert chosen(19) == {"name": 10, "state": 8}
    assert chosen(18) == {"name": 18}
    assert chosen(3) == {"name": 3}
    assert chosen(1) == {"name": 1}
    assert chosen(0) == {}
    assert chosen(-5) == {}


def test_a_sign_before_the_name_does_not_push_the_name_out() -> None:
    both = (column("dot", 1, rank=0), column("name", 16, rank=0, grow=3), column("age", 4))
    assert [(c.id, w) for c, w in fit(both, 10)] == [("dot", 1), ("name", 8)]
    assert [(c.id, w) for c, w in fit(both, 3)] == [("dot", 1), ("name", 1)]
    assert [(c.id, w) for c, w in fit(both, 2)] == [("dot", 1)]


def test_of_equal_ranks_the_later_column_goes_first() -> None:
    three = (column("a", 5, rank=1), column("b", 5), column("c", 5))
    assert [column.id for column, _ in fit(three, 13)] == ["a", "b"]


def test_the_order_is_that_of_the_columns() -> None:
    assert list(chosen(60)) == ["name", "state", "image", "ports", "age"]


def test_no_columns() -> None:
    assert fit((), 80) == []


some_columns = st.lists(
    st.builds(
        column,
        st.text(min_size=1, max_size=5),
        st.integers(-3, 60),
        st.integers(0, 9),
        st.integers(0, 5),
    ),
    max_size=12,
)


@given(some_columns, st.integers(-5, 300))
def test_it_never_overflows_and_nothing_is_negative(
    columns: list[Column[object]], room: int
) -> None:
    laid = fit(columns, room)
    assert all(width >= 1 for _, width in laid)
    assert sum(width for _, width in laid) + max(0, len(laid) - 1) <= max(0, room)
    assert bool(laid) == (bool(columns) and room > 0)


@given(some_columns, st.integers(1, 300))
def test_growing_columns_leave_no_room_unused(columns: list[Column[object]], room: int) -> None:
    laid = fit(columns, room)
    if any(column.grow > 0 for column, _ in laid):
        assert sum(width for _, width in laid) + len(laid) - 1 == room

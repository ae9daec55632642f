"""The table of every kind: moving, marking, filtering, and rows that come and go."""

from __future__ import annotations

import pytest

from tests.stories.parcels import Parcel, depot, parcels
from tui.ui.messages import MarksChanged


@pytest.mark.parametrize(
    ("keys", "index"),
    [
        ("j", 1),
        ("down down", 2),
        ("j j k", 1),
        ("up", 0),
        ("G", 29),
        ("end j", 29),
        ("G g", 0),
        ("G home", 0),
        ("pagedown", 10),
        ("pagedown pagedown pageup", 10),
        ("ctrl+d", 5),
        ("ctrl+d ctrl+d ctrl+u", 5),
        ("pagedown pagedown pagedown pagedown", 29),
        ("pageup", 0),
    ],
)
async def test_moving(keys: str, index: int) -> None:
    async with depot(30) as see:
        await see.press(*keys.split())
        assert see.table.cursor_index == index
        top = see.table.scroll_offset.y
        assert top <= index < top + 10
        assert f"parcel-{index}" in see.app.names()


async def test_new_rows_leave_cursor_scroll_and_marks_where_they_are() -> None:
    async with depot(60) as see:
        await see.press("pagedown", "pagedown", "space", "k")
        line = see.app.names().index("parcel-20")
        assert see.table.scroll_offset.y > 0
        await see.show((*(Parcel(f"new{i}", f"new-{i}") for i in range(5)), *parcels(60)))
        assert see.cursor == "p20"
        assert see.table.marked == {"p20"}
        assert see.app.names().index("parcel-20") == line
        await see.show(parcels(60)[10:])
        assert see.cursor == "p20"
        assert see.app.names().index("parcel-20") == line


async def test_a_list_at_its_top_shows_what_is_new_there() -> None:
    async with depot(60) as see:
        await see.press("j", "j")
        await see.show((Parcel("new", "new"), *parcels(60)))
        assert see.cursor == "p2"
        assert see.app.names()[0] == "new"


async def test_a_cursor_that_nobody_has_touched_stays_on_the_first_row() -> None:
    first, second = Parcel("new", "new"), Parcel("newer", "newer")
    async with depot(3) as see:
        await see.show((first, *parcels(3)))
        assert see.cursor == "new"
        await see.press("f2")
        await see.show((second, first, *parcels(3)))
        assert see.cursor == "new", "a key was meant for the row that was seen"
        await see.press("g", "j", "k")
        await see.show(parcels(3))
        assert see.cursor == "p0"


async def test_where_the_row_vanishes_the_cursor_keeps_its_place() -> None:
    async with depot(5) as see:
        await see.press("j", "j", "space", "k")
        await see.show([row for row in parcels(5) if row.id != "p2"])
        assert (see.cursor, see.table.cursor_index) == ("p3", 2)
        assert see.table.marked == frozenset()
        await see.press("G")
        await see.show(parcels(2))
        assert see.cursor == "p1"
        await see.show(())
        assert (see.cursor, see.table.cursor_index) == ("", 0)
        await see.show(parcels(3))
        assert see.cursor == "p0"


async def test_a_wheel_turned_away_from_the_cursor_is_left_alone() -> None:
    async with depot(100) as see:
        see.table.scroll_to(y=50, animate=False)
        await see.pilot.pause()
        await see.show((Parcel("new", "new"), *parcels(100)))
        assert see.table.scroll_offset.y == 50
        await see.press("j")
        assert see.table.scroll_offset.y <= 2


async def test_marks_one_range_all_none() -> None:
    async with depot(8) as see:
        await see.press("space", "j", "j", "v")
        assert see.table.marked == {"p0", "p1", "p2", "p3"}
        assert see.app.screen_lines()[1].startswith("✓ parcel-0")
        assert not see.app.screen_lines()[5].startswith("✓")
        await see.press("j", "j", "ctrl+@")
        assert see.table.marked == {f"p{i}" for i in range(6)}
        await see.press("k", "space")
        assert see.table.marked == {"p0", "p1", "p2", "p3", "p5"}
        await see.press("a")
        assert len(see.table.marked) == 8
        await see.press("a")
        assert see.table.marked == frozenset()
        await see.press("v", "backslash")
        assert see.table.marked == frozenset()


async def test_what_is_acted_on_are_the_marks_or_the_row_under_the_cursor() -> None:
    async with depot(5) as see:
        await see.press("j")
        assert [row.id for row in see.table.selected_rows()] == ["p1"]
        await see.press("G", "space", "g", "space")
        assert [row.id for row in see.table.selected_rows()] == ["p0", "p4"]
        await see.show(())
        assert see.table.selected_rows() == ()


async def test_marks_hidden_by_a_filter_are_kept_and_counted() -> None:
    async with depot(20) as see:
        await see.press("space", "space")
        await see.filter("parcel-1")
        assert see.app.names()[:2] == ["parcel-1", "parcel-10"]
        assert (see.table.rows_shown, see.table.row_count) == (11, 20)
        assert see.table.hidden_marks == 1
        await see.press("a")
        assert (len(see.table.marked), see.table.hidden_marks) == (12, 1)
        await see.press("a")
        assert see.table.marked == {"p0"}
        last = see.app.heard(MarksChanged)[-1]
        assert (last.kind_id, last.count, last.hidden) == ("parcels", 1, 1)
        assert [row.id for row in see.table.selected_rows()] == ["p0"]


async def test_the_cursor_comes_back_once_its_row_matches_again() -> None:
    async with depot(20) as see:
        await see.press(*["j"] * 7)
        await see.filter("parcel-1")
        assert see.cursor == "p1"
        await see.filter("parcel")
        assert see.cursor == "p7"
        await see.filter("parcel-1")
        await see.show(parcels(30))
        assert see.cursor == "p1"
        await see.press("j")
        await see.filter("")
        assert see.cursor == "p10"


async def test_new_rows_are_filtered_and_sorted_too() -> None:
    async with depot(3) as see:
        see.table.sort("weight", reverse=True)
        await see.filter("parcel-")
        await see.show((*parcels(5), Parcel("x", "other")))
        assert see.app.names() == [f"parcel-{i}" for i in (4, 3, 2, 1, 0)]


async def test_the_filter_says_what_it_could_not_read() -> None:
    async with depot(3) as see:
        await see.filter("older:soon")
        assert see.table.filter.error is not None
        assert see.table.rows_shown == 3

"""Sorting, clicking, and what the table tells the screen it is on."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult

from tests.stories.parcels import PARCELS, STYLES, Parcel, depot, parcels
from tui.ui.messages import RowChosen, RowHighlighted, SortChanged
from tui.ui.widgets.resource_table import ResourceTable


async def test_sorting_by_keys() -> None:
    rows = [
        Parcel("a", "b-2", weight=None),
        Parcel("b", "c-1", weight=3),
        Parcel("c", "a", weight=20),
    ]
    async with depot(rows) as see:
        assert see.app.names() == ["b-2", "c-1", "a"]
        assert "▲" not in see.app.screen_lines()[0]
        await see.press("greater_than_sign")
        assert see.app.names() == ["a", "b-2", "c-1"]
        assert "Name▲" in see.app.screen_lines()[0]
        await see.press("greater_than_sign", "greater_than_sign", "I")
        assert " Weight▼" in see.app.screen_lines()[0]
        assert see.app.names() == ["a", "c-1", "b-2"], "what has no value comes last"
        await see.press("I")
        assert see.app.names() == ["c-1", "a", "b-2"]
        await see.press(*["less_than_sign"] * 3)
        assert see.app.names() == ["b-2", "c-1", "a"]
        await see.press("I")
        assert see.app.names() == ["a", "c-1", "b-2"]
        await see.press("less_than_sign")
        last = see.app.heard(SortChanged)[-1]
        assert (last.kind_id, last.column_id, last.reverse) == ("parcels", "age", False)


async def test_sorting_keeps_the_cursor_on_its_row() -> None:
    async with depot(40) as see:
        await see.press("j")
        see.table.sort("weight", reverse=True)
        await see.pilot.pause()
        assert see.cursor == "p1"
        assert "parcel-1" in see.app.names()


async def test_values_that_cannot_be_compared_are_sorted_as_words() -> None:
    rows = [Parcel("a", "one", weight="x"), Parcel("b", "two", weight=3)]
    async with depot(rows) as see:
        see.table.sort("weight")
        await see.pilot.pause()
        assert see.app.names() == ["two", "one"]


async def test_a_column_nobody_knows_is_the_order_as_listed() -> None:
    async with depot(3) as see:
        see.table.sort("colour", reverse=True)
        assert see.table.order.column_id is None


async def test_the_mouse_selects_sorts_opens_and_scrolls() -> None:
    async with depot(100) as see:
        await see.pilot.click(ResourceTable, offset=(5, 4))
        assert see.cursor == "p3"
        await see.pilot.click(ResourceTable, offset=(30, 0))
        await see.pilot.click(ResourceTable, offset=(30, 0))
        assert (see.table.order.column_id, see.table.order.reverse) == ("weight", True)
        assert see.cursor == "p3"
        await see.press("g")
        await see.pilot.double_click(ResourceTable, offset=(5, 2))
        assert [message.key for message in see.app.heard(RowChosen)] == ["p98"]
        await see.pilot._post_mouse_events([events.MouseScrollDown], ResourceTable, (5, 5))
        await see.pilot.pause()
        assert see.table.scroll_offset.y > 0


async def test_a_click_beside_the_rows_does_nothing() -> None:
    async with depot(2) as see:
        await see.press("j")
        await see.pilot.double_click(ResourceTable, offset=(5, 8))
        await see.show(())
        await see.pilot.double_click(ResourceTable, offset=(5, 0))
        assert see.app.heard(RowChosen) == []
        assert see.app.heard(SortChanged) == []


async def test_enter_opens_the_row_and_nothing_where_there_is_none() -> None:
    async with depot(2) as see:
        await see.press("j", "enter")
        chosen = see.app.heard(RowChosen)
        assert [(message.kind_id, message.key) for message in chosen] == [("parcels", "p1")]
        await see.show(())
        await see.press("enter", "space", "v", "a", "j", "G", "pagedown", "I")
        assert len(see.app.heard(RowChosen)) == 1


async def test_a_burst_of_moves_is_told_once() -> None:
    async with depot(50) as see:
        see.app.said.clear()
        for _ in range(20):
            see.table.action_move(1)
        await see.pilot.pause()
        told = see.app.heard(RowHighlighted)
        assert told[-1].key == "p20"
        assert len(told) < 20


async def test_the_highlight_is_told_when_rows_come_and_go() -> None:
    async with depot(3) as see:
        await see.show(())
        assert [message.key for message in see.app.heard(RowHighlighted)] == ["p0", None]


async def test_going_to_a_row() -> None:
    async with depot(100) as see:
        assert see.table.go_to("p70")
        await see.pilot.pause()
        assert "parcel-70" in see.app.names()
        assert not see.table.go_to("nowhere")
        assert see.cursor == "p70"


class Early(App[None]):
    """A table that is filled, sorted, filtered and marked stale before it is mounted."""

    CSS_PATH = STYLES
    highlighted: str | None = None

    def on_row_highlighted(self, message: RowHighlighted) -> None:
        self.highlighted = message.key

    def compose(self) -> ComposeResult:
        table = ResourceTable(PARCELS)
        table.sort("weight", reverse=True)
        table.filter_text = "parcel-1"
        table.show(parcels(12))
        table.stale = True
        table.tick()
        yield table


async def test_what_is_set_before_the_table_is_mounted_holds() -> None:
    app = Early()
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        assert [strip.text.split()[0] for strip in strips[1:4]] == [
            "parcel-11",
            "parcel-10",
            "parcel-1",
        ]
        assert app.highlighted == "p11"


async def test_every_key_can_be_given_another() -> None:
    bindings = list(ResourceTable.BINDINGS)
    ids = [binding.id for binding in bindings]  # type: ignore[union-attr]
    assert len(set(ids)) == len(ids)
    assert all(name and name.startswith("table.") for name in ids)
    async with depot(5) as see:
        see.app.set_keymap({"table.down": "t"})
        await see.press("t", "j")
        assert see.cursor == "p1"

"""What the table draws, and how little it draws again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from rich.cells import cell_len

from tests.stories.parcels import NOON, Parcel, depot, parcels
from tui.ui.widgets.resource_table import ResourceTable


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("[red]web[/]", "[red]web[/]"),
        ("[/]", "[/]"),
        ("a\nb\tc", "a b c"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07x", "x"),
        ("bell\x07", "bell�"),
        ("日本語", "日本語"),
        ("日本語のとても長い名前", "日本語のとても長… "),
        ("x日本語のとても長い名前", "x日本語のとても… "),
        ("👨‍👩‍👧 family", "👨👩👧 family"),
        ("e\u0301clair", "e\u0301clair"),
        ("x" * 70_000, "x" * 16 + "…"),
        ("", ""),
    ],
)
async def test_text_from_outside_is_text_and_has_its_width(name: str, shown: str) -> None:
    async with depot([Parcel("a", name), Parcel("b", "plain")]) as see:
        line = see.app.screen_lines()[1]
        assert line[2:].startswith(shown)
        assert line.endswith("sent         1    – ")
        assert all(cell_len(line) == 40 for line in see.app.screen_lines())


async def test_a_header_and_the_rows_with_numbers_to_the_right() -> None:
    rows = [
        Parcel("a", "vase", "sent", 12, NOON - timedelta(hours=3)),
        Parcel("b", "book", "lost", None, None),
    ]
    async with depot(rows) as see:
        assert see.app.screen_lines()[:4] == [
            "  Name              State   Weight  Age ",
            "  vase              sent        12   3h ",
            "  book              lost         –    – ",
            " " * 40,
        ]


@pytest.mark.parametrize("count", [10, 5_000])
async def test_a_key_costs_the_same_with_ten_rows_and_five_thousand(count: int) -> None:
    async with depot(count, 80, 24) as see:
        await see.press("j")
        assert await see.cost("j") == (2, 1)
        assert await see.cost("k") == (2, 0)
        assert await see.cost("space") == (2, 1)


async def test_scrolling_draws_only_what_comes_into_sight() -> None:
    async with depot(5_000, 80, 24) as see:
        await see.press("G", *["k"] * 22)
        painted, drawn = await see.cost("k")
        assert painted <= 25
        assert drawn <= 2


async def test_a_hundred_thousand_rows_are_no_matter() -> None:
    async with depot(100_000) as see:
        await see.press("G")
        assert see.app.names()[-1] == "parcel-99999"
        assert see.table.lines_drawn < 60


async def test_the_same_rows_again_paint_nothing() -> None:
    async with depot(50) as see:
        await see.press("j")
        assert await see.cost(lambda: see.table.show(parcels(50))) == (0, 0)


async def test_a_changed_row_paints_its_line_alone() -> None:
    async with depot(50) as see:
        rows = list(parcels(50))
        rows[3] = replace(rows[3], state="lost")
        assert await see.cost(lambda: see.table.show(rows)) == (1, 1)
        assert "lost" in see.app.screen_lines()[4]
        rows[40] = replace(rows[40], state="lost")
        assert await see.cost(lambda: see.table.show(rows)) == (0, 0)


async def test_ascii_signs() -> None:
    async with depot([Parcel("a", "a name that is far too long")], ascii_only=True) as see:
        await see.press("space", "greater_than_sign")
        assert "Name^" in see.app.screen_lines()[0]
        assert see.app.screen_lines()[1].startswith("+ a name that is f~")
        await see.press("I")
        assert "Namev" in see.app.screen_lines()[0]


async def test_time_repaints_only_the_ages_that_read_differently() -> None:
    rows = [
        Parcel("a", "old", sent=NOON - timedelta(days=3)),
        Parcel("b", "young", sent=NOON - timedelta(seconds=5)),
        Parcel("c", "middling", sent=NOON - timedelta(minutes=7)),
    ]
    async with depot(rows) as see:
        see.app.now += timedelta(seconds=2)
        assert await see.cost(see.table.tick) == (1, 1)
        assert "7s" in see.app.screen_lines()[2]
        see.app.now += timedelta(minutes=1)
        assert await see.cost(see.table.tick) == (2, 2)
        assert await see.cost(see.table.tick) == (0, 0)


async def test_stale_rows_are_greyed_and_say_the_same() -> None:
    async with depot(3) as see:
        before, text = see.table.render_line(2), see.app.screen_lines()
        see.table.stale = True
        await see.pilot.pause()
        assert see.table.render_line(2) != before
        assert see.app.screen_lines() == text
        see.table.stale = False
        assert see.table.render_line(2) == before


async def test_tones_cursor_and_marks_have_their_own_styles() -> None:
    async with depot([Parcel("a", "one"), Parcel("b", "two", "lost"), Parcel("c", "six")]) as see:
        await see.press("G", "space", "g")
        cursor, bad, marked = (see.table.render_line(y)._segments for y in (1, 2, 3))
        backgrounds = {segments[1].style.bgcolor for segments in (cursor, bad, marked)}  # type: ignore[union-attr]
        assert len(backgrounds) == 3
        assert len({segment.style.color for segment in bad if segment.style}) >= 3


async def test_the_cursor_looks_different_without_focus() -> None:
    async with depot(3) as see:
        focused = see.table.render_line(1)
        see.app.set_focus(None)
        await see.pilot.pause()
        assert see.table.render_line(1) != focused
        see.table.focus()
        await see.pilot.pause()
        assert see.table.render_line(1) == focused


async def test_another_theme_repaints() -> None:
    async with depot(3) as see:
        dark = see.table.render_line(1)
        see.app.theme = "textual-light"
        await see.pilot.pause()
        assert see.table.render_line(1) != dark


async def test_without_colours_the_cursor_is_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with depot(3) as see:
        styles = [[s.style for s in see.table.render_line(y) if s.style] for y in (1, 2)]
        assert all(style.reverse for style in styles[0])
        assert not any(style.reverse for style in styles[1])


async def test_no_rows_is_a_sentence_with_a_remedy() -> None:
    async with depot(0, 23, 6) as see:
        see.table.empty_remedy = "Press c to make one."
        await see.pilot.pause()
        assert [line.rstrip() for line in see.app.screen_lines()] == [
            " No parcels: post one",
            " first.",
            " Press c to make one.",
            "",
            "",
            "",
        ]
        see.table.empty_text = "Reading the parcels …"
        await see.pilot.pause()
        assert see.app.screen_lines()[0].startswith(" Reading the parcels")
        await see.show(parcels(1))
        assert see.app.names() == ["parcel-0"]


async def test_no_match_is_a_sentence_with_the_hint() -> None:
    async with depot(12, 60) as see:
        await see.filter("stat:lost")
        shown = " ".join(line.strip() for line in see.app.screen_lines())
        assert "None of 12 match “stat:lost”." in shown
        assert "Did you mean “state:”?" in shown


SIZES = [(1, 1), (2, 2), (3, 1), (1, 9), (5, 3), (20, 5), (7, 2), (23, 4), (300, 3)]


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_tiny_screens(width: int, height: int) -> None:
    async with depot(30, width, height) as see:
        await see.press("j", "G", "space", "greater_than_sign", "pageup", "a", "g")
        assert all(cell_len(line) == width for line in see.app.screen_lines())
        await see.pilot.click(ResourceTable, offset=(0, 0))
        await see.filter("nothing like this")
        await see.show(())
        assert all(cell_len(line) == width for line in see.app.screen_lines())


async def test_resizing_keeps_the_cursor_in_sight() -> None:
    async with depot(60, 80, 30) as see:
        await see.press(*["j"] * 25)
        for width, height in [*SIZES, (20, 5), (80, 30)]:
            await see.pilot.resize_terminal(width, height)
            await see.pilot.pause()
            top = see.table.scroll_offset.y
            header = 1 if height >= 3 else 0
            assert top <= 25 < top + height - header
        assert "parcel-25" in see.app.names()


async def test_rows_that_come_and_go_never_move_a_column() -> None:
    async with depot(1) as see:
        header = see.app.screen_lines()[0]
        await see.show((*parcels(100), Parcel("x", "x" * 200, "y" * 200, 10**30)))
        assert see.app.screen_lines()[0] == header

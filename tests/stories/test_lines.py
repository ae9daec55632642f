"""A text line by line: what looks the same is not painted again, and it scrolls when it must."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content
from textual.strip import Strip

from tui.ui.widgets.lines import Line, Lines


class Watched(Lines):
    """Notes which of its lines were painted."""

    DEFAULT_CSS = "Watched { height: 1fr; padding: 0 1; overflow-x: hidden; }"

    def __init__(self) -> None:
        super().__init__()
        self.painted: set[int] = set()

    def render_line(self, y: int) -> Strip:
        self.painted.add(y)
        return super().render_line(y)


class Reader(App[None]):
    def compose(self) -> ComposeResult:
        yield Watched()


def lines(*texts: str, style: str = "") -> list[Line]:
    return [Line(Content.styled(text, style)) for text in texts]


async def test_only_lines_that_look_different_are_painted() -> None:
    app = Reader()
    async with app.run_test(size=(30, 6)) as pilot:
        text = app.query_one(Watched)
        text.show(lines("one", "two", "three"))
        await pilot.pause()
        for shown, painted in (
            (lines("one", "2", "three"), {1}),
            (lines("one", "2", "three"), set()),
            (lines("one"), {1, 2}),
            (lines("one", style="bold"), {0}),
            (lines("one", "two", style="bold"), {1}),
        ):
            text.painted.clear()
            text.show(shown)
            await pilot.pause()
            assert text.painted == painted


async def test_more_than_fits_scrolls_and_less_does_not() -> None:
    app = Reader()
    async with app.run_test(size=(30, 6)) as pilot:
        text = app.query_one(Watched)
        text.show(lines(*map(str, range(20))))
        await pilot.pause()
        assert text.max_scroll_y == 14
        text.scroll_to(y=10, animate=False)
        text.show(lines("one", "two"))
        await pilot.pause()
        assert (text.max_scroll_y, text.scroll_offset.y) == (0, 0)
        await pilot.resize_terminal(30, 2)
        text.show(lines("one", "two", "three"))
        await pilot.pause()
        assert text.max_scroll_y == 1

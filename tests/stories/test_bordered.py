"""Words in a border change without the widget being painted again."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.content import Content
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.ui.widgets.bordered import Bordered


class Framed(Bordered, ScrollView):
    DEFAULT_CSS = "Framed { border: round white; padding: 1 2; }"
    painted = 0

    def render_line(self, y: int) -> Strip:
        self.painted += 1
        return Strip.blank(self.size.width)


class Pictures(App[None]):
    def compose(self) -> ComposeResult:
        yield Framed()


async def test_each_border_is_repainted_alone_and_only_when_it_differs() -> None:
    app = Pictures()
    async with app.run_test(size=(30, 8)) as pilot:
        frame = app.query_one(Framed)
        await pilot.pause()
        frame.painted = 0
        frame.name_border(Content("[red]web"))
        frame.caption_border(Content("3 of 10"))
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        assert "[red]web" in strips[0].text
        assert "3 of 10" in strips[-1].text
        frame.name_border(Content("[red]web"))
        assert not frame._repaint_regions
        frame.name_border(Content.styled("[red]web", "bold"))
        assert [(region.y, region.height) for region in frame._repaint_regions] == [(0, 1)]
        assert frame.painted == 0

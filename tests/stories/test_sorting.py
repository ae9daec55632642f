"""Sorting by key and by a click on the header; the cursor stays on its row."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.world import World


async def test_by_key(world: World) -> None:
    async with see(world) as s:
        containers = s.pane("containers")
        await containers.row("web-1").press(">")
        assert "Name▲" in containers.lines[1]
        assert containers.names == ["api-1", "db-1", "migrate", "web-1"]
        assert containers.cursor == "web-1"
        await s.press("I")
        assert "Name▼" in containers.lines[1]
        assert containers.names[0] == "web-1"
        await s.press("I", "<")
        assert containers.names == ["web-1", "api-1", "db-1", "migrate"]


async def test_by_a_click_on_the_header(world: World) -> None:
    async with see(world) as s:
        images = s.pane("images")
        x = images.lines[1].index("Age")
        await s.click(images.table, x - 1, 0)
        assert "Age▲" in images.lines[1]
        assert images.names == ["shop/web:1.4", "shop/api:2.0", "store/db:16"]
        await s.click(images.table, x - 1, 0)
        assert images.names == ["store/db:16", "shop/api:2.0", "shop/web:1.4"]


async def test_the_mouse_chooses_rows_and_opens_them(world: World) -> None:
    async with see(world) as s:
        containers = s.pane("containers")
        await s.click(containers.table, 5, 2)
        assert containers.cursor == "api-1"
        assert s.app.main.current == "containers"
        await s.expect("api-1 Summary")
        await s.click(containers.table, 5, 3, times=2)
        await s.until(lambda: not containers.table.has_focus, "the detail has the keys")
        await s.press("escape")
        assert containers.cursor == "db-1"

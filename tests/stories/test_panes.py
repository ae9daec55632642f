"""Moving between panes, with much room and with little."""

from __future__ import annotations

import pytest

from tests.stories.driver import See, see
from tests.stories.world import World


def focused(s: See) -> str:
    return (s.app.focused.id or "") if s.app.focused else ""


async def test_numbers_and_tab_go_from_pane_to_pane(world: World) -> None:
    async with see(world) as s:
        for number, kind_id in enumerate(("distros", "containers", "images", "system"), 1):
            await s.press(str(number))
            assert focused(s) == f"table-{kind_id}"
        await s.press("9")
        assert focused(s) == "table-system"
        await s.press("1", "tab")
        assert focused(s) == "table-containers"
        await s.press("shift+tab")
        assert focused(s) == "table-distros"


async def test_the_detail_follows_the_cursor(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("api-1").press()
        await s.expect("api-1 Summary", "shop/api:2.0")
        await s.press("j")
        await s.expect("Up 3 hours (Paused)")
        await s.press("3")
        await s.expect("used by 2 containers")


async def test_widen_gives_all_columns_and_esc_takes_it_back(world: World) -> None:
    async with see(world, (200, 50)) as s:
        await s.pane("containers").press("+")
        header = s.pane("containers").lines[1]
        for title in ("Name", "State", "Image", "Command", "Ports", "Networks", "Mounts"):
            assert title in header
        assert not s.app.main.detail.display or s.app.main.detail.region.width == 0
        await s.press("escape")
        assert s.app.main.detail.region.width > 40
        await s.press("+", "+")
        assert s.app.main.detail.region.width > 40


async def test_80x24_is_one_pane_at_a_time_and_complete(world: World) -> None:
    async with see(world, (80, 24)) as s:
        await s.expect("1 Distros", "2 Containers", "3 Images", "4 System")
        await s.pane("containers").row("api-1").press()
        assert s.pane("images").table.region.height == 0
        await s.press("enter")
        await s.expect("shop/api:2.0", "Up 3 hours")
        assert s.pane("containers").table.region.height == 0
        await s.press("escape")
        assert s.pane("containers").table.region.width == 80
        assert focused(s) == "table-containers"
        await s.press("i")
        await s.expect("Config", "Image: shop/api:2.0")
        await s.press("escape", "s")
        assert "docker stop api-1" in await s.asked()
        await s.press("escape")
        await s.press("@", "g")
        await s.expect("docker ps -a", "ok 0.1 s")
        await s.press("escape")
        assert "docker ps" not in s.text
        assert focused(s) == "table-containers"


async def test_esc_always_goes_back_to_the_pane(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("enter")
        assert focused(s) != "table-containers"
        await s.press("escape")
        assert focused(s) == "table-containers"
        await s.press("tab", "tab", "tab", "tab", "escape")
        assert focused(s) == "table-system"
        await s.press("escape", "escape")
        assert s.app.is_running


async def test_in_five_lines_there_are_rows(world: World) -> None:
    async with see(world, (40, 5)) as s:
        await s.press("2")
        await s.expect("web-1")
        await s.press("enter")
        await s.expect("image")
        await s.resize(80, 24)
        await s.expect("1 Distros")


@pytest.mark.parametrize("busy", [False, True])
async def test_no_size_is_too_small(world: World, busy: bool) -> None:
    gate = world.holds("docker image ls")
    async with see(world, (120, 36), ready=False) as s:
        for width, height in ((20, 5), (1, 1), (3, 40), (200, 2), (10, 10)):
            if not busy:
                gate.set()
            await s.resize(width, height)
            await s.press("2", "j", "enter", "escape", "x", "escape", "?", "escape")
            assert len(s.lines) == height
        gate.set()
        await s.resize(120, 36)
        await s.expect("web-1", "shop/web", "Ubuntu-24.04")

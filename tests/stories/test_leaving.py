"""ctrl+c copies what is selected, else cancels, else leaves; q leaves; both remember."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.world import World


async def test_q_leaves_with_0(world: World) -> None:
    async with see(world) as s:
        await s.press("q")
        assert not s.app.is_running
        assert s.app.return_value == 0


async def test_ctrl_c_leaves_with_0(world: World) -> None:
    async with see(world) as s:
        await s.press("ctrl+c")
        assert not s.app.is_running
        assert s.app.return_value == 0


async def test_ctrl_c_copies_what_is_selected(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press()
        s.app.main.detail._summary.text_select_all()
        await s.settle()
        await s.press("ctrl+c")
        assert s.app.is_running
        assert "web-1" in s.app.sent[-1]


async def test_while_it_loads(world: World) -> None:
    for tool in ("docker", "wsl.exe"):
        world.holds(tool)
    async with see(world, ready=False) as s:
        await s.press("ctrl+c")
        assert not s.app.is_running
    world.behaves()


async def test_pane_sort_and_filter_are_remembered(world: World) -> None:
    async with see(world) as s:
        await s.pane("images").press(">", ">", "I")
        await s.pane("containers").press("/", *"web", "enter", "q")
    async with see(world) as s:
        assert s.pane("containers").table.has_focus
        assert s.pane("containers").caption == "2 of 4  /web"
        order = s.pane("images").table.order
        assert (order.column_id, order.reverse) == ("tag", True)
        await s.press("ctrl+c")
    async with see(world) as s:
        assert s.pane("containers").caption == "2 of 4  /web"


async def test_a_dry_run_and_a_demo_leave_what_is_remembered(world: World) -> None:
    async with see(world) as s:
        await s.pane("images").press("q")
    async with see(world, dry_run=True) as s:
        assert s.pane("images").table.has_focus

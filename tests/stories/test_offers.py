"""The menu, the palette and the help: the same actions under every name."""

from __future__ import annotations

import pytest

from tests.stories.driver import see
from tests.stories.world import World
from tui.kinds import ACTIONS


async def test_the_menu_runs_what_is_chosen(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("x")
        await s.expect("Containers", "Restart", "docker restart", "web-1 is not paused")
        await s.press("r")
        await s.confirm()
        await s.expect_ran("docker restart web-1")


async def test_the_menu_keeps_what_cannot_be_done_and_says_why(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("migrate").press("x", "K")
        await s.expect("migrate is not running")
        assert s.dialog is not None
        await s.press("escape")
        assert s.pane("containers").table.has_focus


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("docker image ls --all", "Images"),
        ("docker ps -a", "Containers"),
        ("docker container ls --all", "Containers"),
        ("wsl.exe -l -v", "Distros"),
        ("docker info", "System"),
    ],
)
async def test_a_pane_is_found_under_the_command_for_it(
    world: World, typed: str, title: str
) -> None:
    async with see(world) as s:
        await s.press("4" if title != "System" else "1", "ctrl+p", *typed)
        await s.expect(f"▸ {title}")
        await s.press("enter")
        assert s.app.main.current == title.lower()
        assert s.pane(title.lower()).table.has_focus


async def test_an_action_is_found_under_the_command_for_it(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("api-1").press(":", *"docker stop")
        await s.expect("Stop container", "api-1")
        await s.press("enter")
        await s.confirm()
        await s.expect_ran("docker stop api-1")


async def test_the_palette_acts_on_the_marks_of_another_pane(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("space", "space")
        await s.pane("images").press(":", *"container.stop")
        await s.expect("Stop container")
        await s.press("enter")
        await s.confirm()
        await s.expect_ran("docker stop web-1", "docker stop api-1")


async def test_nothing_is_found(world: World) -> None:
    async with see(world) as s:
        await s.press(":", *"xyzzy", "enter")
        await s.expect("Nothing goes by xyzzy.")
        await s.press("escape")
        assert s.dialog is None


async def test_the_help_tells_all_keys_and_commands(world: World) -> None:
    async with see(world, (120, 220)) as s:
        await s.press("?")
        for spelling in ("docker image ls --all", "docker ps -a", "docker container ls --all"):
            await s.expect(spelling)
        for _, action in ACTIONS.values():
            await s.expect(action.help.split(",")[0])
        await s.press("escape")
        assert s.dialog is None


async def test_the_help_is_searched(world: World) -> None:
    async with see(world) as s:
        await s.press("f1", "/", *"docker ps -a")
        await s.expect("docker ps -a")
        await s.press("escape")
        await s.press("escape")
        assert s.dialog is None

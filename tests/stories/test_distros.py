"""Distros: the default, starting and ending them, and what is protected."""

from __future__ import annotations

from tests.stories import recording
from tests.stories.driver import see
from tests.stories.things import Distro
from tests.stories.world import World
from tui.run.recorded import Answer


async def test_make_another_distro_the_default(world: World) -> None:
    async with see(world) as s:
        await s.pane("distros").row("Debian").press("*")
        await s.expect_ran("wsl.exe --set-default Debian")
        await s.expect_said("Make default: Debian", "follows the default.")
        await s.until(lambda: "★" in s.pane("distros").row("Debian").line, "the star")


async def test_make_another_distro_the_default_through_the_palette(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").press(":", *"default debian")
        await s.expect("Make default: Debian", "Docker Desktop's integration follows the default.")
        await s.press("enter")
        await s.expect_ran("wsl.exe --set-default Debian")


async def test_the_default_is_switched_in_three_key_presses(world: World) -> None:
    async with see(world, recording.SIZE) as s:
        told = await recording.switching(s)
    assert recording.FILE.read_text() == told, "stale: run `python -m tests.stories.recording`"


async def test_ending_the_own_distro_asks_to_type_its_name(world: World) -> None:
    async with see(world) as s:
        await s.pane("distros").row("Ubuntu-24.04").press("s")
        asked = await s.asked()
        assert "wsltui itself runs in Ubuntu-24.04" in asked
        assert "Type Ubuntu-24.04 to go on" in asked
        await s.press("y", "enter")
        assert s.dialog is not None
        await s.press("backspace", *"Ubuntu-24.04", "enter")
        await s.expect_ran("wsl.exe --terminate Ubuntu-24.04")


async def test_a_protected_distro_refuses_with_the_reason(world: World) -> None:
    async with see(world) as s:
        row = s.pane("distros").row("docker-desktop")
        await row.press("s")
        await s.expect_said("docker-desktop", "Docker Desktop")
        await s.press("*")
        await s.expect_said("docker-desktop", "Docker Desktop")
        assert s.dialog is None


async def test_start_a_stopped_distro_and_open_a_shell_in_it(world: World) -> None:
    async with see(world) as s:
        await s.pane("distros").row("Debian").press("s")
        await s.expect_ran("wsl.exe -d Debian -e true")
        await s.expect_said("Start: Debian", "15 s")
        await s.until(lambda: "running" in s.pane("distros").row("Debian").line, "it runs")
        await s.press("e")
        await s.expect_ran("wsl.exe -d Debian --cd '~'")


async def test_a_distro_of_wsl_1_is_warned_about(world: World) -> None:
    world.distros(Distro("legacy-app", version=1))
    world.says(
        "wsl.exe --set-default legacy-app", Answer("Error code: Wsl/E_ACCESSDENIED\r\n", 255)
    )
    async with see(world) as s:
        await s.pane("distros").row("legacy-app").press("*")
        await s.until(lambda: s.dialog is not None or bool(world.ran), "an answer")
        if s.dialog is not None:
            await s.confirm()
        await s.expect_ran("wsl.exe --set-default legacy-app")
        await s.expect_said("legacy-app", "E_ACCESSDENIED")
        world.behaves()

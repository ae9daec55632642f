"""Distros: converting, deleting, shutting down, and opening them in programs of Windows."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.world import World
from tui.run.recorded import Answer


async def test_a_distro_is_unregistered_once_its_name_is_typed(world: World) -> None:
    async with see(world) as s:
        await s.pane("distros").row("Debian").press("d")
        asked = await s.asked()
        assert "wsl.exe --unregister Debian" in asked
        assert "wsl.exe --export NAME FILE" in asked
        assert "Its virtual disk is deleted with every file on it." in asked
        await s.press("y", "enter")
        assert s.dialog is not None
        await s.press("backspace", *"Debian", "enter")
        await s.expect_ran("wsl.exe --unregister Debian")
        await s.until(lambda: "Debian" not in s.pane("distros").names, "it is gone")


async def test_the_own_distro_and_those_of_products_are_never_unregistered(world: World) -> None:
    async with see(world) as s:
        await s.pane("distros").row("docker-desktop").press("d")
        await s.expect_said("docker-desktop", "Docker Desktop")
        await s.pane("distros").row("Ubuntu-24.04").press("d")
        await s.expect_said("wsltui itself runs in Ubuntu-24.04", "PowerShell")
        assert s.dialog is None


async def test_a_conversion_compares_the_two_versions(world: World) -> None:
    async with see(world, size=(80, 24)) as s:
        await s.pane("distros").row("Debian").press(":", *"convert", "enter")
        asked = await s.asked()
        assert "wsl.exe --set-version Debian 1" in asked
        for words in ("kernel", "Docker, systemd", "system calls", "files of Windows", "memory"):
            assert words in asked
        await s.confirm()
        await s.expect_ran("wsl.exe --set-version Debian 1")


async def test_a_shutdown_is_forced_by_choice_and_wants_the_own_name(world: World) -> None:
    async with see(world) as s:
        await s.pane("distros").row("Debian").press(":", *"shut down", "enter")
        asked = await s.asked()
        assert "Type Ubuntu-24.04 to go on" in asked
        await s.press(*"Ubuntu-24.04", "shift+tab", "shift+tab", "f")
        await s.expect("wsl.exe --shutdown --force")
        await s.press("tab", "tab", "enter")
        await s.expect_ran("wsl.exe --shutdown --force")


async def test_a_sparse_disk_comes_with_the_warning_of_microsoft(world: World) -> None:
    refused = (
        "Sparse VHD support is currently disabled.\r\nError code: Wsl/Service/E_INVALIDARG\r\n"
    )
    world.says("wsl.exe --manage Debian --set-sparse true", Answer(refused, 255))
    async with see(world) as s:
        await s.pane("distros").row("Debian").press(":", *"set sparse", "enter")
        assert "sparse disks are off for now" in await s.asked()
        await s.press("y")
        await s.expect_ran("wsl.exe --manage Debian --set-sparse true")
        await s.expect_said("Debian", "Sparse VHD support is currently disabled")
        world.behaves()
        await s.pane("distros").row("Debian").press(":", *"set sparse", "enter")
        await s.confirm("a")
        await s.expect_ran("wsl.exe --manage Debian --set-sparse true --allow-unsafe")


async def test_open_in_the_explorer_of_windows(world: World) -> None:
    share = "explorer.exe '\\\\wsl.localhost\\Debian'"
    world.says(share, Answer("", 1))
    async with see(world) as s:
        await s.pane("distros").row("Debian").press("o")
        await s.expect_ran(share)
        await s.expect_said("Open in Explorer: Debian")


async def test_an_export_is_offered_before_a_distro_goes(world: World) -> None:
    async with see(world) as s:
        await s.pane("distros").row("Debian").press("d")
        await s.expect("Unregister Debian?", "Export first")
        await s.press("tab", "tab", "enter")
        await s.expect("Export Debian", "File")
        await s.press("escape")
        assert s.dialog is None

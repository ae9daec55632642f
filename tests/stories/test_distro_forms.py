"""Distros: what has to be told before they are exported, imported, cloned or changed."""

from __future__ import annotations

import pytest

from tests.stories.driver import See, see
from tests.stories.world import World
from tui.run.recorded import Answer

PART = r"'C:\backup\debian.partial.tar.gz'"


async def open_form(s: See, row: str, action: str) -> str:
    await s.pane("distros").row(row).press(":", *action, "enter")
    return await s.asked()


async def test_an_export_is_shown_as_it_is_typed_and_renamed_when_it_is_whole(world: World) -> None:
    async with see(world, size=(80, 24)) as s:
        asked = await open_form(s, "Debian", "export")
        assert "What will run is shown here." in asked
        assert "it is missing" not in asked
        await s.press(*r"C:\backup\debian")
        await s.expect("end it in .tar, .tar.gz, .tar.xz, .vhdx")
        await s.press(*".tar.gz")
        await s.expect(f"wsl.exe --export Debian {PART}", "--format tar.gz", "(tar.gz)")
        await s.expect("mv --no-clobber", "/mnt/c/backup/debian.tar.gz")
        await s.press("y", "backspace", "enter", "enter", "tab", "enter")
        export = f"wsl.exe --export Debian {PART} --format tar.gz"
        part, whole = "/mnt/c/backup/debian.partial.tar.gz", "/mnt/c/backup/debian.tar.gz"
        small = f"find {part} -size -32c -printf '%p has only %s bytes\\n' -exec false '{{}}' +"
        renamed = f"mv --no-clobber --no-target-directory -- {part} {whole}"
        await s.expect_ran(export, small, renamed, f"test '!' -e {part}")
        await s.expect_said("Export: Debian")


async def test_the_first_enter_of_a_form_goes_on_and_the_last_cancels(world: World) -> None:
    async with see(world) as s:
        await open_form(s, "Debian", "set default user")
        await s.press(*"dev", "enter", "enter")
        assert s.dialog is None
    assert world.ran == []


async def test_what_does_not_fit_is_said_and_nothing_runs(world: World) -> None:
    async with see(world) as s:
        await open_form(s, "Debian", "export")
        await s.press(*"/mnt/c/x.tar", "down", "right")
        await s.expect("the file would end in .tar.gz")
        await s.press("tab", "tab", "enter")
        assert s.dialog is not None
        await s.press("escape")
        await s.pane("distros").row("Ubuntu-24.04").press(":", *"export", "enter")
        await s.expect("Export distro – wsltui itself runs in Ubuntu-24.04")
    assert world.ran == []


async def test_a_failed_export_leaves_no_half_of_it(world: World) -> None:
    full = "There is not enough space.\r\nError code: Wsl/Service/ERROR_DISK_FULL\r\n"
    world.says("wsl.exe --export", Answer(full, 255))
    async with see(world) as s:
        await open_form(s, "Debian", "export")
        await s.press(*r"C:\d.tar", "enter", "enter", "tab", "enter")
        await s.expect_ran(
            r"wsl.exe --export Debian 'C:\d.partial.tar'", "rm -f -- /mnt/c/d.partial.tar"
        )
        await s.expect_said("Debian: There is no room on that drive", "so far is deleted")


async def test_a_distro_is_imported_where_there_is_none(world: World) -> None:
    world.wsl.distros.clear()
    async with see(world) as s:
        await s.pane("distros").press(":", *"import distro", "enter")
        await s.asked()
        await s.press(*"docker-desktop", "down")
        await s.expect("docker-desktop belongs to Docker Desktop")
        await s.press("up", *["backspace"] * 14, *"Fedora", "down", *r"C:\f.vhdx")
        await s.press("down", *r"C:\wsl\Fedora", "down", "right")
        await s.expect("a virtual disk is always of WSL 2")
        await s.press("right", "tab", "tab", "enter")
        words = r"'C:\wsl\Fedora' 'C:\f.vhdx' --version 2 --vhd"
        await s.expect_ran(f"wsl.exe --import Fedora {words}")
        await s.until(lambda: "Fedora" in s.pane("distros").names, "it is there")


async def test_a_clone_is_one_job_of_several_steps(world: World) -> None:
    async with see(world) as s:
        await open_form(s, "Debian", "clone")
        await s.press(*"Debian", "down")
        await s.expect("there is a distro Debian already")
        await s.press("up", *"-2", "down", *r"C:\wsl\2", "down", *"dev", "tab", "tab", "enter")
        part = r"'C:\wsl\2.partial.tar'"
        await s.expect_ran(
            f"wsl.exe --export Debian {part}",
            rf"wsl.exe --import Debian-2 'C:\wsl\2' {part} --version 2",
            "wsl.exe --manage Debian-2 --set-default-user dev",
            "rm -f -- /mnt/c/wsl/2.partial.tar",
        )
        await s.until(lambda: "Debian-2" in s.pane("distros").names, "it is there")


async def test_the_own_default_user_wants_the_name_typed(world: World) -> None:
    async with see(world) as s:
        asked = await open_form(s, "Ubuntu-24.04", "set default user")
        assert "Type Ubuntu-24.04 to go on" in asked
        await s.press(*"dev", "enter", "enter")
        assert s.dialog is not None
        await s.press(*"Ubuntu-24.04", "enter")
        await s.expect_ran("wsl.exe --manage Ubuntu-24.04 --set-default-user dev")


async def test_a_size_is_what_wsl_takes_for_one(world: World) -> None:
    async with see(world) as s:
        await open_form(s, "Debian", "resize")
        for wrong in ("8gb", "1.5GB"):
            await s.press(*wrong)
            await s.expect("write a whole number and K, M, G or T")
            await s.press(*["backspace"] * len(wrong))
        await s.press(*"64GB", "enter", "right", "enter")
        await s.expect_ran("wsl.exe --manage Debian --resize 64GB")


async def test_a_new_distro_is_found_in_the_list_and_installed(world: World) -> None:
    world.wsl.distros.clear()
    async with see(world) as s:
        await s.pane("distros").press("c")
        await s.asked()
        await s.expect("Debian · archlinux")
        await s.press(*"linu")
        await s.expect("archlinux")
        assert "Debian ·" not in s.words
        await s.press(
            *["backspace"] * 4, *"arch", "right", "enter", "enter", "enter", "tab", "enter"
        )
        await s.expect_ran("wsl.exe --install archlinux --no-launch")
        await s.expect_said("Install: archlinux", "Its first shell (e) asks")


async def test_a_distro_that_nobody_offers_is_not_asked_for(world: World) -> None:
    async with see(world) as s:
        await s.pane("distros").press("c")
        await s.asked()
        await s.press(*"Slackware")
        await s.expect("WSL offers no distro of that name")
        await s.press(*["backspace"] * 9, *"debian")
        await s.expect("there is a distro debian already: give this one another name")
        await s.press("down", *"Deb-2", "down", "down")
        await s.expect("wsl.exe --install debian --no-launch --name Deb-2")
        await s.press("escape")
    assert world.ran == []


async def test_wsl_is_updated_in_a_window_of_windows(world: World) -> None:
    world.says("wt.exe new-tab", Answer())
    async with see(world) as s:
        await s.pane("distros").row("Debian").press(":", *"update wsl", "enter")
        assert "Type Ubuntu-24.04 to go on" in await s.asked()
        await s.press(*"Ubuntu-24.04", "enter")
        await s.expect_ran("wt.exe new-tab wsl.exe --update")


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (40, 12)])
async def test_any_room_will_do(world: World, size: tuple[int, int]) -> None:
    async with see(world, size=size) as s:
        await open_form(s, "Debian", "clone distro")
        await s.press(*"Copy", "down", *r"C:\Copy", "down", "enter", "tab", "enter")
        await s.until(lambda: len(world.ran) == 3, "it ran")
        world.ran.clear()


async def test_the_mouse_picks_and_presses(world: World) -> None:
    async with see(world) as s:
        await s.pane("distros").press(":", *"set default version", "enter")
        await s.asked()
        (pick,) = s.screen.query("Pick")
        await s.click(pick, 5, -1)
        await s.click(s.screen.query_one("#accept"), 1, -1)
        await s.expect_ran("wsl.exe --set-default-version 2")


async def test_nothing_is_asked_for_where_nothing_may_be_changed(world: World) -> None:
    async with see(world, read_only=True) as s:
        await s.pane("distros").press("c")
        await s.expect_said("Install is refused: wsltui is read-only.")
        assert s.dialog is None

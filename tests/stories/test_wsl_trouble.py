"""WSL is out of reach: the pane of distros says why and what to do, and docker goes on."""

from __future__ import annotations

from tests.stories.driver import See, see
from tests.stories.world import World
from tui.core.command import Outcome
from tui.run.recorded import Answer


def says(s: See, *words: str) -> None:
    for word in words:
        assert word in s.pane("distros").text, s.text
    assert s.pane("distros").names == []
    assert len(s.pane("containers").names) == 4


async def test_this_is_not_wsl(world: World) -> None:
    del world.env["WSL_DISTRO_NAME"]
    world.machine.write("proc/sys/kernel/osrelease", "6.1.0-40-amd64\n")
    async with see(world, (160, 50)) as s:
        says(s, "This machine is not WSL", "Containers and images work here all the same.")
        assert "WSL 2" not in s.lines[0]


async def test_windows_interop_is_off(world: World) -> None:
    world.machine.binfmt()
    async with see(world, (160, 60)) as s:
        says(s, "This distro cannot start programs of Windows")


async def test_windows_interop_is_turned_off(world: World) -> None:
    world.machine.binfmt("WSLInterop", status="disabled")
    async with see(world, (160, 60)) as s:
        says(s, "Starting programs of Windows is turned off", "sudo tee")


async def test_there_is_no_wsl_exe(world: World) -> None:
    (world.machine.root / "mnt/c/Windows/System32/wsl.exe").unlink()
    async with see(world, (160, 60)) as s:
        says(s, "wsl.exe is neither on PATH nor on a mounted drive", "WSLTUI_WSL_EXE")


async def test_it_hangs(world: World) -> None:
    world.says("wsl.exe", Outcome.TIMEOUT)
    async with see(world, (160, 60)) as s:
        says(s, "wsl.exe did not answer within", "wsl.exe --shutdown")


async def test_it_prints_garbage(world: World) -> None:
    world.says("wsl.exe -l", Answer("\x00\x1b]0;pwned\x07\udcff[red]\n"))
    async with see(world, (160, 60)) as s:
        says(s, "wsl.exe", "cannot be read")


async def test_there_are_no_distros(world: World) -> None:
    words = "Windows Subsystem for Linux has no installed distributions."
    world.wsl.distros.clear()
    world.says("wsl.exe -l -v", Answer(words, 255))
    async with see(world) as s:
        says(s, "No distros are installed. `wsl.exe --install Ubuntu` brings one: press c.")


async def test_no_distro_is_the_default(world: World) -> None:
    world.wsl.default = ""
    async with see(world) as s:
        assert len(s.pane("distros").names) == 3
        assert "★" not in s.pane("distros").text


async def test_it_fails_later_and_the_rows_stay_greyed(world: World) -> None:
    async with see(world) as s:
        world.fails(
            "wsl.exe -l", "Catastrophic failure\r\nError code: Wsl/Service/E_UNEXPECTED", 255
        )
        await s.pane("distros").press("f5")
        await s.until(lambda: s.pane("distros").table.stale, "greyed")
        assert len(s.pane("distros").names) == 3
        assert "as of" in s.pane("distros").caption
        await s.expect("! ", "E_UNEXPECTED")
        assert not s.pane("containers").table.stale
        world.behaves()
        await s.press("f5")
        await s.until(lambda: not s.pane("distros").table.stale, "back")
        assert "E_UNEXPECTED" not in s.words

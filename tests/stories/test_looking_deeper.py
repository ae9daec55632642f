"""Memory, disks, disk usage and events: asked when looked at, and never by themselves."""

from __future__ import annotations

import json

from tests.stories.driver import see
from tests.stories.things import Box
from tests.stories.world import World
from tui.backends.base import RunCommand
from tui.backends.demo import FREE
from tui.backends.windows import NoDisk
from tui.core.disk import DESKTOP_DATA, DiskTruth, Vhdx
from tui.core.logs import Home
from tui.run.recorded import Answer
from tui.session.session import Session

MEMINFO = (
    "MemTotal: 8388608 kB\nMemFree: 1048576 kB\nBuffers: 0 kB\nCached: 4194304 kB\n"
    "SReclaimable: 0 kB\nShmem: 0 kB\n"
)
DROP = "wsl.exe -d Ubuntu-24.04 -u root -e sh -c 'sync; echo 1 > /proc/sys/vm/drop_caches'"
DF = "\n".join(
    json.dumps({"Type": sort, "TotalCount": "2", "Active": "1", "Size": size, "Reclaimable": "1GB"})
    for sort, size in (("Images", "6GB"), ("Build Cache", "2GB"))
)
DATA = r"C:\Users\dev\AppData\Local\Docker\wsl\disk\docker_data.vhdx"


class Windows(NoDisk):
    async def look(self, run: RunCommand, home: Home, here: str | None) -> DiskTruth:
        return DiskTruth((Vhdx(DESKTOP_DATA, DATA, 48_000_000_000, FREE, engine=True),))


def windows(session: Session) -> None:
    session.disk = Windows()


async def test_the_page_cache_is_dropped_after_a_dialog_whose_default_is_cancel(
    world: World,
) -> None:
    world.says("cat /proc/meminfo", Answer(MEMINFO))
    world.says("id -u", Answer("1000\n"))
    world.says("stat -c %a", Answer("200\n"))
    async with see(world) as s:
        assert not any("/proc/meminfo" in read for read in world.reads), "not before one looks"
        await s.press("9")
        await s.expect("page cache", "4 GiB", "50.0 %")
        await s.pane("memory").row("page cache").press("f")
        asked = await s.asked()
        for told in ("sync; echo 1", "Nothing is lost", "slower", "every distro"):
            assert told in asked
        await s.press("enter")
        await s.until(lambda: s.dialog is None, "cancelled")
        world.says("wsl.exe -d Ubuntu-24.04 -u root", Answer())
        before = sum("/proc/meminfo" in read for read in world.reads)
        await s.press("f")
        await s.confirm()
        await s.expect_ran(DROP)
        await s.until(
            lambda: sum("/proc/meminfo" in read for read in world.reads) > before, "read again"
        )


async def test_only_the_page_cache_can_be_dropped(world: World) -> None:
    world.says("cat /proc/meminfo", Answer(MEMINFO))
    async with see(world) as s:
        await s.press("9")
        await s.pane("memory").row("free").press("f")
        await s.expect_said("only the page cache can be dropped")


async def test_disks_say_what_windows_does_not_get_back_and_copy_the_steps(world: World) -> None:
    world.says("docker info", Answer('{"OperatingSystem":"Docker Desktop","ServerVersion":"29"}'))
    world.says("docker system df", Answer(DF))
    async with see(world, (140, 44), prepare=windows) as s:
        s.app.main.go_to_pane("disks")
        await s.settle()
        await s.pane("disks").row(DESKTOP_DATA).press("y")
        await s.expect("48 GB", "8 GB", "40 GB", "frees nothing on C: until")
        (copied,) = s.app.sent
        assert copied.startswith("Docker Desktop from 4.34 on")
        assert f'Optimize-VHD -Path "{DATA}"' in copied
        assert not any(" -d " in read for read in world.reads if "Debian" in read)


async def test_a_measurement_that_takes_long_is_cancelled_and_wsltui_stays(world: World) -> None:
    async with see(world) as s:
        world.holds("docker system df")
        s.app.main.go_to_pane("df")
        await s.until(lambda: world.held, "being measured")
        await s.press("ctrl+c")
        await s.expect("It was cancelled before all was read")
        assert s.app.is_running
        world.behaves()
        world.says("docker system df", Answer(DF))
        await s.press("f5")
        await s.expect("Images", "6 GB", "about 8 GB")


async def test_f5_elsewhere_measures_nothing_again(world: World) -> None:
    world.says("docker system df", Answer(DF))
    async with see(world) as s:
        s.app.main.go_to_pane("df")
        await s.expect("about 8 GB")
        await s.press("2", "f5")
        assert sum("system df" in read for read in world.reads) == 1


async def test_events_come_from_the_one_stream_that_is_followed_anyway(world: World) -> None:
    async with see(world) as s:
        s.app.main.go_to_pane("events")
        await s.expect("The engine has told of nothing yet")
        world.change(Box("new-1"))
        await s.until(lambda: len(s.pane("events").names) == 1, "an event")
        await s.expect("container", "start")
        assert not any(read.startswith("docker events") for read in world.reads)
        await s.press("/", *"action:die")
        await s.until(lambda: s.pane("events").names == [], "filtered")
        await s.press("escape")


async def test_what_surrounds_wsltui_is_looked_for_when_the_pane_is_entered(world: World) -> None:
    async with see(world) as s:
        assert "network" not in s.pane("system").names
        await s.press("4")
        await s.until(lambda: {"network", "systemd"} <= set(s.pane("system").names), "looked for")

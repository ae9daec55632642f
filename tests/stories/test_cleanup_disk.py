"""The truth about the disk beside the plan: late, unknown or known, and never in the way."""

from __future__ import annotations

import asyncio

import pytest

from tests.stories.driver import see
from tests.stories.test_cleanup import Engine, opened
from tests.stories.world import World
from tui.backends.base import RunCommand
from tui.backends.demo import DemoDisk
from tui.backends.windows import NoDisk
from tui.core.disk import OUTSIDE, DiskTruth, steps
from tui.core.logs import Home


class Windows(NoDisk):
    """Answers once it is told to."""

    def __init__(self, truth: DiskTruth) -> None:
        self.truth = truth
        self.answers = asyncio.Event()

    async def look(self, run: RunCommand, home: Home, here: str | None) -> DiskTruth:
        await self.answers.wait()
        assert (home.desktop, here) == (True, "Ubuntu-24.04")
        return self.truth


async def demo_truth() -> DiskTruth:
    async def run(_command: object) -> object:
        raise AssertionError

    return await DemoDisk().look(run, Home(""), None)  # type: ignore[arg-type]


async def test_the_plan_is_there_before_windows_has_answered(world: World) -> None:
    engine = Engine()
    engine.disk = windows = Windows(await demo_truth())
    async with see(world, (200, 50), session=engine.session) as s:
        screen = await opened(s)
        assert "being asked" in screen.side.text
        assert "Freed space stays in the VM's disk" in s.words
        await s.press("j", "space")
        windows.answers.set()
        await s.expect("docker_data.vhdx takes 48.3 GB of C:")
        assert "48.3 GB of drive C:" in screen.side.text
        assert "C: has free" in screen.side.text
        assert "1. Docker Desktop from 4.34 on" in screen.side.text
        assert "Optimize-VHD -Path" in screen.side.text
        assert "Debian" in screen.side.text
        await s.press("c")
        await s.expect_said("The steps were sent to the terminal's clipboard.")
        assert s.app.sent == ["\n".join(steps(windows.truth))]
        assert screen.table.cursor_row == screen.rows[2], "an answer of Windows moves no cursor"


async def test_what_windows_does_not_say_is_unknown_with_its_reason(world: World) -> None:
    engine = Engine()
    engine.disk = windows = Windows(DiskTruth(why="[red]reg.exe\x1b[2J did not tell"))
    windows.answers.set()
    async with see(world, (200, 50), session=engine.session) as s:
        screen = await opened(s)
        await s.expect("unknown, because [red]reg.exe")
        assert "Optimize-VHD" not in screen.side.text
        assert "never shrinks by itself" in screen.side.text
        await s.press("c")
        await s.expect_said("There are no steps: the engine's disk is not known.")


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_outside_of_wsl_nothing_is_said_of_windows(
    world: World, size: tuple[int, int]
) -> None:
    engine = Engine()
    engine.disk = windows = Windows(OUTSIDE)
    windows.answers.set()
    async with see(world, size, session=engine.session) as s:
        screen = await opened(s)
        await s.until(lambda: not screen.has_class("-wsl"), "it is known to be no WSL")
        assert "The engine holds" in screen.side.text
        for word in ("Windows", "vhdx", "C:", "shrinks"):
            assert word not in screen.side.text
        assert "Freed space stays" not in s.words

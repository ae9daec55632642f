"""A job that was killed: at the next start wsltui says how far it had come, and asks."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.stories.driver import See, see
from tests.stories.world import World
from tui.backends.files import MadeUpFiles
from tui.core.jobs import Job, Task
from tui.core.settings import Settings
from tui.session.jobs.shelf import Shelf
from tui.session.session import Session
from tui.ui.screens.agree import ReadDialog
from tui.ui.screens.leftover import LeftoverDialog

PART = "/mnt/c/d.partial.tar"
COMMANDS = (r"wsl.exe --export Debian 'C:\d.partial.tar'", f"mv {PART} /mnt/c/d.tar")


class OneFile(MadeUpFiles):
    async def size(self, path: str) -> int | None:
        return 3_000_000 if path == PART else None


class Killed:
    """What a wsltui left that was killed while it exported."""

    def __init__(self, world: World, state: Path, action: str = "distro.export") -> None:
        self.world, self.state, self.shelf = world, state, Shelf(state)
        task = Task("Debian", ("Debian",), COMMANDS, PART)
        job = Job("20260101-000000-abc", action, "Export", datetime.now(UTC), 1, (task,))
        with self.shelf.gate():
            self.shelf.write(job)

    def session(self, _world: Any = None, *, read_only: bool = False) -> Session:
        opened = self.world.session(Settings(ascii=False), read_only=read_only)
        opened.state, opened.files = self.state, OneFile()
        return opened


@pytest.fixture
def killed(world: World, tmp_path: Path) -> Killed:
    return Killed(world, tmp_path / "state")


async def asked(s: See) -> None:
    await s.until(lambda: isinstance(s.screen, LeftoverDialog), "the question")
    await s.settle()


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (60, 15)])
async def test_it_says_how_far_it_came_and_deletes_the_half(
    world: World, killed: Killed, size: tuple[int, int]
) -> None:
    async with see(world, size, session=killed.session) as s:
        await asked(s)
        assert "Export Debian, begun" in s.words
        assert "wsl.exe --export Debian" in s.words
        for word in ("Leave as it is", "Delete"):
            assert word in s.text
        await s.press("d")
        await s.expect_ran(f"rm -f -- {PART}")
        await s.expect_said(f"Deleted: {PART}")
    assert not killed.shelf.any_left


async def test_how_it_stands_is_said(world: World, killed: Killed) -> None:
    async with see(world, session=killed.session) as s:
        await asked(s)
        assert "d.tar not begun" in s.words
        assert "Debian: state stopped, wsl 2." in s.words
        assert f"{PART} was not finished: 3 MB." in s.words
        assert "Half a file is no copy of it." in s.words
        await s.press("escape")
        assert s.dialog is None
    assert killed.shelf.any_left, "put off until the next start"
    assert world.ran == []


async def test_enter_leaves_all_as_it_is(world: World, killed: Killed) -> None:
    async with see(world, session=killed.session) as s:
        await asked(s)
        await s.press("enter")
        assert s.dialog is None
    assert not killed.shelf.any_left
    assert world.ran == []


async def test_what_an_unknown_action_left_is_told_of_too(world: World, tmp_path: Path) -> None:
    later = Killed(world, tmp_path / "state", "distro.rename")
    async with see(world, session=later.session) as s:
        await asked(s)
        assert "Debian may be there or not: that could not be asked." in s.words
        await s.press("escape")


async def test_read_only_only_says_it(world: World, killed: Killed) -> None:
    def session(_world: Any) -> Session:
        return killed.session(read_only=True)

    async with see(world, session=session) as s:
        await s.until(lambda: isinstance(s.screen, ReadDialog), "what there is to say")
        await s.expect("Export Debian", "read-only")
        await s.press("escape")
    assert killed.shelf.any_left

"""The doctor on the screen: what is worst stands first, and each row says what to do."""

from __future__ import annotations

from tests.stories.driver import See, see
from tests.stories.test_cleanup import Engine
from tests.stories.world import World
from tui.backends.demo_look import DemoLook
from tui.session.session import Session
from tui.ui.screens.doctor import DoctorScreen


class Clinic(Engine):
    """The demo world with its files of Windows."""

    def session(self, world: World) -> Session:
        session = super().session(world)
        session.look = DemoLook
        return session


async def opened(s: See) -> DoctorScreen:
    await s.press("ctrl+p")
    await s.press(*"doctor")
    await s.press("enter")
    await s.until(lambda: isinstance(s.screen, DoctorScreen), "the doctor")
    screen = s.screen
    assert isinstance(screen, DoctorScreen)
    await s.until(lambda: not screen.table.stale, "findings")
    await s.settle()
    return screen


async def test_from_the_palette_the_worst_first(world: World) -> None:
    async with see(world, session=Clinic().session) as s:
        screen = await opened(s)
        assert screen.table.row_count == 22
        row = screen.table.cursor_row
        assert row is not None
        assert (row.check.id, row.verdict) == ("C2", "warning")
        assert "18 good, 4 warnings, 0 problems, 0 unchecked" in s.words
        await s.press("enter")
        await s.expect("wsl.exe --update", "https://docs.docker.com/desktop/setup")
        await s.press("escape", "escape")
        assert not isinstance(s.screen, DoctorScreen)


async def test_its_steps_are_copied_and_a_filter_finds(world: World) -> None:
    async with see(world, session=Clinic().session) as s:
        screen = await opened(s)
        await s.press("slash")
        await s.press(*"c22")
        await s.press("enter")
        assert screen.table.rows_shown == 1
        await s.press("c")
        assert len(s.app.sent) == 1
        assert s.app.sent[0].startswith("wsl.exe --shutdown in PowerShell")
        await s.press("escape")
        assert screen.table.rows_shown == 22


async def test_nothing_is_changed_by_looking(world: World) -> None:
    clinic = Clinic()
    async with see(world, session=clinic.session) as s:
        await opened(s)
        await s.press("r")
        assert not [entry for entry in clinic.runner.journal.entries if entry.mutates]

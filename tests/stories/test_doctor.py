"""The doctor on the screen: what is worst stands first, and each row says what to do."""

from __future__ import annotations

from tests.stories.driver import See, see
from tests.stories.test_cleanup import Engine
from tests.stories.world import World
from tui.backends.demo_look import DemoLook
from tui.core.command import Command, Outcome, Result
from tui.session.session import Session
from tui.ui.screens.confirm import ConfirmDialog
from tui.ui.screens.doctor import DoctorScreen
from tui.ui.screens.form import FormDialog


class Clinic(Engine):
    """The demo world with its files of Windows."""

    def session(self, world: World) -> Session:
        session = super().session(world)
        session.look = DemoLook
        return session

    @property
    def changes(self) -> list[str]:
        return [entry.typed for entry in self.runner.journal.entries if entry.mutates]


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


async def only(s: See, check: str) -> None:
    await s.press("slash", *check, "enter")


async def test_from_the_palette_the_worst_first(world: World) -> None:
    async with see(world, session=Clinic().session) as s:
        screen = await opened(s)
        assert screen.table.row_count == 22
        row = screen.table.cursor_row
        assert row is not None
        assert (row.check.id, row.verdict) == ("C11", "warning")
        assert "19 good, 3 warnings, 0 problems, 0 unchecked" in s.words
        await s.press("enter")
        await s.expect("What to do", "https://")
        await s.press("escape", "escape")
        assert not isinstance(s.screen, DoctorScreen)


async def test_its_commands_are_copied_and_a_filter_finds(world: World) -> None:
    async with see(world, session=Clinic().session) as s:
        screen = await opened(s)
        await only(s, "c22")
        assert screen.table.rows_shown == 1
        await s.press("y")
        assert s.app.sent == ["wsl.exe --shutdown"]
        await s.press("escape")
        assert screen.table.rows_shown == 22


async def test_nothing_is_changed_by_looking(world: World) -> None:
    clinic = Clinic()
    async with see(world, session=clinic.session) as s:
        await opened(s)
        await s.press("r")
        assert not clinic.changes


async def test_one_key_mends_the_default_distro_and_looks_again(world: World) -> None:
    clinic = Clinic()
    for distro in clinic.world.distros:
        distro.default = distro.name == "docker-desktop"
    async with see(world, session=clinic.session) as s:
        screen = await opened(s)
        row = screen.table.cursor_row
        assert row is not None
        assert (row.check.id, row.verdict) == ("C18", "problem")
        await s.expect("f Fix", "wsltui do distro.set-default Ubuntu-24.04")
        await s.press("f")
        await s.until(lambda: bool(clinic.changes), "a fix")
        assert clinic.changes == ["wsl.exe --set-default Ubuntu-24.04"]
        await s.until(lambda: "0 problems" in s.words, "another look")


async def test_what_asks_everywhere_asks_here_too(world: World) -> None:
    clinic = Clinic()
    async with see(world, session=clinic.session) as s:
        await opened(s)
        await only(s, "c22")
        await s.press("f")
        await s.until(lambda: isinstance(s.screen, ConfirmDialog), "a question")
        await s.expect("wsl.exe --shutdown", "wsltui itself runs in Ubuntu-24.04")
        await s.press("escape")
        await s.until(lambda: isinstance(s.screen, DoctorScreen), "the doctor again")
        assert not clinic.changes


async def test_a_form_comes_filled_in(world: World) -> None:
    clinic = Clinic()
    old = b"Default Distribution: Ubuntu-24.04\r\nDefault Version: 1\r\n"

    def status(command: Command) -> Result | None:
        asked = command.argv == ("wsl.exe", "--status") and not clinic.changes
        return Result(command, Outcome.OK, 0, old) if asked else None

    clinic.answer = status
    async with see(world, session=clinic.session) as s:
        await opened(s)
        await only(s, "c3")
        await s.press("f")
        await s.until(lambda: isinstance(s.screen, FormDialog), "a form")
        await s.expect("wsl.exe --set-default-version 2")
        await s.press("tab", "tab", "enter")
        await s.until(lambda: isinstance(s.screen, DoctorScreen), "the doctor again")
        await s.until(lambda: bool(clinic.changes), "a change")
        assert clinic.changes == ["wsl.exe --set-default-version 2"]


async def test_where_wsltui_cannot_mend_it_says_so(world: World) -> None:
    async with see(world, session=Clinic().session) as s:
        await opened(s)
        await only(s, "c16")
        assert "f Fix" not in s.words
        await s.press("f")
        await s.expect_said("no action that mends this")

"""The first run on the screen: its steps, and the offer at the first start ever."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.test_doctor import Clinic
from tests.stories.world import NO_ENGINE, World
from tui import paths, remembered
from tui.remembered import Remembered
from tui.ui.screens.first_run import FirstRunScreen


async def test_the_first_step_that_is_left_has_the_cursor(world: World) -> None:
    clinic = Clinic()
    async with see(world, session=clinic.session) as s:
        await s.press("ctrl+p", *"first run", "enter")
        await s.until(lambda: isinstance(s.screen, FirstRunScreen), "the steps")
        screen = s.screen
        assert isinstance(screen, FirstRunScreen)
        await s.until(lambda: not screen.table.stale, "what was found")
        await s.expect("7 of 8 done", "docker run hello-world", "it was not run yet")
        row = screen.table.cursor_row
        assert row is not None
        assert row.id == "hello-world"
        await s.press("y")
        assert s.app.sent == ["docker run hello-world"]
        await s.press("escape")
        assert not isinstance(s.screen, FirstRunScreen)
        assert not clinic.changes


async def test_it_is_offered_at_the_first_start_without_docker_and_never_again(
    world: World,
) -> None:
    world.kill_engine(NO_ENGINE)
    async with see(world) as s:
        await s.expect_said("First run")
        assert s.dialog is None
    remembered.save(paths.state_dir(), Remembered())
    async with see(world) as s:
        await s.press("2")
        assert not [said for said in s.app.said if "First run" in said]


async def test_it_is_not_offered_where_docker_answers(world: World) -> None:
    async with see(world) as s:
        await s.press("2")
        assert not s.app.said


async def test_this_directory_is_measured_when_asked_for(world: World) -> None:
    async with see(world, session=Clinic().session) as s:
        await s.press("ctrl+p", *"measure this", "enter")
        await s.expect_said("9 times as slow")

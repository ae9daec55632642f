"""Stopping containers: one, many, and what goes wrong meanwhile."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.things import Box
from tests.stories.world import World
from tui.ui.screens.report import ReportDialog


async def test_stop_one(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("s")
        asked = await s.asked()
        assert "Stop web-1?" in asked
        assert "$ docker stop web-1" in asked
        await s.confirm()
        await s.expect_ran("docker stop web-1")
        await s.expect_said("Stop: web-1")
        assert "exited 0" in s.pane("containers").row("web-1").line
        await s.expect("docker stop web-1 ok")


async def test_cancel_is_the_default(world: World) -> None:
    async with see(world) as s:
        for key in ("enter", "escape", "n", "ctrl+c"):
            await s.pane("containers").row("web-1").press("s")
            await s.asked()
            await s.press(key)
            assert s.dialog is None
            assert s.app.is_running
        assert s.pane("containers").cursor == "web-1"


async def test_stop_many_shows_how_far_it_has_come(world: World) -> None:
    last = world.holds("docker stop api-1")
    async with see(world) as s:
        containers = s.pane("containers")
        await containers.row("web-1").press("space", "space")
        assert containers.caption == "2 of 4 run  2 marked"
        await s.press("s")
        asked = await s.asked()
        assert "Stop 2 containers?" in asked
        assert "docker stop web-1" in asked
        await s.confirm()
        await s.expect("Stop", "1/2", "ctrl+c cancels")
        await s.press("1", "j")
        last.set()
        await s.expect_ran("docker stop web-1", "docker stop api-1")
        await s.expect_said("Stop:", "web-1", "api-1")
        assert "cancels" not in s.text
        assert not containers.table.marked
        assert s.pane("distros").cursor == "Debian"


async def test_one_failing_among_many_is_reported_with_its_reason(world: World) -> None:
    world.fails("docker stop web-1", "Error response from daemon: permission [denied] \x1b[31mhere")
    async with see(world) as s:
        await s.pane("containers").press("a", "s")
        await s.confirm()
        await s.until(lambda: isinstance(s.dialog, ReportDialog), "a report")
        await s.expect("Stop: 1 failed", "permission [denied] here", "$ docker stop web-1")
        await s.expect("2 done", "api-1", "1 left out", "migrate is not running")
        await s.expect_ran("docker stop web-1", "docker stop api-1", "docker stop db-1")
        await s.press("escape")
        assert s.dialog is None
        assert s.pane("containers").table.has_focus


async def test_a_row_that_vanished_meanwhile_counts_as_done(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("s")
        await s.asked()
        del world.docker.boxes["web-1"]
        await s.press("y")
        await s.expect_ran("docker stop web-1")
        await s.expect_said("gone already")
        await s.until(lambda: "web-1" not in s.pane("containers").names, "the row is gone")


async def test_a_row_that_vanishes_while_the_dialog_is_open(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("s")
        await s.asked()
        box = world.docker.boxes.pop("web-1")
        world.tell("container", "destroy", box.id)
        await s.until(lambda: "web-1" not in s.pane("containers").names, "the row is gone")
        assert "Stop web-1?" in s.words
        await s.press("escape")


async def test_ctrl_c_stops_what_runs_and_starts_nothing_more(world: World) -> None:
    names = [f"job-{number}" for number in range(6)]
    world.boxes(*map(Box, names))
    for name in names[:4]:
        world.holds(f"docker stop {name}")
    async with see(world) as s:
        await s.pane("containers").press("/", "j", "o", "b", "enter", "a", "s")
        await s.confirm()
        await s.until(lambda: len(world.ran) == 4, "four at a time")
        await s.press("ctrl+c")
        await s.expect("Stop: 4 failed, 2 not run", "Cancelled while it ran.", "job-5")
        world.behaves()
        await s.expect_ran(*(f"docker stop {name}" for name in names[:4]))
        await s.press("ctrl+c")
        assert s.dialog is None
        assert s.app.is_running


async def test_a_job_that_ends_while_another_pane_is_looked_at_says_so(world: World) -> None:
    gate = world.holds("docker restart web-1")
    async with see(world, (80, 24)) as s:
        await s.pane("containers").row("web-1").press("r")
        await s.confirm()
        await s.pane("images").go()
        gate.set()
        await s.expect_said("Restart: web-1")
        await s.expect("Restart: web-1")
        await s.expect_ran("docker restart web-1")


async def test_a_single_failure_is_a_message_with_the_way_out(world: World) -> None:
    world.fails("docker start migrate", "Error response from daemon: port is already allocated")
    async with see(world) as s:
        await s.pane("containers").row("migrate").press("s")
        await s.expect_said("migrate", "port is already allocated", "Stop what holds the port")
        await s.expect_ran("docker start migrate")
        await s.expect("docker start migrate failed")


async def test_a_report_waits_until_nothing_else_is_open(world: World) -> None:
    """It would take the keys from what is being typed or asked."""
    gate = world.holds("docker stop web-1")
    world.fails("docker stop api-1", "Error response from daemon: stuck")
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("space", "space", "s")
        await s.confirm()
        await s.pane("images").row("store/db:16").press("d")
        await s.asked()
        gate.set()
        await s.expect_said("Stop: 1 failed")
        assert "Remove store/db:16?" in s.words
        await s.press("escape")
        await s.expect("Stop: 1 failed", "stuck")
        await s.expect_ran("docker stop web-1", "docker stop api-1")
        await s.press("escape")


async def test_a_shell_that_ends_at_once_has_failed(world: World) -> None:
    world.fails("docker exec -it web-1", "", 127)
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("e")
        await s.expect_said("web-1: It ended at once with exit code 127.")
        await s.pane("containers").row("api-1").press("e")
        await s.until(lambda: len(world.ran) == 2, "both shells")
        await s.settle()
        assert s.app.said == []
        world.ran.clear()

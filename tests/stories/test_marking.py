"""Marks: one, a range, all in the filter, none."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.world import World


async def test_marks_are_counted_and_seen(world: World) -> None:
    async with see(world) as s:
        containers = s.pane("containers")
        await containers.row("web-1").press("space", "j", "v")
        assert containers.caption == "2 of 4 run  3 marked"
        assert all("✓" in containers.row(name).line for name in ("web-1", "api-1", "db-1"))
        await s.press("a")
        assert containers.caption.endswith("4 marked")
        await s.press("a")
        assert containers.caption == "2 of 4 run"
        await s.press("/", "a", "p", "i", "enter", "a", "escape")
        assert containers.caption == "2 of 4 run  1 marked"


async def test_marks_outlive_what_happens_outside(world: World) -> None:
    async with see(world) as s:
        containers = s.pane("containers")
        await containers.row("api-1").press("space")
        box = world.docker.boxes["api-1"]
        box.state = "exited"
        world.change(box, "die")
        await s.until(lambda: "exited" in containers.row("api-1").line, "the change")
        assert containers.caption == "1 of 4 run  1 marked"
        del world.docker.boxes["api-1"]
        world.tell("container", "destroy", box.id)
        await s.until(lambda: containers.caption == "1 of 3 run", "the mark is gone with its row")


async def test_start_or_stop_takes_the_rows_it_is_for(world: World) -> None:
    """One key, mixed rows: what runs is stopped, the others are left out with the reason."""
    async with see(world) as s:
        await s.pane("containers").press("a", "s")
        asked = await s.asked()
        assert "Stop 3 containers?" in asked
        assert "migrate is not running" in asked
        await s.confirm()
        await s.expect_ran("docker stop web-1", "docker stop api-1", "docker stop db-1")
        await s.expect_said("Stop: ", "1 skipped: migrate is not running")


async def test_one_at_a_time_where_more_make_no_sense(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").press("a", "e")
        await s.expect_said("Shell is done to one thing at a time.")
        await s.pane("distros").press("a", "*")
        await s.expect_said("Make default is done to one thing at a time.")

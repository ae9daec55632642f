"""Removing containers and images, with the choices of the dialog."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.things import Box
from tests.stories.world import World


async def test_the_choices_are_flags_of_the_command_shown(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("d")
        asked = await s.asked()
        assert "web-1 is running: docker refuses to remove it without -f" in asked
        assert "named volumes stay" in asked
        await s.press("f")
        assert "docker rm -f web-1" in s.words
        assert "without -f" not in s.words
        assert "web-1 is running: -f kills it" in s.words
        await s.press("v")
        assert "docker rm -f -v web-1" in s.words
        await s.press("v", "y")
        await s.expect_ran("docker rm -f web-1")
        await s.until(lambda: "web-1" not in s.pane("containers").names, "gone")


async def test_marks_that_the_filter_hides_are_named(world: World) -> None:
    async with see(world) as s:
        containers = s.pane("containers")
        await containers.row("web-1").press("space", "/", "m", "i", "g", "enter", "a")
        assert containers.caption == "1 of 4  /mig  2 marked"
        await s.press("delete")
        asked = await s.asked()
        assert "One of the rows is marked but hidden by the filter." in asked
        assert "docker rm web-1" in asked
        await s.press("escape", "\\")
        assert not containers.table.marked


async def test_a_hidden_mark_is_never_acted_on_unasked(world: World) -> None:
    """Starting asks nothing, except where a row that nobody sees would be started."""
    world.docker.boxes["web-1"].state = "exited"
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("space", "/", "m", "i", "g", "enter", "s")
        assert "hidden by the filter" in await s.asked()
        await s.press("y")
        await s.expect_ran("docker start web-1")


async def test_remove_an_image_by_its_tag(world: World) -> None:
    async with see(world) as s:
        await s.pane("images").row("store/db:16").press("d")
        await s.confirm()
        await s.expect_ran("docker image rm store/db:16")
        await s.until(lambda: "store/db:16" not in s.pane("images").names, "gone")


async def test_docker_refuses_and_says_why(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("d")
        await s.confirm()
        await s.expect_said("web-1", "container is running", "Stop it first, or remove it with -f.")
        await s.expect_ran("docker rm web-1")
        assert "web-1" in s.pane("containers").names


async def test_a_long_list_scrolls_in_a_window_without_empty_lines(world: World) -> None:
    world.boxes(*(Box(f"old-{number}", "exited") for number in range(30)))
    async with see(world, (120, 36)) as s:
        await s.pane("containers").press("a", "d")
        assert "These 34 commands will run" in await s.asked()
        inside = [line[24:-24].strip() for line in s.lines]
        frame = inside[
            inside.index("These 34 commands will run:") : inside.index("[Cancel]     Remove")
        ]
        assert "\n\n\n" not in "\n".join(frame)
        await s.press("escape")

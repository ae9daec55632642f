"""Docker is out of reach: its panes say why and what to do, and the others go on."""

from __future__ import annotations

import pytest

from tests.stories.driver import See, see
from tests.stories.world import NO_ENGINE, World
from tui.core.command import Outcome
from tui.run.recorded import Answer

DENIED = (
    "permission denied while trying to connect to the Docker daemon socket at "
    "unix:///var/run/docker.sock: dial unix /var/run/docker.sock: connect: permission denied"
)
DESKTOP = "mnt/c/Program Files/Docker/Docker/Docker Desktop.exe"


def says(s: See, *words: str) -> None:
    """Both panes of docker say so; distros and the machine are there all the same."""
    for kind_id in ("containers", "images"):
        for word in words:
            assert word in s.pane(kind_id).text, s.text
        assert s.pane(kind_id).names == []
    assert s.pane("distros").names == ["Ubuntu-24.04", "Debian", "docker-desktop"]
    assert "12 % of 8 cores" in s.text


async def test_it_does_not_run(world: World) -> None:
    world.kill_engine()
    async with see(world, (160, 50)) as s:
        says(s, "No Docker engine answers at", "unix:///var/run/docker.sock", "Docker Desktop")
        await s.expect("not running, stale for")


async def test_the_user_may_not_use_it(world: World) -> None:
    world.kill_engine(DENIED)
    async with see(world, (160, 50)) as s:
        says(s, "You may not use the Docker engine", "sudo usermod -aG docker $USER")
        await s.expect("no permission")


async def test_it_hangs(world: World) -> None:
    world.says("docker", Outcome.TIMEOUT)
    async with see(world, (160, 50)) as s:
        says(s, "Docker did not answer within", "Restart Docker Desktop")
        await s.expect("hung")


async def test_there_is_no_docker_command(world: World) -> None:
    world.program.unlink()
    async with see(world, (160, 50)) as s:
        says(s, "There is no docker command on PATH.", "Install Docker Desktop")


async def test_docker_desktop_is_not_integrated_with_this_distro(world: World) -> None:
    world.program.unlink()
    world.machine.write(DESKTOP)
    async with see(world, (160, 50)) as s:
        says(s, "Docker Desktop is not integrated with Ubuntu-24.04", "WSL integration")


@pytest.mark.parametrize(
    "garbage",
    ["<html>502 Bad Gateway</html>\n", '{"ID":"abc","Names":"we', "", "\x00\x1b[2J\udcff\udcfe"],
)
async def test_a_list_that_cannot_be_read_harms_its_pane_alone(world: World, garbage: str) -> None:
    world.says("docker ps", Answer(garbage))
    async with see(world, (160, 50)) as s:
        said = s.pane("containers").text
        assert "docker ps" in said or "No containers" in said
        assert len(s.pane("images").names) == 3
        assert len(s.pane("distros").names) == 3
        world.behaves()
        await s.press("f5")
        await s.until(lambda: len(s.pane("containers").names) == 4, "the containers")


async def test_at_80x24_the_sentence_has_room(world: World) -> None:
    world.kill_engine()
    async with see(world, (80, 24)) as s:
        await s.pane("containers").go()
        await s.expect("No Docker engine answers at unix:///var/run/docker.sock.", "Start Docker")
        await s.press("s", "d", "enter", "escape")
        await s.expect_said("There is nothing here to do that to.")


async def test_the_engine_stops_and_comes_back(world: World) -> None:
    async with see(world) as s:
        containers = s.pane("containers")
        await containers.press("/", *"-1", "enter", "greater_than_sign", "greater_than_sign")
        await containers.row("api-1").press("space")
        order, names, cursor = containers.table.order, containers.names, containers.cursor
        assert not containers.table.stale
        world.kill_engine()
        await s.until(lambda: containers.table.stale, "greyed")
        assert containers.names == names
        assert "not running, as of" in containers.caption
        await s.expect("not running, stale for", "No Docker engine answers at unix:///var/run")
        await s.press("1")
        assert "No Docker engine" not in s.words
        assert not s.pane("distros").table.stale
        world.start_engine()
        await s.until(lambda: not containers.table.stale, "back by itself")
        await s.until(lambda: "as of" not in containers.caption, "a fresh caption")
        await s.expect("live")
        assert (containers.names, containers.table.order) == (names, order)
        assert containers.caption == "3 of 4  /-1  1 marked"
        await s.press("2")
        assert containers.cursor == cursor


async def test_what_was_missed_meanwhile_is_read_afterwards(world: World) -> None:
    async with see(world) as s:
        world.kill_engine()
        await s.until(lambda: s.pane("containers").table.stale, "greyed")
        del world.docker.boxes["web-1"]
        world.start_engine()
        await s.until(lambda: "web-1" not in s.pane("containers").names, "it is gone")


async def test_an_action_while_the_engine_is_away_says_so(world: World) -> None:
    async with see(world) as s:
        world.kill_engine()
        await s.until(lambda: s.pane("containers").table.stale, "greyed")
        await s.pane("containers").row("migrate").press("s")
        await s.expect_said("No Docker engine answers")
        await s.expect_ran("docker start migrate")
        assert NO_ENGINE not in s.pane("distros").text

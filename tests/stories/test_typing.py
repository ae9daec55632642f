"""Docker commands from the screen: typed, and those of docker's own help."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.world import World
from tui.core.cleanup.pins import By, Pin
from tui.run.recorded import Answer

HELP = "Usage:  docker [OPTIONS] COMMAND\n\nCommon Commands:\n  run   [red]Create[/]\n"


async def test_a_command_that_looks_is_run_and_shown(world: World) -> None:
    async with see(world) as s:
        await s.press("!")
        await s.expect("Run a docker command", "docker")
        await s.press(*"top web-1")
        await s.expect("It only looks")
        await s.press("enter")
        await s.expect("docker top web-1", "PID CMD", "812 serve")
        await s.press("y")
        assert "812" in s.app.sent[-1]
        await s.press("/", *"cmd", "enter")
        assert "812" not in s.text.split("Run")[0].split("docker top")[-1]
        await s.press("escape", "escape")
        await s.press("!", "up")
        await s.expect("$ docker top web-1")
        await s.press("escape")


async def test_names_and_verbs_are_completed(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("!", *"st")
        await s.expect("Start them")
        await s.press("tab")
        await s.expect("$ docker start")
        await s.press(*"we")
        await s.expect("web-1 container")
        await s.press("tab")
        await s.expect("$ docker start web-1")
        await s.press("escape")


async def test_what_cannot_be_run_says_why_and_stays(world: World) -> None:
    async with see(world) as s:
        await s.press("!", *"ps | cat")
        await s.expect("signs of a shell")
        await s.press("enter")
        await s.expect("Run a docker command")
        await s.press("escape")


async def test_what_changes_something_has_the_terminal(world: World) -> None:
    async with see(world) as s:
        await s.press("!", *"stop web-1")
        await s.expect("It has the terminal")
        await s.press("enter")
        await s.expect_ran("docker stop web-1")


async def test_a_removal_is_asked_for_and_never_undone(world: World) -> None:
    async with see(world) as s:
        await s.press("!", *"rm migrate")
        await s.expect("It removes something")
        await s.press("enter")
        await s.expect("Run it?", "no undo brings back")
        await s.press("n")
        await s.press("!", "up", "enter")
        await s.confirm()
        await s.expect_ran("docker rm migrate")


async def test_what_is_pinned_is_not_removed_by_typing(world: World) -> None:
    async with see(world) as s:
        s.app.session.pins.add(Pin(By.NAME, "migrate", "container"))
        await s.press("!", *"rm -f migrate", "enter")
        await s.expect_said("Not run: migrate is pinned: container migrate.")
        await s.press("!", *"system prune", "enter")
        await s.expect_said("A prune knows nothing of pins")


async def test_the_palette_has_the_helps_of_docker(world: World) -> None:
    world.says("docker --help", Answer(HELP))
    async with see(world) as s:
        await s.press(":", *"docker --help")
        await s.press("enter")
        await s.expect("Common Commands:", "run [red]Create[/]")
        await s.press("escape")


async def test_hello_world_says_what_it_means(world: World) -> None:
    words = "docker: error pulling image: dial tcp: lookup registry-1.docker.io: no such host"
    world.fails("docker run hello-world", words)
    async with see(world) as s:
        await s.press(":", *"hello-world", "enter")
        await s.expect("cannot reach the registry", "no such host")
        await s.expect_ran("docker run hello-world")
        await s.press("escape")
    world.says("docker run hello-world", Answer("Hello from Docker!\n"))
    async with see(world) as s:
        await s.press(":", *"hello-world", "enter")
        await s.expect("Docker works")
        await s.expect_ran("docker run hello-world")
        await s.press("escape")

"""The detail of a row: its summary, and all that docker knows of it as a tree."""

from __future__ import annotations

import json

from tests.stories.driver import See, see
from tests.stories.things import Box
from tests.stories.world import World
from tui.ui.widgets.json_tree import JsonTree


def tree(s: See) -> JsonTree:
    found = s.app.main.detail.tree_widget
    assert found is not None
    return found


def at_cursor(s: See) -> str:
    return " ".join(tree(s)._lines[tree(s)._cursor].path)


async def test_secrets_are_hidden_until_asked_for(world: World) -> None:
    world.boxes(Box("safe", env=("DB_PASSWORD=hunter2", "LANG=C", "ODD")))
    async with see(world) as s:
        await s.pane("containers").row("safe").press("i")
        await s.expect("Config", "Env", "LANG=C", "ODD", "DB_PASSWORD=")
        assert "hunter2" not in s.text
        await s.press("y")
        assert "hunter2" not in s.app.sent[-1]
        await s.press("m")
        await s.expect("DB_PASSWORD=hunter2")
        await s.press("y")
        assert json.loads(s.app.sent[-1])["Config"]["Env"][0] == "DB_PASSWORD=hunter2"
        await s.expect_said("Sent to the terminal's clipboard: the JSON")
        await s.press("m")
        assert "hunter2" not in s.text


async def test_folding_and_searching(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("migrate").press("i")
        await s.expect("ExitCode: 1")
        await s.press("/", *"exitcode", "enter")
        assert at_cursor(s) == "State ExitCode"
        await s.press("h", "h")
        assert "ExitCode" not in s.text
        await s.press("n")
        assert at_cursor(s) == "State ExitCode"
        await s.press("/", *"at", "enter", "n")
        here = at_cursor(s)
        await s.press("n", "N")
        assert at_cursor(s) == here
        await s.press("g", "G", "k", "l", "escape")
        assert s.pane("containers").table.has_focus


async def test_the_tree_follows_the_row(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("[")
        await s.expect("Name: /web-1")
        await s.press("j")
        await s.expect("Name: /api-1")
        box = world.docker.boxes["api-1"]
        box.state = "exited"
        world.change(box, "die")
        await s.expect("Status: exited")
        await s.press("]")
        await s.expect("Exited (0)")


async def test_what_cannot_be_inspected_says_why(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press()
        world.fails("docker container inspect", "Error response from daemon: on fire")
        await s.press("i")
        await s.expect("on fire")


async def test_a_distro_and_a_fact_are_inspected_too(world: World) -> None:
    async with see(world) as s:
        await s.pane("distros").row("Debian").press("i")
        await s.expect("name: Debian", "state: stopped")
        await s.pane("system").row("cpu").press("i")
        await s.expect("id: cpu")


async def test_names_are_copied(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("y")
        assert s.app.sent == ["web-1"]
        await s.expect_said("Sent to the terminal's clipboard: web-1")
        await s.press("a", "y")
        assert s.app.sent[-1].split() == ["web-1", "api-1", "db-1", "migrate"]
        await s.expect_said("4 names")


async def test_more_sides_of_a_row_are_asked_when_looked_at(world: World) -> None:
    world.docker.boxes["web-1"].processes = "nginx: [red] master"
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("]", "]", "]")
        await s.expect("Processes", "812 nginx: [red] master")
        await s.press(*"]]]]]")
        await s.expect("ExitCode")
        await s.press(*"[[[[[[[[")
        await s.expect("serve --port 80")


async def test_a_row_without_that_side_says_why_and_asks_nothing(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("migrate").press("]", "]", "]")
        await s.expect("migrate is not running: it has no processes")

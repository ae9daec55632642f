"""Keys that cannot do anything now say why; keys may be laid anew."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.things import Box
from tests.stories.world import World
from tui.core.settings import Settings
from tui.run.recorded import Answer


async def test_a_key_that_cannot_do_anything_says_why(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("migrate").press("p")
        await s.expect_said("migrate is not running")
        await s.press("e")
        await s.expect_said("migrate is not running")
        await s.pane("distros").row("Ubuntu-24.04").press("*")
        await s.expect_said("Ubuntu-24.04 is the default already")


async def test_pause_and_unpause_share_a_key(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("db-1").press("p")
        await s.expect_ran("docker unpause db-1")
        await s.pane("containers").row("web-1").press("p")
        await s.expect_ran("docker pause web-1")


async def test_a_state_that_nobody_knows_is_shown_and_harmless(world: World) -> None:
    world.boxes(Box("strange", "hibernating"))
    async with see(world) as s:
        strange = s.pane("containers").row("strange")
        assert "hibernating" in strange.line
        await strange.press("s")
        await s.until(lambda: bool(world.ran or s.app.said or s.dialog), "an answer")
        world.ran.clear()


async def test_keys_are_where_the_config_puts_them(world: World) -> None:
    keys = {"container.stop": ("t",), "app.filter": ("ctrl+f",), "table.down": ("J",)}
    async with see(world, settings=Settings(keys=keys)) as s:
        await s.pane("containers").row("web-1").press("J")
        assert s.pane("containers").cursor == "api-1"
        assert "t Stop" in s.lines[-1]
        assert "^f Filter" in s.lines[-1] or "ctrl+f Filter" in s.lines[-1]
        await s.press("t")
        await s.confirm()
        await s.expect_ran("docker stop api-1")
        await s.press("ctrl+f", "w", "e", "b", "-", "enter")
        assert s.pane("containers").names == ["web-1"]


async def test_two_actions_on_one_key_are_told_not_silently_won(world: World) -> None:
    keys = {"container.restart": ("q",)}
    async with see(world, settings=Settings(keys=keys)) as s:
        await s.expect_said("container.restart", "q")
        await s.pane("containers").row("web-1").press("r")
        await s.asked()
        await s.press("escape")


async def test_the_footer_is_about_the_pane_in_front(world: World) -> None:
    async with see(world) as s:
        await s.press("1")
        assert "Make default" in s.lines[-1]
        await s.press("2")
        assert "s Stop/start" in s.lines[-1]
        assert "? Help" in s.lines[-1]
        await s.press("4")
        assert "Stop" not in s.lines[-1]


async def test_w_opens_the_published_port(world: World) -> None:
    world.boxes(Box("bare", raw={"NetworkSettings.Ports": {"80/tcp": None}}))
    world.says("browser http://localhost:8080", Answer())
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("w")
        await s.expect_ran("browser http://localhost:8080")
        await s.expect_said("Open: web-1")
        await s.pane("containers").row("bare").press("w")
        await s.expect_said("bare publishes no TCP port")


async def test_help_has_no_column_that_stays_empty(world: World) -> None:
    async with see(world, (120, 60)) as s:
        await s.press("?", "/", *"page")
        line = next(line for line in s.lines if "Half a page up" in line)
        await s.press("escape", "/", *"column")
        other = next(line for line in s.lines if "Sort by the column to the left" in line)
        await s.press("escape", "/", *"freeze")
        titled = next(line for line in s.lines if "Pause" in line)
        columns = {line.index("Half"), other.index("Sort"), titled.index("Pause")}
        assert len(columns) == 1

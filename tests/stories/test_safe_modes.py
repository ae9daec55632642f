"""Read-only, dry run and demo: what runs, and that it is always to be seen."""

from __future__ import annotations

from tests.stories.driver import See, see
from tests.stories.world import World
from tui.core.settings import Settings
from tui.session.opening import Options, open_session
from tui.session.session import Session


async def test_read_only_runs_nothing_and_says_so(world: World) -> None:
    async with see(world, read_only=True) as s:
        assert "READ-ONLY" in s.lines[0]
        await s.pane("containers").row("migrate").press("s")
        await s.expect_said("read-only", "--read-only")
        await s.pane("distros").row("Debian").press("*")
        await s.expect_said("read-only")
        await s.pane("containers").row("web-1").press("d")
        await s.until(lambda: bool(s.dialog or s.app.said), "an answer")
        if s.dialog:
            await s.press("y")
        await s.expect_said("read-only")
        await s.press("i", "escape", "/", "x", "escape")


async def test_a_dry_run_shows_what_would_run(world: World) -> None:
    async with see(world, dry_run=True) as s:
        assert "DRY RUN" in s.lines[0]
        await s.pane("containers").row("web-1").press("d")
        await s.confirm("f")
        await s.expect_said("Remove: web-1 (dry run, nothing was changed)")
        await s.expect("docker rm -f web-1 dry run")
        assert "web-1" in s.pane("containers").names


async def test_a_dry_run_of_a_read_only_session(world: World) -> None:
    async with see(world, read_only=True, dry_run=True) as s:
        assert "READ-ONLY" in s.lines[0]
        await s.pane("containers").row("migrate").press("s")
        await s.expect_said("dry run")


async def test_the_smallest_width_keeps_the_marks(world: World) -> None:
    async with see(world, (60, 20), read_only=True, dry_run=True) as s:
        assert "READ-ONLY" in s.lines[0]
        assert "DRY RUN" in s.lines[0]


def demo(_world: World) -> Session:
    return open_session(Options(demo=True))


async def marked(s: See) -> None:
    assert "DEMO" in s.text.splitlines()[0]


async def test_the_demo_says_so_on_every_screen(world: World) -> None:
    async with see(world, session=demo) as s:
        assert "DEMO" in s.lines[0]
        containers = s.pane("containers")
        running = next(n for n in containers.names if "●" in containers.row(n).line)
        await containers.row(running).press("s")
        await s.asked()
        assert "DEMO" in s.text
        await s.press("y")
        await s.expect_said("Stop", running)
        await s.press("?")
        assert "DEMO" in s.text
        await s.press("escape", "+", "+")
        await s.resize(80, 24)
        assert "DEMO" in s.lines[0]


async def test_confirm_levels_of_the_config(world: World) -> None:
    from tui.core.action import Confirm

    settings = Settings(confirm={"container.stop": Confirm.NONE, "container.start": Confirm.ASK})
    async with see(world, settings=settings) as s:
        await s.pane("containers").row("web-1").press("s")
        await s.expect_ran("docker stop web-1")
        await s.pane("containers").row("migrate").press("s")
        await s.confirm()
        await s.expect_ran("docker start migrate")

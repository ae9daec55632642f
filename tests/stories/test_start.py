"""What is on the screen at the start: with everything, with nothing, and while it loads."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.stories.driver import see
from tests.stories.things import Box
from tests.stories.world import World


async def test_everything_is_there(world: World) -> None:
    async with see(world) as s:
        await s.expect("wsltui Ubuntu-24.04 · WSL 2.6.1.0", "Docker Engine - Community", "live")
        distros, containers = s.pane("distros"), s.pane("containers")
        assert distros.names == ["Ubuntu-24.04", "Debian", "docker-desktop"]
        assert "★ Ubuntu-24.04 running 2 this one" in distros.text
        assert containers.names == ["web-1", "api-1", "db-1", "migrate"]
        assert containers.caption == "2 of 4 run"
        assert "exited 1, 1h" in containers.row("migrate").line
        assert s.pane("images").names == ["shop/web:1.4", "shop/api:2.0", "store/db:16"]
        assert "28.2.2" in s.pane("system").text
        await s.expect("CPU", "12 % of 8 cores", "61 GiB of 80 GiB", "yes, wsltui runs in it")


async def test_there_is_nothing_yet(tmp_path: Path) -> None:
    async with see(World(tmp_path)) as s:
        await s.expect(
            "No distros are installed. `wsl.exe --install Ubuntu` brings one: press c.",
            "No containers. `docker run hello-world` makes one: press c.",
            "No images. `docker pull hello-world` brings one.",
        )
        await s.pane("containers").press("s", "enter", "escape", "i", "escape", "y", "space", "d")
        await s.expect_said("There is nothing here to do that to.")


async def test_loading_is_said_and_first_rows_come_early(world: World) -> None:
    images, inspect = world.holds("docker image ls"), world.holds("docker container inspect")
    async with see(world) as s:
        assert "Loading …" in s.pane("images").text
        assert s.pane("containers").names == ["web-1", "api-1", "db-1", "migrate"]
        assert s.pane("containers").caption.endswith("…")
        images.set()
        inspect.set()
        await s.until(lambda: s.pane("images").names != [], "images")
        await s.until(lambda: s.pane("containers").caption == "2 of 4 run", "whole containers")


async def test_a_change_from_outside_appears_by_itself(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("db-1").press()
        world.change(Box("cron-1"))
        await s.until(lambda: "cron-1" in s.pane("containers").names, "the new one")
        assert s.pane("containers").cursor == "db-1"


async def test_a_cursor_is_on_the_first_row_whichever_row_came_first(world: World) -> None:
    async with see(world) as s:
        system, session = s.pane("system"), s.app.session
        await s.until(lambda: {"cpu", "engine"} <= set(system.names), "all is read")
        session.store.put("samples", (), datetime.now(UTC))
        await s.until(lambda: system.names[0] == system.cursor == "engine", "nothing is measured")
        session.take_sample(session.measure())
        await s.until(lambda: system.names[0] == "cpu", "it is measured")
        assert system.cursor == "cpu"

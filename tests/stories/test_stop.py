"""Stopping containers: one, many, and what goes wrong meanwhile."""

from __future__ import annotations

from tests.stories.driver import see
from tests.stories.world import World


async def test_stop_one(world: World) -> None:
    async with see(world) as s:
        await s.pane("containers").row("web-1").press("s")
        assert "Stop web-1?" in await s.asked()
        await s.confirm()
        await s.expect_ran("docker stop web-1")
        await s.expect_said("Stop: web-1")
        assert "exited 0" in s.pane("containers").row("web-1").line

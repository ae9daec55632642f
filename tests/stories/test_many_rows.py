"""Five thousand containers are no slower under the fingers than ten."""

from __future__ import annotations

import time

from tests.stories.driver import see
from tests.stories.things import Box
from tests.stories.world import World


async def test_five_thousand(world: World) -> None:
    world.boxes(*(Box(f"box-{n:04}", "exited") for n in range(5000)))
    async with see(world) as s:
        containers = s.pane("containers")
        assert len(containers.names) == 5004
        drawn = containers.table.lines_drawn
        began = time.process_time()
        await containers.press("j", "j", "j", "k", "pagedown")
        assert containers.table.lines_drawn - drawn < 60
        assert time.process_time() - began < 1.5
        await s.press("G")
        assert containers.cursor == "box-4999"
        await s.press("/", *"name:box-4321", "enter")
        assert containers.names == ["box-4321"]
        box = world.docker.boxes["box-4321"]
        box.state = "running"
        reads = len(world.reads)
        world.change(box)
        await s.until(lambda: "●" in containers.row("box-4321").line, "the change")
        assert len(world.reads) - reads <= 2, "one row is read again, not all"

"""The line of tabs, where one pane is shown at a time."""

from __future__ import annotations

import pytest

from tests.stories.driver import see
from tests.stories.world import World
from tui.kinds import KINDS
from tui.ui.widgets.pane_tabs import PaneTabs, numbered


@pytest.mark.parametrize("width", [60, 80, 99])
async def test_every_kind_has_its_number_in_sight(world: World, width: int) -> None:
    async with see(world, (width, 24)) as s:
        for number, kind_id in enumerate(s.app.main.order, 1):
            s.app.main.go_to_pane(kind_id)
            await s.settle()
            line = s.lines[s.app.main.pane_tabs.region.y]
            assert f" {numbered(number, KINDS[kind_id].title)}" in line
            assert numbers(line) == list(range(1, 10))


async def test_where_there_is_room_for_few_they_are_those_around(world: World) -> None:
    async with see(world, (40, 24)) as s:
        for number, kind_id in enumerate(s.app.main.order, 1):
            s.app.main.go_to_pane(kind_id)
            await s.settle()
            line = s.lines[s.app.main.pane_tabs.region.y]
            assert f" {numbered(number, KINDS[kind_id].title)}" in line
            seen = numbers(line)
            assert number in seen or number > 9
            assert seen == list(range(seen[0], seen[0] + len(seen)))


def numbers(line: str) -> list[int]:
    return [int(word) for word in line.split() if word.isdigit()]


async def test_a_click_goes_to_the_number_that_is_seen(world: World) -> None:
    async with see(world, (80, 24)) as s:
        await s.press("1")
        line = s.lines[s.app.main.pane_tabs.region.y]
        assert "Disks" not in line
        await s.pilot.click(PaneTabs, offset=(line.index(" 7 ") + 1, 0))
        assert s.app.main.current == s.app.main.order[6]
        assert "7 Disks" in s.lines[s.app.main.pane_tabs.region.y]

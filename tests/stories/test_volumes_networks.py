"""Volumes, networks and builders made and changed on the screen, in the demo world."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stories.driver import See, see
from tests.stories.world import World
from tests.unit.demo_worlds import session, still_world
from tui.core.command import Outcome
from tui.core.settings import Settings
from tui.session.session import Session

PANES = Settings(panes=("volumes", "networks", "builders", "containers"))


def demo(_world: World) -> Session:
    opened = session(still_world()[0])
    opened.settings = PANES
    return opened


def changed(s: See) -> Iterator[str]:
    """What ran and changed something."""
    entries = s.app.session.runner.journal.entries
    return (e.typed for e in entries if e.mutates and e.outcome is not Outcome.REFUSED)


async def test_a_volume_is_made_and_its_name_is_judged_while_typed(world: World) -> None:
    async with see(world, size=(80, 24), session=demo) as s:
        await s.pane("volumes").press("c")
        await s.asked()
        await s.press(*"notebooks")
        await s.expect("there is a volume notebooks already")
        await s.press(*"-2", "down", "down", *"a=b", "down", "enter", "tab", "enter")
        await s.until(lambda: "notebooks-2" in s.pane("volumes").names, "it is there")
        assert list(changed(s)) == ["docker volume create --driver local --label a=b notebooks-2"]


async def test_a_backup_and_a_restore_show_all_their_steps(world: World) -> None:
    async with see(world, session=demo) as s:
        await s.pane("volumes").row("notebooks").press("B")
        asked = await s.asked()
        assert "notebook may write while it is copied" in asked
        await s.expect("/home/dev/notebooks.partial.tar")
        await s.press("enter", "tab", "enter")
        await s.expect_said("Back up: notebooks")
        await s.pane("volumes").press("R")
        await s.asked()
        await s.press(*"notebooks")
        await s.expect("is used by notebook; see volume.restore-over")
        await s.press(*"-copy", "down", *"/home/dev/notebooks.tar", "enter", "tab", "enter")
        await s.expect_said("Restore: notebooks-copy")
        assert not [typed for typed in changed(s) if "carrier" in typed and "--label" in typed][2:]
        names = s.pane("containers").names
        assert not [name for name in names if "carrier" in name]


async def test_restoring_over_wants_the_name_typed(world: World) -> None:
    async with see(world, session=demo) as s:
        await s.pane("volumes").row("blog_mysql").press(":", *"restore over", "enter")
        assert "Type blog_mysql to go on" in await s.asked()
        await s.press(*"/home/dev/old.tar")
        await s.expect("it looks like a database", "by blog-mysql-1;")
        await s.press("enter", "enter")
        assert s.dialog is not None
        await s.press("escape")
        assert list(changed(s)) == []


async def test_a_network_is_made_joined_and_left(world: World) -> None:
    async with see(world, session=demo) as s:
        await s.pane("networks").press("c")
        await s.asked()
        await s.press(*"back", "down", "down", *"172.18.9.0/24")
        await s.expect("it overlaps 172.18.0.0/16 of shop_default")
        await s.press(*["backspace"] * 13, *"10.9.0.0/16", "down", *"10.8.0.1")
        await s.expect("it is not in 10.9.0.0/16")
        await s.press(*["backspace"] * 8, *"10.9.0.1", "ctrl+s", "down", "down", "down")
        while s.app.focused is not None and s.app.focused.id != "accept":
            await s.press("tab")
        await s.press("enter")
        await s.until(lambda: "back" in s.pane("networks").names, "it is there")
        await s.pane("networks").row("back").press("C")
        await s.asked()
        await s.press(*"admin", "right", "enter", *"db", "enter", "enter", "tab", "enter")
        await s.expect_said("Connect: back")
        await s.pane("networks").row("back").press("]")
        await s.expect("container adminer", "aliases adminer")
        await s.pane("networks").row("back").press("D")
        assert "no longer finds" in await s.asked()
        await s.expect("adminer")
        await s.press(*"adminer", "enter")
        while s.app.focused is not None and s.app.focused.id != "accept":
            await s.press("tab")
        await s.press("enter")
        await s.expect_said("Disconnect: back")
        assert list(changed(s)) == [
            "docker network create --driver bridge --subnet 10.9.0.0/16 --gateway 10.9.0.1 back",
            "docker network connect --alias db back adminer",
            "docker network disconnect back adminer",
        ]


@pytest.mark.parametrize("key", ["d", "C", "D"])
async def test_what_is_built_in_is_protected(world: World, key: str) -> None:
    async with see(world, session=demo) as s:
        await s.pane("networks").row("bridge").press(key)
        await s.expect_said("bridge is built into the engine")
        assert (s.dialog, list(changed(s))) == (None, [])


async def test_marked_ones_fail_and_go_one_by_one(world: World) -> None:
    async with see(world, session=demo) as s:
        await s.pane("networks").row("left-over").press("space")
        await s.pane("networks").row("playground").press("space", "d")
        asked = await s.asked()
        assert "docker network rm left-over" in asked
        assert "playground is used by adminer" in asked
        await s.press("y")
        await s.expect_said("Remove: left-over", "1 skipped")
        await s.until(lambda: "left-over" not in s.pane("networks").names, "it is gone")
        assert "playground" in s.pane("networks").names


async def test_some_of_several_builders_cannot_be_removed(world: World) -> None:
    """Each that failed is named with what was said of it, and the log has a line for each."""
    async with see(world, session=demo) as s:
        await s.pane("builders").row("multi").press("a", "d")
        asked = await s.asked()
        assert "default is the engine of a docker context" in asked
        demo_world = s.app.session.runner._transport.world  # type: ignore[attr-defined]
        demo_world.builders["spare"].driver = "docker"
        await s.press("y")
        await s.expect("spare", "context builder cannot be removed")
        await s.press("escape")
        removed = [typed for typed in changed(s) if typed.startswith("docker buildx rm")]
        assert sorted(removed) == ["docker buildx rm multi", "docker buildx rm spare"]


async def test_builds_go_to_another_builder(world: World) -> None:
    async with see(world, session=demo) as s:
        await s.pane("builders").row("multi").press("*")
        await s.expect_said("Use: multi")
        await s.expect("* multi")


async def test_in_read_only_mode_no_carrier_is_made(world: World) -> None:
    async with see(world, session=demo) as s:
        s.app.session.runner.read_only = True
        await s.pane("volumes").row("notebooks").press("]")
        await s.expect("wsltui is read-only")
        assert list(changed(s)) == []

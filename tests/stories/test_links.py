"""Following what a row names to another row, and back; looking into a volume."""

from __future__ import annotations

from tests.stories.driver import See, see
from tests.stories.test_inspecting import at_cursor
from tests.stories.things import Box
from tests.stories.world import World
from tests.unit.demo_worlds import session, still_world
from tui.core.settings import Settings
from tui.session.session import Session

PANES = Settings(panes=("containers", "images", "volumes", "networks"))


def demo(_world: World) -> Session:
    """The demo world: it has volumes and networks with something in them."""
    opened = session(still_world()[0])
    opened.settings = PANES
    return opened


def cursor(s: See) -> tuple[str, str]:
    return s.app.main.current, s.pane(s.app.main.current).cursor


async def test_from_a_container_to_its_image_its_volume_and_back(world: World) -> None:
    async with see(world, session=demo) as s:
        await s.pane("containers").row("shop-db-1").press("enter", "right")
        await s.press("enter")
        kind, name = cursor(s)
        assert (kind, name.startswith("postgres")) == ("images", True)
        await s.press("backspace")
        assert cursor(s) == ("containers", "shop-db-1")
        await s.press("i", "/", *"shop_db-data", "enter")
        while at_cursor(s) != "Mounts 0 Name":
            await s.press("n")
        await s.press("enter")
        assert cursor(s) == ("volumes", "shop_db-data")
        await s.press("backspace")
        assert cursor(s) == ("containers", "shop-db-1")


async def test_to_a_pane_that_was_never_looked_at(world: World) -> None:
    def plain(_world: World) -> Session:
        return session(still_world()[0])

    async with see(world, session=plain) as s:
        await s.pane("containers").row("shop-db-1").press("enter")
        assert "volumes" not in s.app.main.tables
        stops = s.app.main.detail._summary._stops
        place = [n for n, stop in enumerate(stops) if getattr(stop.goal, "kind", "") == "volumes"]
        assert place, stops
        await s.press(*["right"] * (place[0] + 1), "enter")
        assert cursor(s) == ("volumes", "shop_db-data")
        await s.expect("used by shop-db-1")
        await s.press("backspace")
        assert cursor(s) == ("containers", "shop-db-1")


async def test_a_filter_does_not_hide_where_a_link_leads(world: World) -> None:
    async with see(world, session=demo) as s:
        await s.pane("containers").row("shop-db-1").press("/", *"adminer", "enter")
        await s.pane("volumes").row("shop_db-data").press("enter", "right", "enter")
        assert cursor(s) == ("containers", "shop-db-1")
        assert s.pane("containers").table.filter_text == ""


async def test_a_row_that_is_gone_is_said(world: World) -> None:
    async with see(world, session=demo) as s:
        await s.pane("volumes").row("shop_db-data").press("enter", "right", "enter")
        here = s.app.main.following
        link = here.trail[-1]
        here.trail.append(type(link)("volumes", "nosuch"))
        await s.press("backspace")
        await s.expect_said("That is gone meanwhile.")
        assert cursor(s) == ("volumes", "shop_db-data")
        await s.press("backspace")
        assert cursor(s) == ("volumes", "shop_db-data")


async def test_a_volume_is_looked_into_and_nothing_stays(world: World) -> None:
    async with see(world, session=demo) as s:
        await s.pane("volumes").row("shop_db-data").press("]")
        await s.expect("PG_VERSION", "base/", "as PostgreSQL keeps it")
        await s.press("enter")
        s.app.main.detail.focus_tab()
        await s.press("enter")
        await s.expect("16384/")
        await s.press("backspace")
        await s.expect("pg_hba.conf")
        await s.press("j", "j", "j", "enter")
        await s.expect("# TYPE DATABASE USER ADDRESS METHOD")
        carriers = [e.typed for e in s.app.session.runner.journal.entries if "carrier" in e.typed]
        made = sum("docker create" in typed for typed in carriers)
        assert made == sum("docker rm --force" in typed for typed in carriers) > 2
        await s.press("escape", "[")
        await s.expect("database PG_VERSION is in it")


async def test_sizes_come_when_asked_for_and_say_when(world: World) -> None:
    async with see(world, session=demo) as s:
        await s.pane("volumes").row("shop_db-data").press("z")
        await s.expect_said("Measure: done")
        await s.expect("642 MB, measured")


async def test_secrets_in_a_summary_are_hidden_until_asked_for(world: World) -> None:
    world.boxes(Box("safe", labels={"api.token": "hunter2"}))
    async with see(world) as s:
        await s.pane("containers").row("safe").press("enter")
        await s.expect("api.token=********")
        assert "hunter2" not in s.text
        await s.press("m")
        await s.expect("api.token=hunter2")


async def test_measuring_can_be_cancelled(world: World) -> None:
    world.holds("docker system df")
    async with see(world) as s:
        await s.pane("containers").press("z")
        await s.expect("Measure", "ctrl+c")
        await s.press("ctrl+c")
        await s.expect_said("Measure: cancelled")
        assert s.app.is_running

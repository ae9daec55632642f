"""What d removes U brings back, and what is saved first is ticked in the dialog."""

from __future__ import annotations

from tests.stories.driver import See, see
from tests.stories.test_cleanup import OLD, PIN, Engine, go, opened, press_and_wait, with_twenty
from tests.stories.world import World
from tui import paths
from tui.core.command import Command, Outcome, Result
from tui.ui.screens.agree import AgreeDialog, ReadDialog
from tui.ui.screens.menu import MenuDialog


async def removed(s: See, name: str, *ticks: str) -> None:
    await s.pane("containers").row(name).press("d")
    await s.asked()
    await s.press(*ticks, "y")
    await s.expect_said(f"Remove: {name}")


async def test_d_then_u(world: World) -> None:
    engine = with_twenty()
    async with see(world, session=engine.session) as s:
        await s.pane("containers").row(OLD[3]).press("d")
        asked = await s.asked()
        assert "Cannot come back: files written inside the containers" in asked
        assert "U brings the rest back." in asked
        await s.press("y")
        await s.expect_said(f"Remove: {OLD[3]}", "U brings it back")
        assert OLD[3] not in engine.names
        await press_and_wait(s, "U", AgreeDialog)
        assert OLD[3] in s.words
        await press_and_wait(s, "y", ReadDialog)
        assert "Undo: 1 back" in s.words
        assert OLD[3] in engine.names


async def test_an_older_removal_is_chosen_in_the_trash(world: World) -> None:
    engine = with_twenty()
    async with see(world, session=engine.session) as s:
        await s.press("ctrl+p")
        await s.press(*"trash")
        await s.press("enter")
        await s.expect_said("There is nothing to undo on this engine.")
        await removed(s, OLD[3])
        await removed(s, OLD[4])
        await s.press("ctrl+p")
        await s.press(*"trash")
        await press_and_wait(s, "enter", MenuDialog)
        assert s.words.count("1 container") == 2
        assert "kept until" in s.words
        await s.press("j")
        await press_and_wait(s, "enter", AgreeDialog)
        assert OLD[3] in s.words
        await press_and_wait(s, "y", ReadDialog)
        assert OLD[3] in engine.names
        assert OLD[4] not in engine.names


async def test_ticks_change_what_cannot_come_back(world: World) -> None:
    engine = with_twenty()
    async with see(world, session=engine.session) as s:
        await s.pane("containers").row(OLD[0]).press("d")
        await s.asked()
        await s.press("s")
        assert "files written inside" not in s.words
        assert "the logs and exit codes of the containers" in s.words
        await s.press("s", "o")
        assert "No undo brings it back." in s.words
        await s.press("y")
        await s.expect_said(f"Remove: {OLD[0]}")
        await s.press("U")
        await s.expect_said("There is nothing to undo on this engine.")


async def test_where_nothing_can_be_kept_the_dialog_has_a_way_without(world: World) -> None:
    engine = with_twenty()
    place = paths.state_dir() / "undo"
    place.parent.mkdir(parents=True)
    place.write_text("in the way")
    async with see(world, session=engine.session) as s:
        await s.pane("containers").row(OLD[0]).press("d")
        await s.confirm()
        await s.expect_said("could not be kept for an undo", "--no-undo")
        assert OLD[0] in engine.names
        await removed(s, OLD[0], "o")
        assert OLD[0] not in engine.names


async def test_a_named_volume_is_backed_up_unless_unticked(world: World) -> None:
    engine = Engine(bare=True)
    size = engine.world.volumes[PIN].size
    async with see(world, (120, 40), session=engine.session) as s:
        screen = await opened(s)
        go(screen, PIN)
        await s.press("space")
        await press_and_wait(s, "y", AgreeDialog)
        assert "[x] back up named" in s.words
        assert "[ ] save images" in s.words
        bare = s.words.count("the data of")
        await s.press("b")
        assert "[ ] back up named" in s.words
        assert "the data of" in s.words
        await s.press("b")
        assert s.words.count("the data of") == bare
        await press_and_wait(s, "y", ReadDialog)
        assert PIN not in engine.world.volumes
        await s.press("escape")
        await press_and_wait(s, "U", AgreeDialog)
        await press_and_wait(s, "y", ReadDialog)
        assert engine.world.volumes[PIN].size == size


async def test_a_clean_up_without_undo(world: World) -> None:
    engine = with_twenty()
    async with see(world, (120, 40), session=engine.session) as s:
        await opened(s)
        await press_and_wait(s, "y", AgreeDialog)
        await s.press("o")
        assert "nothing is kept for an undo" in s.words
        await press_and_wait(s, "y", ReadDialog)
        assert not set(OLD) & engine.names
        await s.press("escape", "U")
        await s.expect_said("There is nothing to undo on this engine.")


async def test_where_nothing_could_be_made_again_that_is_said_before(world: World) -> None:
    engine = with_twenty()

    def without_api(command: Command) -> Result | None:
        words = b"no Engine API through ssh"
        return Result(command, Outcome.NOT_STARTED, stderr=words) if command.api else None

    engine.answer = without_api
    async with see(world, session=engine.session) as s:
        await s.pane("containers").row(OLD[0]).press("d")
        await s.expect("It cannot come back as long as this holds: no Engine API through ssh")
        assert "U brings" not in s.words


async def test_the_tag_that_went_is_the_one_that_is_told_to_be_back(world: World) -> None:
    engine = with_twenty()
    async with see(world, session=engine.session) as s:
        await s.pane("images").row("shop-api:dev").press("d")
        assert "U brings it back." in await s.asked()
        await s.press("y")
        await s.expect_said("Remove: shop-api:dev")
        await press_and_wait(s, "U", AgreeDialog)
        await press_and_wait(s, "y", ReadDialog)
        assert "is called shop-api:dev again" in s.words

"""A clean-up that was killed: at the next start wsltui asks what is to become of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stories.driver import See, see
from tests.stories.test_cleanup import OLD, Engine, press_and_wait, with_twenty
from tests.stories.world import World
from tui import paths
from tui.core.cleanup.policy import STANDARD
from tui.core.command import Command, Result
from tui.core.settings import Settings
from tui.kinds import KINDS
from tui.session.cleaning.cleaner import Cleaner
from tui.session.session import Session
from tui.ui.screens.agree import AgreeDialog, ReadDialog
from tui.ui.screens.interrupted import InterruptedDialog


class Killed(BaseException):
    """Nothing catches it, as nothing catches SIGKILL."""


class Killable(Engine):
    """An engine whose clean-ups are on the disk of the user, and can be killed."""

    def __init__(self) -> None:
        twenty = with_twenty()
        self.__dict__ = twenty.__dict__
        twenty._run.__self__.run = self.run  # type: ignore[attr-defined]
        self.runner.api = self.run
        self.asked: list[str] = []

    async def run(self, command: Command) -> Result:
        self.asked.append(command.typed())
        return await super().run(command)

    def session(self, _world: Any = None) -> Session:
        return Session(
            KINDS, self.backends, self.runner, Settings(ascii=False),
            locate=self.locate, measure=self.measure,
        )  # fmt: skip

    async def killed(self, after: int) -> Killable:
        """As a clean-up leaves it that is killed when so many things are gone."""
        cleaner = Cleaner(self.session(), paths.state_dir())
        plan = await cleaner.plan(STANDARD)
        left = after

        def kill(command: Command) -> Result | None:
            nonlocal left
            if command.mutates and left == 0:
                raise Killed
            left -= command.mutates
            return None

        self.answer = kill
        with pytest.raises(Killed):
            await cleaner.apply(plan)
        self.answer = lambda _command: None
        return self


async def asked(s: See) -> None:
    await s.until(lambda: isinstance(s.screen, InterruptedDialog), "the question")
    await s.settle()


async def test_it_says_what_went_and_goes_on(world: World) -> None:
    engine = await Killable().killed(7)
    before = set(engine.names)
    async with see(world, session=engine.session) as s:
        await asked(s)
        assert "A clean-up was interrupted" in s.words
        assert "7 went, 19 did not" in s.words
        assert "container old-18 still there" in s.words
        await press_and_wait(s, "y", AgreeDialog)
        assert "13 containers, 4 images, 2 volumes" in s.words
        assert engine.names == before, "it went on unasked"
        await press_and_wait(s, "y", ReadDialog)
        assert "Clean-up: 19 done" in s.words
        assert not set(OLD) & engine.names
        await s.press("escape")
        assert s.dialog is None
        await press_and_wait(s, "U", AgreeDialog)
        await press_and_wait(s, "y", ReadDialog)
        assert "Undo: 2" in s.words
        assert set(OLD) <= engine.names


async def test_it_brings_back_what_went(world: World) -> None:
    engine = await Killable().killed(7)
    async with see(world, session=engine.session) as s:
        await asked(s)
        await press_and_wait(s, "u", AgreeDialog)
        await press_and_wait(s, "y", ReadDialog)
        assert "Undo: 7 back" in s.words
        assert set(OLD) <= engine.names
        await s.press("escape", "U")
        await s.expect_said("There is nothing to undo on this engine.")


async def test_enter_leaves_it_as_it_is_and_u_still_undoes(world: World) -> None:
    engine = await Killable().killed(7)
    before = set(engine.names)
    async with see(world, session=engine.session) as s:
        await asked(s)
        await s.press("enter")
        assert s.dialog is None
        assert engine.names == before
        await press_and_wait(s, "U", AgreeDialog)
        await press_and_wait(s, "y", ReadDialog)
        assert "Undo: 7 back" in s.words


async def test_esc_puts_it_off_until_u_or_the_next_start(world: World) -> None:
    engine = await Killable().killed(7)
    async with see(world, session=engine.session) as s:
        await asked(s)
        await s.press("escape")
        assert s.dialog is None
        await s.press("U")
        await asked(s)
        await s.press("y")
        await s.until(lambda: isinstance(s.screen, AgreeDialog), "the commands")
        await s.press("n")
        assert s.dialog is None
    async with see(world, session=engine.session) as s:
        await asked(s)


async def test_read_only_only_says_it(world: World) -> None:
    engine = await Killable().killed(7)
    engine.runner.read_only = True
    async with see(world, session=engine.session) as s:
        await s.until(lambda: isinstance(s.screen, ReadDialog), "what there is to say")
        await s.expect("7 went, 19 did not", "read-only")
        await s.press("escape")
        assert s.dialog is None
    engine.runner.read_only = False
    async with see(world, session=engine.session) as s:
        await asked(s)


async def test_no_dialog_is_covered(world: World) -> None:
    engine = await Killable().killed(7)
    async with see(world, session=engine.session, ready=False) as s:
        s.app.main.in_front.clear()
        await s.press("question_mark")
        await s.settle()
        assert not isinstance(s.screen, InterruptedDialog)
        await s.press("escape")
        await asked(s)


async def test_without_a_record_nothing_is_asked(world: World) -> None:
    engine = Killable()
    async with see(world, session=engine.session) as s:
        await s.settle()
        assert not [typed for typed in engine.asked if "Plugins" in typed]
        assert "cleaning" not in vars(s.app.main), "clean-ups were imported for nothing"


@pytest.mark.parametrize("size", [(60, 15), (80, 24)])
async def test_in_little_room_the_ways_are_in_sight(world: World, size: tuple[int, int]) -> None:
    engine = await Killable().killed(7)
    async with see(world, size, session=engine.session) as s:
        await asked(s)
        for word in ("Leave as it is", "Undo", "Go on"):
            assert word in s.text

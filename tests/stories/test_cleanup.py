"""Clean-up and undo: everything in one table, exactly that removed, and back again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.stories.driver import See, see
from tests.stories.world import World
from tui import paths
from tui.backends.demo import DemoDisk, open_demo
from tui.backends.windows import Disk
from tui.core.command import Command, Outcome, Result
from tui.core.settings import Settings
from tui.kinds import KINDS
from tui.run.demo.making import make
from tui.run.demo.world import World as DemoWorld
from tui.session.session import Session
from tui.ui.screens.agree import AgreeDialog, ReadDialog
from tui.ui.screens.cleanup import CleanupScreen

OLD = tuple(f"old-{number:02}" for number in range(20))
PIN = "backup-2024"


class Engine:
    """A made-up engine, whose commands can be told to fail or to wait."""

    def __init__(self, *, bare: bool = False) -> None:
        self.backends, self.runner, self.locate, self.measure = open_demo(pace=0, lively=False)
        transport = self.runner._transport
        self.world: DemoWorld = transport.world  # type: ignore[attr-defined]
        self._run = transport.run
        self.answer: Callable[[Command], Result | None] = lambda _command: None
        self.gate: asyncio.Event | None = None
        self.disk: Disk = DemoDisk()
        transport.run = self.run  # type: ignore[method-assign]
        self.runner.api = self.run
        if bare:
            gone = [c.id for c in self.world.containers.values() if not c.alive]
            for key in gone:
                del self.world.containers[key]
            self.world.cache.clear()

    async def run(self, command: Command) -> Result:
        if self.gate is not None and command.argv[:2] == ("docker", "rm"):
            await self.gate.wait()
        return self.answer(command) or await self._run(command)

    def session(self, _world: World) -> Session:
        session = Session(
            KINDS, self.backends, self.runner, Settings(ascii=False),
            demo=True, locate=self.locate, measure=self.measure,
        )  # fmt: skip
        session.disk = self.disk
        session.state = paths.state_dir()
        return session

    @property
    def names(self) -> set[str]:
        return {c.name for c in self.world.containers.values()}


def with_twenty() -> Engine:
    engine = Engine(bare=True)
    for name in OLD:
        make(
            engine.world, name, image="busybox:1.37", word="busybox", hours=50, ended=48,
            state="exited", code=1, argv=("true",),
        )  # fmt: skip
    return engine


def cleanup(s: See) -> CleanupScreen:
    found = next(x for x in s.app.screen_stack if isinstance(x, CleanupScreen))
    assert isinstance(found, CleanupScreen)
    return found


async def opened(s: See) -> CleanupScreen:
    await s.press("X")
    await s.until(lambda: isinstance(s.screen, CleanupScreen), "the clean-up")
    screen = cleanup(s)
    await s.until(lambda: not screen.table.stale, "a plan")
    await s.settle()
    return screen


async def press_and_wait(s: See, key: str, dialog: type) -> None:
    await s.press(key)
    await s.until(lambda: isinstance(s.screen, dialog), f"{dialog.__name__} after {key}")
    await s.settle()


def tick(screen: CleanupScreen, name: str) -> str:
    kind = screen.table.kind
    return next(str(row.tick) for row in screen.rows if kind.name(row) == name)


def go(screen: CleanupScreen, name: str) -> None:
    kind = screen.table.kind
    assert screen.table.go_to(next(kind.key(r) for r in screen.rows if kind.name(r) == name))


async def test_twenty_containers_go_in_three_keys_and_come_back_with_one(world: World) -> None:
    engine = with_twenty()
    before = set(engine.names)
    async with see(world, session=engine.session) as s:
        await opened(s)
        await press_and_wait(s, "y", AgreeDialog)
        assert "20 containers" in s.words
        assert "files written inside the containers" in s.words
        await press_and_wait(s, "y", ReadDialog)
        assert engine.names == before - set(OLD)
        assert "planned" in s.words
        await s.press("escape")
        await press_and_wait(s, "U", AgreeDialog)
        assert "old-00" in s.words
        await press_and_wait(s, "y", ReadDialog)
        assert "Undo: 21 back" in s.words  # a dangling image that has a digest too
        assert engine.names == before


async def test_the_report_is_undone_where_it_is_read(world: World) -> None:
    engine = with_twenty()
    before = set(engine.names)
    async with see(world, session=engine.session) as s:
        await opened(s)
        await press_and_wait(s, "y", AgreeDialog)
        await press_and_wait(s, "y", ReadDialog)
        assert "U undo · y copy all" in s.words
        await press_and_wait(s, "U", AgreeDialog)
        await press_and_wait(s, "y", ReadDialog)
        assert engine.names == before
        assert "U undo" not in s.words
        await s.press("U")
        assert isinstance(s.screen, ReadDialog), "an undo cannot be undone"


async def test_space_spares_and_totals_follow(world: World) -> None:
    engine = with_twenty()
    async with see(world, session=engine.session) as s:
        screen = await opened(s)
        most = screen._planning.plan.bytes_max if screen._planning.plan else 0
        go(screen, "old-03")
        await s.press("space")
        assert tick(screen, "old-03") == "spared"
        assert screen._planning.plan is not None
        assert screen._planning.plan.bytes_max < most
        await press_and_wait(s, "y", AgreeDialog)
        assert "19 containers" in s.words
        await press_and_wait(s, "y", ReadDialog)
        assert "old-03" in engine.names
        assert "old-04" not in engine.names


async def test_policies_take_turns(world: World) -> None:
    async with see(world, session=Engine().session) as s:
        screen = await opened(s)
        assert "[standard]" in s.words
        goes = sum(row.goes for row in screen.rows)
        await s.press("p")
        assert "[thorough]" in s.words
        assert sum(row.goes for row in screen.rows) > goes
        await s.press("p")
        assert "[careful]" in s.words
        assert sum(row.goes for row in screen.rows) < goes


async def test_what_is_in_use_cannot_be_ticked_and_says_why(world: World) -> None:
    async with see(world, session=Engine().session) as s:
        screen = await opened(s)
        go(screen, "devbox")
        await s.press("space")
        await s.expect_said("devbox stays", "running")
        assert tick(screen, "devbox") == "kept"


async def test_a_named_volume_goes_only_when_it_was_ticked(world: World) -> None:
    engine = Engine(bare=True)
    async with see(world, session=engine.session) as s:
        screen = await opened(s)
        assert tick(screen, PIN) == "askable"
        go(screen, PIN)
        await s.press("space")
        assert tick(screen, PIN) == "goes"
        await press_and_wait(s, "y", AgreeDialog)
        assert f"docker volume rm {PIN}" in s.words
        assert "the data of" in s.words
        await press_and_wait(s, "y", ReadDialog)
        assert PIN not in engine.world.volumes


async def test_a_named_volume_in_use_stays_though_it_was_ticked(world: World) -> None:
    async with see(world, session=Engine().session) as s:
        screen = await opened(s)
        go(screen, "shop_db-data")
        await s.press("space")
        await s.expect_said("shop_db-data stays", "in use by shop-db-1")
        assert tick(screen, "shop_db-data") == "askable"


async def test_the_data_of_a_database_is_asked_for_twice(world: World) -> None:
    engine = Engine(bare=True)
    volume = engine.world.volumes[PIN]
    engine.world.volumes["old-mysql"] = replace(volume, name="old-mysql")
    async with see(world, session=engine.session) as s:
        screen = await opened(s)
        go(screen, "old-mysql")
        await s.press("space")
        await press_and_wait(s, "y", AgreeDialog)
        await s.press("y")
        await s.expect("Delete the data of databases?", "old-mysql")
        await s.press("n")
        assert "old-mysql" in engine.world.volumes
        await press_and_wait(s, "y", AgreeDialog)
        await s.press("y")
        await s.expect("Delete the data of databases?")
        await press_and_wait(s, "y", ReadDialog)
        assert "old-mysql" not in engine.world.volumes


async def test_a_pin_locks_a_row(world: World) -> None:
    engine = with_twenty()
    async with see(world, session=engine.session) as s:
        screen = await opened(s)
        go(screen, "old-05")
        await s.press("b")
        await s.expect_said("Pinned: old-05")
        assert tick(screen, "old-05") == "locked"
        await s.press("space")
        await s.expect_said("old-05 stays", "pinned")
        await s.press("b")
        await s.expect_said("No longer pinned: old-05")
        assert tick(screen, "old-05") == "goes"


async def test_cancel_is_what_enter_does(world: World) -> None:
    engine = with_twenty()
    async with see(world, session=engine.session) as s:
        await opened(s)
        await press_and_wait(s, "A", AgreeDialog)
        await s.press("enter")
        assert isinstance(s.screen, CleanupScreen)
        assert set(OLD) <= engine.names


async def test_no_engine_is_a_sentence(world: World) -> None:
    engine = Engine()
    async with see(world, session=engine.session) as s:
        words = b"Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\n"
        engine.answer = lambda c: Result(c, Outcome.FAILED, 1, stderr=words)
        await s.press("X")
        await s.expect("Cannot connect to the Docker daemon")
        await s.press("y")
        await s.expect_said("There is no plan")


async def test_what_could_not_be_brought_back_stays(world: World) -> None:
    engine = with_twenty()

    def unreachable(command: Command) -> Result | None:
        here = command.api is not None and command.api.path == "/version"
        return Result(command, Outcome.NOT_STARTED, stderr=b"No way in.") if here else None

    engine.answer = unreachable
    before = set(engine.names)
    async with see(world, session=engine.session) as s:
        await opened(s)
        await press_and_wait(s, "y", AgreeDialog)
        assert "anything, as long as this holds: No way in." in s.words
        await s.press("y")
        await s.expect_said("Nothing was removed", "No way in.", "--no-undo")
        assert isinstance(s.screen, CleanupScreen)
        assert engine.names == before


async def test_the_plan_is_shown_as_json(world: World) -> None:
    engine = with_twenty()
    async with see(world, session=engine.session) as s:
        screen = await opened(s)
        await press_and_wait(s, "i", ReadDialog)
        assert '"policy": {' in s.words
        await s.press("y")
        plan = json.loads(s.app.sent[-1].partition("\n")[2])
        assert plan["totals"]["remove"] == sum(row.goes for row in screen.rows)
        assert plan["items"][0]["commands"]


async def test_nothing_to_undo_is_said(world: World) -> None:
    async with see(world, session=Engine().session) as s:
        await s.press("U")
        await s.expect_said("There is nothing to undo on this engine.")


async def test_read_only_shows_the_plan_and_does_nothing(world: World) -> None:
    engine = with_twenty()
    engine.runner.read_only = True
    async with see(world, session=engine.session) as s:
        await opened(s)
        assert "READ-ONLY" in s.words
        await s.press("y")
        await s.expect_said("wsltui is read-only: nothing is cleaned up.")
        await s.press("U")
        await s.expect_said("Nothing is undone: wsltui is read-only.")
        assert s.screen is cleanup(s)


async def test_one_failure_is_named_beside_what_went(world: World) -> None:
    engine = with_twenty()

    def one_fails(command: Command) -> Result | None:
        doomed = next(c.id for c in engine.world.containers.values() if c.name == "old-07")
        if command.argv[:2] != ("docker", "rm") or doomed not in command.argv:
            return None
        return Result(command, Outcome.FAILED, 1, stderr=b"Error response from daemon: busy\n")

    async with see(world, session=engine.session) as s:
        await opened(s)
        engine.answer = one_fails
        await press_and_wait(s, "y", AgreeDialog)
        await press_and_wait(s, "y", ReadDialog)
        assert "1 failed" in s.words
        assert "old-07" in s.words
        assert "busy" in s.words
        assert "old-08" not in engine.names


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (200, 50)])
async def test_enter_shows_why_and_the_truth_about_the_disk(
    world: World, size: tuple[int, int]
) -> None:
    async with see(world, size, session=Engine().session) as s:
        screen = await opened(s)
        await s.press("enter")
        assert screen.side.has_focus
        assert "What will run" in screen.side.text
        assert "never shrinks by itself" in screen.side.text
        await s.press("escape")
        await s.until(lambda: screen.table.has_focus, "the table has the keys again")
        await s.press("escape")
        assert s.dialog is None


@pytest.mark.parametrize("leave", [False, True])
async def test_ctrl_c_stops_between_two_steps_from_wherever(world: World, *, leave: bool) -> None:
    """A clean-up goes on while other things are looked at; the step at hand is ended."""
    engine = with_twenty()
    engine.gate = asyncio.Event()
    async with see(world, session=engine.session) as s:
        screen = await opened(s)
        await press_and_wait(s, "y", AgreeDialog)
        await s.press("y")
        await s.until(lambda: screen.job_bar.newest is not None, "its progress")
        await s.press("space")
        await s.expect_said("A clean-up is running")
        if leave:
            await s.press("escape", "2")
            assert s.dialog is None
            assert s.app.main.job_bar.newest is not None
        await s.press("ctrl+c")
        engine.gate.set()
        await s.until(lambda: isinstance(s.screen, ReadDialog), "a report")
        await s.expect("1 done", "not run: cancelled")
        assert len(set(OLD) & engine.names) == 19
        assert s.app.main.job_bar.newest is None

"""Distros through a session on the double of wsl.exe: actions, bad days, and never two at once."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.unit.fake_machine import FakeMachine
from tui.backends.wsl import WslBackend
from tui.core.command import Outcome, wsl
from tui.core.health import Cause
from tui.core.settings import Settings
from tui.core.store import Phase
from tui.kinds import ACTIONS, KINDS
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.session.dispatch import Report
from tui.session.session import Session

world = fixtures.wsl_world
DISTROS = KINDS["distros"]


class Distros:
    """A session whose only tool is the double."""

    def __init__(self, machine: FakeMachine, settings: Settings) -> None:
        backend = WslBackend(os.environ, places=machine.places, timeout=5)
        self.session = Session(KINDS, {"wsl": backend}, Runner(Journal()), settings)
        self.session.look_at(["distros"])

    async def read(self) -> None:
        self.session.refresh.mark("distros")
        await self.session.refresh.settled()

    def states(self) -> dict[str, str]:
        return {row.name: row.state for row in self.session.store["distros"].rows}

    def failed(self) -> str:
        """Why the list is not fresh; empty if it is."""
        snapshot = self.session.store["distros"]
        assert (snapshot.phase is Phase.FAILED) == (snapshot.health is not None)
        return snapshot.health.reason if snapshot.health else ""

    async def do(self, verb: str, *names: str) -> Report:
        rows: dict[str, Any] = {row.name: row for row in self.session.store["distros"].rows}
        _, action = ACTIONS[f"distro.{verb}"]
        dispatch = self.session.dispatch
        intent = dispatch.intend(DISTROS, action, [rows[name] for name in names])
        report = await dispatch.carry_out(intent)
        await self.session.refresh.settled()
        return report


@pytest.fixture
def machine(tmp_path: Path) -> FakeMachine:
    return FakeMachine(tmp_path / "machine")


@pytest.fixture
async def distros(world: World, machine: FakeMachine) -> AsyncIterator[Distros]:
    distros = Distros(machine, Settings())
    yield distros
    await distros.session.close()


async def test_start_make_default_terminate(distros: Distros, world: World) -> None:
    await distros.read()
    name = next(name for name, state in distros.states().items() if state == "stopped")
    assert (await distros.do("start", name)).done == [name]
    assert distros.states()[name] == "running"
    assert (await distros.do("set-default", name)).done == [name]
    assert [row.name for row in distros.session.store["distros"].rows if row.default] == [name]
    assert (await distros.do("terminate", name)).done == [name]
    assert world.states[name] == "Stopped"
    assert distros.states()[name] == "stopped"


async def test_a_distro_that_vanished_is_gone(distros: Distros, world: World) -> None:
    world.distro("Fedora", running=True).locale("de")
    await distros.read()
    world.set(distros=[d for d in world.data["distros"] if d["name"] != "Fedora"])
    report = await distros.do("terminate", "Fedora")
    assert ([s.name for s in report.skipped], report.ok) == (["Fedora"], True)
    assert "Fedora" not in distros.states()


async def test_a_failure_has_our_words_whatever_the_language(
    distros: Distros, world: World
) -> None:
    world.distro("Fedora", fault="disk-corrupted").locale("ja")
    await distros.read()
    (failed,) = (await distros.do("start", "Fedora")).failed
    assert failed.reason.isascii()
    assert failed.remedy


async def test_reads_never_overlap_and_changes_go_on_beside_them(
    distros: Distros, world: World
) -> None:
    await distros.read()
    world.forget_calls()
    running = most = 0
    journal = distros.session.runner.journal

    def count(entry: Any) -> None:
        nonlocal running, most
        if not entry.mutates:
            running += 1 if entry.outcome is None else -1
            most = max(most, running)

    journal.subscribe(count)
    reads = [distros.session.execute(wsl(*words)) for words in (("-l", "-v"), ("-l", "-q"))]
    await asyncio.gather(*reads, distros.session.probe("wsl"), distros.read())
    assert most == 1
    assert running == 0


@pytest.mark.parametrize("data", [b"<html>oops</html>", b"\x00\xff" * 50, b"NAME\n", b"\xff\xfe{"])
async def test_garbage_is_a_sentence_beside_the_rows(
    distros: Distros, world: World, data: bytes
) -> None:
    await distros.read()
    before = distros.states()
    world.mode("garbage", data=data)
    await distros.read()
    assert distros.failed()
    assert distros.states() == before
    world.behave()
    await distros.read()
    assert distros.failed() == ""


async def test_a_hanging_wsl_is_said_beside_the_rows(world: World, machine: FakeMachine) -> None:
    distros = Distros(machine, Settings(timeouts={"wsl": 2.0}))
    await distros.read()
    before = distros.states()
    world.mode("hang")
    await distros.read()
    assert distros.session.health["wsl"].cause is Cause.HUNG
    assert "did not answer" in distros.failed()
    assert distros.states() == before
    await distros.session.close()


async def test_no_distros_at_all_is_an_empty_list(distros: Distros, world: World) -> None:
    world.empty().locale("fr")
    await distros.read()
    assert (distros.states(), distros.failed()) == ({}, "")


async def test_over_a_stale_socket_a_change_is_made_exactly_once(
    distros: Distros, world: World, machine: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await distros.read()
    name = next(name for name, state in distros.states().items() if state == "stopped")
    stale, good = machine.socket("77"), machine.socket("99")
    monkeypatch.setenv("WSL_INTEROP", stale)
    world.mode("interop-stale", good=[good]).forget_calls()
    report = await distros.do("set-default", name)
    assert report.done == [name]
    sets = [call for call in world.calls() if "--set-default" in call["argv"]]
    assert [call["env"]["WSL_INTEROP"] for call in sets] == [stale, good]
    ends = [e.outcome for e in distros.session.runner.journal.entries if e.mutates]
    assert ends == [Outcome.FAILED, Outcome.OK]


async def test_a_change_that_times_out_is_never_made_again(
    world: World, machine: FakeMachine
) -> None:
    distros = Distros(machine, Settings(timeouts={"distro.set-default": 0.5}))
    await distros.read()
    name = next(name for name, state in distros.states().items() if state == "stopped")
    machine.socket("99")
    world.mode("hang", "--set-default").forget_calls()
    (failed,) = (await distros.do("set-default", name)).failed
    assert "No answer" in failed.reason
    assert len([call for call in world.calls() if "--set-default" in call["argv"]]) == 1
    await distros.session.close()


async def test_without_any_tool_the_system_shows_what_is_missing(machine: FakeMachine) -> None:
    """A tool that cannot even be prepared must not end a listing that tolerates failures."""
    backend = WslBackend({}, places=machine.places)
    session = Session(KINDS, {"wsl": backend}, Runner(Journal()), Settings())
    session.refresh.mark("system")
    await session.refresh.settled()
    assert session.store["system"].phase is Phase.READY
    rows = {row.id: row for row in session.store["system"].rows}
    assert "not WSL" in rows["wsl"].value
    await session.close()

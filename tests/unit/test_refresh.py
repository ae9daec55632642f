"""Stale kinds are read again: each once, again if stale meanwhile, failures beside rows."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.unit.held import settle
from tests.unit.parcels import World
from tui.core.command import Outcome
from tui.core.health import UP, Cause, down
from tui.core.kind import Kind
from tui.core.store import Phase
from tui.session import refresh as refresh_module

HUNG = down(Cause.HUNG, "It does not answer.", "Wait.")


@pytest.fixture
async def world() -> AsyncIterator[World]:
    world = World()
    yield world
    await world.session.close()


async def test_the_first_mark_is_read_at_once(world: World) -> None:
    world.holds("a", "b")
    world.session.refresh.mark("parcels")
    await settle()
    assert world.held.began == ["parcels", "a,b"]
    assert world.states() == ["a:there", "b:there"]


async def test_loading_then_partial_then_whole(world: World) -> None:
    world.holds("a")
    world.held.free = False
    seen: list[tuple[Phase, bool, list[str]]] = []

    def note(_kind: str) -> None:
        snapshot = world.session.store["parcels"]
        seen.append((snapshot.phase, snapshot.partial, world.states()))

    world.session.store.subscribe(note)
    world.session.refresh.mark("parcels")
    world.held.let("parcels")
    await world.held.until_running("a")
    world.held.let("a")
    await world.settled()
    assert seen == [
        (Phase.LOADING, False, []),
        (Phase.READY, True, ["a:?"]),
        (Phase.READY, False, ["a:there"]),
    ]


async def test_only_the_first_listing_shows_partial_rows(world: World) -> None:
    world.holds("a")
    world.session.refresh.mark("parcels")
    await world.settled()
    seen: list[bool] = []
    world.session.store.subscribe(lambda id_: seen.append(world.session.store[id_].partial))
    world.holds("a", "b")
    world.session.refresh.mark("parcels")
    await world.settled()
    assert seen == [False]


async def test_marks_during_a_read_cause_exactly_one_more(world: World) -> None:
    world.held.free = False
    world.session.refresh.mark("stamps")
    await world.held.until_running("stamps")
    for _ in range(10):
        world.session.refresh.mark("stamps")
        await asyncio.sleep(0)
    assert world.held.began == ["stamps"]
    world.held.free = True
    world.held.let()
    await world.settled()
    assert world.held.began == ["stamps", "stamps"]


async def test_followers_are_read_together_after_a_rest(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh_module, "SETTLE", 0.05)
    world.holds("a", "b", "c")
    world.session.refresh.mark("parcels")
    await world.settled()
    world.held.began.clear()
    world.now("a", state="sent")
    world.now("b,c", state="sent")
    world.held.says["b,c"] = '{"name": "b", "state": "sent"}\n'
    for key in "abc":
        world.session.refresh.mark("parcels", [key])
        await asyncio.sleep(0.001)
    await world.settled()
    assert world.held.began == ["a", "b,c"]
    assert world.states() == ["a:sent", "b:sent"]


async def test_a_mark_of_everything_swallows_marks_of_rows(world: World) -> None:
    world.holds("a")
    world.session.refresh.mark("parcels")
    await world.settled()
    world.held.began.clear()
    world.session.refresh.mark("parcels", ["a"])
    world.session.refresh.mark("parcels")
    await world.settled()
    assert world.held.began == ["parcels", "a"]


async def test_rows_of_a_kind_that_is_not_known_yet_are_read_with_all_of_it(world: World) -> None:
    world.holds("a")
    world.session.refresh.mark("parcels", ["a"])
    await world.settled()
    assert world.held.began == ["parcels", "a"]


async def test_a_row_of_a_failed_kind_does_not_make_the_others_young(world: World) -> None:
    world.holds("a", "b")
    world.session.refresh.mark("parcels")
    await world.settled()
    world.held.outcomes["parcels"] = Outcome.FAILED
    world.session.refresh.mark("parcels")
    await world.settled()
    world.session.refresh.mark("parcels", ["a"])
    await world.settled()
    assert world.session.store["parcels"].phase is Phase.FAILED


async def test_no_keys_are_nothing_to_read(world: World) -> None:
    world.session.refresh.mark("parcels", [])
    await world.settled()
    assert world.held.began == []


async def test_a_kind_without_reread_is_read_whole(world: World) -> None:
    world.session.refresh.mark("stamps")
    await world.settled()
    world.session.refresh.mark("stamps", ["x"])
    await world.settled()
    assert world.held.began == ["stamps", "stamps"]


async def test_a_failing_kind_keeps_its_rows_and_harms_no_other(world: World) -> None:
    world.holds("a")
    for kind_id in ("parcels", "stamps"):
        world.session.refresh.mark(kind_id)
    await world.settled()
    before = world.session.store["parcels"]
    world.held.outcomes["parcels"] = Outcome.FAILED
    world.held.says |= {"parcels": "no space left on device", "stamps": '{"name": "s"}'}
    for kind_id in ("parcels", "stamps"):
        world.session.refresh.mark(kind_id)
    await world.settled()
    snapshot = world.session.store["parcels"]
    assert (snapshot.phase, snapshot.at) == (Phase.FAILED, before.at)
    assert [row.name for row in snapshot.rows] == ["a"]
    assert snapshot.health is not None
    assert "no space left" in snapshot.health.reason
    assert "docker parcels" in snapshot.health.reason
    assert "clean up" in snapshot.health.remedy
    assert len(world.session.store["stamps"].rows) == 1


async def test_after_a_failure_it_comes_back(world: World) -> None:
    world.held.outcomes["stamps"] = Outcome.TIMEOUT
    world.session.refresh.mark("stamps")
    await world.settled()
    del world.held.outcomes["stamps"]
    world.session.refresh.mark("stamps")
    await world.settled()
    assert world.session.store["stamps"].health is None


@pytest.mark.parametrize(
    "said", ["<html>502</html>", '{"name": "a"}\n{"na', "\ufffd\ufffd", '{"odd": 1}', "[" * 4000]
)
async def test_garbage_is_a_sentence_beside_the_rows(world: World, said: str) -> None:
    world.held.says["stamps"] = '{"name": "s"}'
    world.session.refresh.mark("stamps")
    await world.settled()
    world.held.says["stamps"] = said
    world.session.refresh.mark("stamps")
    await world.settled()
    snapshot = world.session.store["stamps"]
    assert (snapshot.phase, len(snapshot.rows)) == (Phase.FAILED, 1)
    assert snapshot.health is not None
    assert "docker stamps" in snapshot.health.reason
    assert len(snapshot.health.reason) < 400


async def test_a_sentence_names_the_command_once(world: World) -> None:
    world.held.outcomes["stamps"] = Outcome.TIMEOUT
    world.session.refresh.mark("stamps")
    await world.settled()
    health = world.session.store["stamps"].health
    assert health is not None
    assert health.reason.count("docker stamps") == 1


async def test_nothing_printed_is_nothing_there(world: World) -> None:
    world.session.refresh.mark("parcels")
    await world.settled()
    assert world.session.store["parcels"].phase is Phase.READY
    assert world.states() == []


async def test_a_fault_of_our_own_is_a_failure_with_a_sentence(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    world.held.says["stamps"] = '{"name": "s"}'

    def broken(*_: object) -> Any:
        raise LookupError("broken")

    odd: Kind[Any] = world.session.kinds["stamps"]
    monkeypatch.setattr(world.session, "execute", broken)
    world.session.refresh.mark("stamps")
    await world.settled()
    snapshot = world.session.store[odd.id]
    assert snapshot.phase is Phase.FAILED
    assert snapshot.health is not None
    assert "LookupError" in snapshot.health.reason


async def test_a_listener_that_raises_does_not_end_reading_for_good(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """An exception that nobody takes would be a warning, and so an error here."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def broken(_kind: str) -> None:
        raise LookupError("broken")

    end = world.session.store.subscribe(broken)
    world.session.refresh.mark("stamps")
    await world.settled()
    end()
    world.session.refresh.mark("stamps")
    await world.settled()
    assert world.session.store["stamps"].phase is Phase.READY


async def test_a_tool_that_is_down_is_not_asked_again_at_once(world: World) -> None:
    world.reach.explained = HUNG
    world.held.outcomes["stamps"] = Outcome.FAILED
    world.session.refresh.mark("stamps")
    await world.settled()
    assert world.session.store["stamps"].health == HUNG
    world.session.refresh.mark("stamps")
    world.session.refresh.mark("parcels")
    await world.settled()
    assert world.held.began == ["stamps"]
    assert world.session.store["parcels"].health == HUNG


async def test_what_was_wrong_long_ago_is_no_reason_now(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.session.reach.FRESH", 0.0)
    world.reach.explained = HUNG
    world.held.outcomes["stamps"] = Outcome.FAILED
    world.session.refresh.mark("stamps")
    await world.settled()
    world.reach.explained = None
    world.held.says["stamps"] = "conflict"
    world.session.refresh.mark("stamps")
    await world.settled()
    health = world.session.store["stamps"].health
    assert health is not None
    assert "conflict" in health.reason


async def test_a_listing_that_succeeds_shows_that_its_tool_is_up(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.session.reach.FRESH", 0.0)
    world.reach.explained = HUNG
    world.held.outcomes["stamps"] = Outcome.FAILED
    world.session.refresh.mark("stamps")
    await world.settled()
    world.held.outcomes.clear()
    world.session.refresh.mark("stamps")
    await world.settled()
    assert world.session.health["docker"] == UP


async def test_a_tool_that_is_missing_is_a_failure_with_its_reason(world: World) -> None:
    world.reach.missing = down(Cause.NOT_INSTALLED, "There is no docker.", "Install it.")
    world.session.refresh.mark("parcels")
    await world.settled()
    assert world.session.store["parcels"].health == world.reach.missing
    assert world.held.began == []


async def test_closing_ends_what_runs_and_starts_nothing_more(world: World) -> None:
    world.held.free = False
    world.session.refresh.mark("stamps")
    await world.held.until_running("stamps")
    await world.session.close()
    assert world.held.running == []
    world.session.refresh.mark("parcels")
    await settle()
    assert world.held.began == ["stamps"]


async def test_settling_waits_for_marks_that_come_meanwhile(world: World) -> None:
    world.held.free = False
    world.session.refresh.mark("stamps")
    settling = asyncio.create_task(world.settled())
    await world.held.until_running("stamps")
    world.session.refresh.mark("parcels")
    await world.held.until_running("stamps", "parcels")
    world.held.let("stamps")
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(settling), 0.2)
    assert not settling.done()
    world.held.let("parcels")
    await asyncio.wait_for(settling, 5)


async def test_particulars_of_many_rows_wait_for_the_first_frame(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh_module, "MANY", 1)
    monkeypatch.setattr("tui.session.session.AT_ONCE", ("parcels",))
    world.holds("a", "b")
    world.session.begin()
    await settle()
    assert world.held.began == ["parcels"]
    assert world.states() == ["a:?", "b:?"]
    world.session.read_rest()
    await world.settled()
    assert "a,b" in world.held.began
    assert world.states() == ["a:there", "b:there"]


async def test_particulars_of_few_rows_wait_for_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.session.session.AT_ONCE", ("parcels",))
    world.holds("a", "b")
    world.session.begin()
    await world.settled()
    assert world.states() == ["a:there", "b:there"]

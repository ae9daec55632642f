"""From rows to a report: what is skipped, refused, done, failed, gone, cancelled, not run."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.unit.held import numbered, settle
from tests.unit.parcels import KINDS, OPEN, SEND, Parcel, World
from tui.core.action import Confirm, Intent
from tui.core.command import Outcome, Result, wsl
from tui.core.errors import CommandFailed, Refused, Unavailable
from tui.core.health import Cause, Health, down
from tui.core.settings import Settings
from tui.session import dispatch
from tui.session import report as reports
from tui.session.dispatch import Failed, Report
from tui.session.inspect import inspect

PARCELS = KINDS["parcels"]
GONE = down(Cause.NOT_RUNNING, "No engine answers.", "Start it.")


def intend(world: World, *rows: Parcel, choices: frozenset[str] = frozenset()) -> Intent:
    return world.session.dispatch.intend(PARCELS, SEND, rows, choices)


def some(count: int) -> list[Parcel]:
    return [Parcel(name) for name in numbered(count)]


async def carry_out(world: World, *rows: Parcel) -> Report:
    return await world.session.dispatch.carry_out(intend(world, *rows))


# intents


async def test_an_intent_holds_the_commands_that_will_run() -> None:
    world = World()
    intent = intend(world, Parcel("a"), Parcel("b"), choices=frozenset({"fast"}))
    assert [c.typed() for c in intent.commands] == [
        "docker send --fast a", "docker send --fast b",
    ]  # fmt: skip
    await world.session.dispatch.carry_out(intent)
    assert [entry.typed for entry in world.runner.journal.entries if entry.mutates] == [
        command.typed() for command in intent.commands
    ]


def test_rows_that_cannot_be_touched_are_skipped_with_the_reason() -> None:
    intent = intend(World(), Parcel("a"), Parcel("b", "lost"))
    assert [item.name for item in intent.items] == ["a"]
    assert [(s.name, s.reason) for s in intent.skipped] == [("b", "b is lost")]


def test_warnings_of_all_rows_are_said() -> None:
    intent = intend(World(), Parcel("a"), Parcel("b", "heavy"), Parcel("c", "heavy"))
    assert intent.warnings == ("b is heavy", "c is heavy")


def test_what_would_end_wsltui_needs_its_name_typed() -> None:
    intent = intend(World(), Parcel("a"), Parcel("b", "mine"))
    assert (intent.confirm, intent.type_name) == (Confirm.TYPE_NAME, "b")
    assert "wsltui is in it" in intent.warnings
    plain = intend(World(), Parcel("a"))
    assert (plain.confirm, plain.type_name) == (Confirm.NONE, "a")


def test_nothing_left_to_do_is_an_empty_intent() -> None:
    intent = intend(World(), Parcel("b", "lost"))
    assert (intent.items, intent.type_name) == ((), "")


def test_a_tool_that_is_missing_is_said_before_anybody_is_asked() -> None:
    world = World()
    world.reach.missing = GONE
    with pytest.raises(Unavailable, match="No engine answers"):
        intend(world, Parcel("a"))


# reports


async def test_everything_done_in_the_order_of_the_rows() -> None:
    world = World()
    told: list[tuple[int, int]] = []
    intent = intend(world, *some(5))
    report = await world.session.dispatch.carry_out(intent, lambda n, of, _: told.append((n, of)))
    assert (report.done, report.ok) == (list(numbered(5)), True)
    assert told == [(n, 5) for n in range(1, 6)]


async def test_failures_are_named_with_reason_remedy_and_command() -> None:
    world = World()
    world.held.outcomes["b"] = Outcome.FAILED
    world.held.says["b"] = "Error response from daemon: container is running: stop it"
    report = await carry_out(world, Parcel("a"), Parcel("b"), Parcel("c"))
    assert (report.done, report.ok) == (["a", "c"], False)
    (failed,) = report.failed
    assert (failed.name, failed.typed) == ("b", "docker send b")
    assert "container is running" in failed.reason
    assert "Stop it first" in failed.remedy


async def test_a_row_that_vanished_is_skipped_as_gone() -> None:
    world = World()
    world.held.outcomes["a"] = Outcome.FAILED
    world.held.says["a"] = "Error: No such container: a"
    report = await carry_out(world, Parcel("a"), Parcel("b", "lost"))
    assert report.ok
    assert [s.name for s in report.skipped] == ["b", "a"]
    assert "gone" in report.skipped[1].reason


async def test_a_time_limit_is_a_failure() -> None:
    world = World()
    world.held.outcomes["a"] = Outcome.TIMEOUT
    report = await carry_out(world, Parcel("a"))
    assert "No answer" in report.failed[0].reason


async def test_an_engine_that_goes_meanwhile_is_the_reason() -> None:
    world = World()
    world.held.outcomes |= {"a": Outcome.FAILED, "b": Outcome.FAILED}
    world.held.says |= {"a": "Cannot connect to the engine", "b": "Cannot connect to the engine"}
    world.reach.explained = GONE
    report = await carry_out(world, Parcel("a"), Parcel("b"))
    assert [(f.reason, f.remedy) for f in report.failed] == [(GONE.reason, GONE.remedy)] * 2
    assert world.session.known_down("docker") == GONE


async def test_what_wsl_says_in_another_language_is_said_in_ours() -> None:
    said = "Nein.\r\nFehlercode: Wsl/Service/WSL_E_DEFAULT_DISTRO_NOT_FOUND\r\n".encode("utf-16-le")
    command = wsl("--terminate", "Debian", mutates=True)
    intent = intend(World(), Parcel("Debian"))
    item = replace(intent.items[0], command=command)
    report = Report(intent)
    dispatch.sort_in(report, item, Result(command, Outcome.FAILED, 255, said), None)
    assert report.failed[0].reason == "There is no default distro."
    assert "--set-default" in report.failed[0].remedy


async def test_what_went_stale_is_read_again() -> None:
    world = World()
    world.session.look_at(["parcels"])
    await carry_out(world, Parcel("a"))
    await world.settled()
    assert "parcels" in world.held.began
    await world.session.close()


async def test_in_a_dry_run_nothing_runs_and_nothing_goes_stale() -> None:
    world = World(dry_run=True)
    world.session.look_at(["parcels"])
    report = await carry_out(world, Parcel("a"))
    await settle()
    assert (report.done, report.dry_run, world.held.began) == (["a"], True, [])


async def test_read_only_refuses_before_anything_runs() -> None:
    world = World(read_only=True)
    intent = intend(world, Parcel("a"))
    with pytest.raises(Refused, match="read-only"):
        await world.session.dispatch.carry_out(intent)
    assert world.held.began == []
    assert list(world.runner.journal.entries) == []


async def test_a_dry_run_is_allowed_under_read_only() -> None:
    world = World(read_only=True, dry_run=True)
    assert (await carry_out(world, Parcel("a"))).done == ["a"]


# cancelling


async def test_cancelled_it_says_what_was_done_what_was_stopped_and_what_never_ran() -> None:
    world = World()
    world.held.free = False
    world.held.let("0", "1", "2")
    task = asyncio.create_task(carry_out(world, *some(50)))
    await world.held.until_running("3", "4")
    task.cancel()
    report = await task
    assert report.done == ["0", "1", "2"]
    assert [failed.name for failed in report.failed] == ["3", "4"]
    assert "Cancelled" in report.failed[0].reason
    assert report.not_run == [str(n) for n in range(5, 50)]
    assert (report.ok, world.held.running) == (False, [])


async def test_cancelled_twice_it_still_reports() -> None:
    world = World()
    world.held.free = False
    task = asyncio.create_task(carry_out(world, *some(3)))
    await world.held.until_running("0", "1")
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    report = await task
    assert len(report.done) + len(report.failed) + len(report.not_run) == 3
    assert world.held.running == []


async def test_cancelled_while_another_job_runs_nothing_was_run() -> None:
    world = World()
    world.held.free = False
    first = asyncio.create_task(carry_out(world, Parcel("a")))
    await world.held.until_running("a")
    second = asyncio.create_task(carry_out(world, Parcel("b")))
    await settle()
    second.cancel()
    assert (await second).not_run == ["b"]
    world.held.let("a")
    assert (await first).done == ["a"]


async def test_progress_that_cannot_be_shown_stops_no_job() -> None:
    """The screen that shows it may be gone before the job is."""
    world = World()

    def broken(*_: object) -> None:
        raise LookupError("the bar is gone")

    intent = intend(world, *some(6))
    report = await world.session.dispatch.carry_out(intent, broken)
    assert report.done == list(numbered(6))


# interactive


async def interactive(world: World) -> Report:
    session = world.session
    return await session.dispatch.carry_out(session.dispatch.intend(PARCELS, OPEN, [Parcel("a")]))


async def test_a_shell_is_done_whatever_its_last_command_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reports, "AT_ONCE", -1.0)
    world = World()
    world.held.outcomes["a"] = Outcome.FAILED
    assert (await interactive(world)).done == ["a"]


async def test_a_shell_that_ends_at_once_with_an_error_has_failed() -> None:
    """What it said is gone with the terminal."""
    world = World()
    world.held.outcomes["a"] = Outcome.FAILED
    (failed,) = (await interactive(world)).failed
    assert failed == Failed("a", failed.reason, failed.remedy, "docker open a")
    assert "ended at once with exit code 1" in failed.reason
    assert failed.remedy


async def test_a_shell_may_end_at_once_with_a_code_of_its_own() -> None:
    world = World()
    world.held.outcomes["a"] = Outcome.FAILED
    world.held.code = 7
    assert (await interactive(world)).done == ["a"]


async def test_a_shell_that_is_cancelled_was_run() -> None:
    world = World()
    world.held.free = False
    task = asyncio.create_task(interactive(world))
    await world.held.until_running("a")
    task.cancel()
    report = await task
    assert ([failed.name for failed in report.failed], report.not_run) == (["a"], [])


# time limits and inspecting


def test_a_limit_of_the_config_is_for_reads_an_action_has_its_own() -> None:
    settings = Settings(timeouts={"docker": 5.0, "parcel.send": 7.0})
    world = World(settings)
    send = SEND.plan(Parcel("a"), frozenset())
    assert world.session.prepared(replace(send, mutates=False)).timeout == 5
    assert world.session.prepared(send, "parcel.send").timeout == 7
    assert world.session.prepared(send).timeout == 30
    assert world.session.prepared(replace(send, timeout=None)).timeout is None


async def test_inspecting_gives_the_object_that_the_tool_shows() -> None:
    world = World()
    world.held.says["a"] = '[{"Id": "a"}]'
    assert await inspect(world.session, PARCELS, Parcel("a")) == {"Id": "a"}
    world.held.says["a"] = '[{"Id": "a"}, {"Id": "b"}]'
    assert await inspect(world.session, PARCELS, Parcel("a")) == [{"Id": "a"}, {"Id": "b"}]
    assert await inspect(world.session, KINDS["stamps"], Parcel("s")) == {"name": "s"}


@pytest.mark.parametrize("said", ["", "<html>", '[{"Id"', "[]"])
async def test_inspecting_garbage_is_a_sentence(said: str) -> None:
    world = World()
    world.held.says["a"] = said
    with pytest.raises(CommandFailed, match="cannot be read"):
        await inspect(world.session, PARCELS, Parcel("a"))


async def test_inspecting_without_the_tool_is_its_reason() -> None:
    world = World()
    world.reach.missing = GONE
    with pytest.raises(Unavailable, match="No engine answers"):
        await inspect(world.session, PARCELS, Parcel("a"))


async def test_inspecting_what_is_gone_is_a_failure() -> None:
    world = World()
    world.held.outcomes["a"] = Outcome.FAILED
    world.held.says["a"] = "Error: No such container: a"
    with pytest.raises(CommandFailed, match="No such container"):
        await inspect(world.session, PARCELS, Parcel("a"))


async def test_a_probe_that_fails_in_wsltui_itself_is_an_answer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    world = World()

    async def odd(_run: object) -> Health:
        raise LookupError("odd")

    monkeypatch.setattr(world.reach, "probe", odd)
    health = await world.session.probe("docker")
    assert (health.up, "LookupError" in health.reason) == (False, True)
    assert (await world.session.probe("no-such-tool")).up

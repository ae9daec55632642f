"""The runner: order, sharing, cancelling, read-only and dry run, retries, and the journal."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.held import Held, numbered, settle
from tui.core.command import Api, Command, Mode, Outcome, Result, docker, wsl
from tui.run.journal import Journal
from tui.run.runner import SIDE_BY_SIDE, Runner

STOP = docker("stop", "web", mutates=True)
SHELL = replace(docker("exec", "-it", "web", "sh", mutates=True), mode=Mode.INTERACTIVE)
CREATE = Command("docker", api=Api("POST", "/containers/create", {"Image": "web"}, "web"))


def runner(held: Held, **options: bool) -> Runner:
    return Runner(Journal(), held, **options)


def start(*runs: object) -> list[asyncio.Task[Result]]:
    return [asyncio.create_task(run) for run in runs]  # type: ignore[arg-type]


def outcomes(run: Runner) -> list[tuple[str, Outcome | None]]:
    return [(entry.typed.split()[-1], entry.outcome) for entry in run.journal.entries]


# reads


async def test_the_same_read_runs_once_for_all_who_ask() -> None:
    held = Held()
    run = runner(held)
    tasks = start(*(run.run(docker("ps")) for _ in range(5)))
    await held.until_running("ps")
    held.let("ps")
    results = await asyncio.gather(*tasks)
    assert held.began == ["ps"]
    assert all(result is results[0] for result in results)
    assert outcomes(run) == [("ps", Outcome.OK)]


async def test_another_environment_is_another_read() -> None:
    held = Held()
    run = runner(held)
    tasks = start(run.run(docker("ps")), run.run(docker("ps").with_env({"DOCKER_HOST": "x"})))
    await held.until_running("ps", "ps")
    held.let("ps")
    await asyncio.gather(*tasks)


async def test_the_last_one_to_leave_stops_the_read() -> None:
    held = Held()
    run = runner(held)
    first, second = start(run.run(docker("ps")), run.run(docker("ps")))
    await held.until_running("ps")
    first.cancel()
    await asyncio.wait([first])
    assert held.running == ["ps"]
    second.cancel()
    await asyncio.wait([second])
    assert held.running == []
    assert outcomes(run) == [("ps", Outcome.CANCELLED)]


async def test_reads_of_docker_run_some_side_by_side() -> None:
    held = Held()
    run = runner(held)
    tasks = start(*(run.run(docker("inspect", word)) for word in numbered(20)))
    await held.until_running(*numbered(SIDE_BY_SIDE["docker"]))
    held.let(*numbered(20))
    await asyncio.gather(*tasks)
    assert (len(held.ended), held.most) == (20, SIDE_BY_SIDE["docker"])


async def test_reads_of_wsl_never_overlap() -> None:
    held = Held()
    run = runner(held)
    reads = [run.run(wsl("-l", "-v")), run.run(wsl("-l", "-q")), run.ahead(wsl("--version"))]
    tasks = start(*reads)
    for word in ("-v", "-q", "--version"):
        await held.until_running(word)
        held.let(word)
    await asyncio.gather(*tasks)
    assert held.most == 1


async def test_a_read_that_is_stopped_keeps_the_next_of_wsl_waiting_until_it_ended() -> None:
    held = Held()
    run = runner(held)
    first, second = start(run.run(wsl("-l", "-v")), run.run(wsl("--status")))
    await held.until_running("-v")
    first.cancel()
    held.let("--status")
    await second
    assert (held.ended, held.most) == (["-v", "--status"], 1)


async def test_a_read_that_waits_for_its_turn_is_cancelled_without_a_trace() -> None:
    held = Held()
    run = runner(held)
    first, second = start(run.run(wsl("-l", "-v")), run.run(wsl("--status")))
    await held.until_running("-v")
    second.cancel()
    await asyncio.wait([second])
    held.let("-v")
    await first
    assert outcomes(run) == [("-v", Outcome.OK)]


async def test_a_greeting_goes_ahead_of_reads_that_hang() -> None:
    held = Held()
    run = runner(held)
    words = [*numbered(SIDE_BY_SIDE["docker"] + 1), "version"]
    hanging = start(*(run.run(docker("inspect", word)) for word in words))
    await held.until_running(*numbered(SIDE_BY_SIDE["docker"]))
    greeting = asyncio.create_task(run.ahead(docker("inspect", "version")))
    await held.until_running(*numbered(SIDE_BY_SIDE["docker"]), "version")
    held.let("version")
    assert (await greeting).ok
    held.let(*words)
    await asyncio.gather(*hanging)


# changes


async def test_changes_of_one_tool_come_one_after_another_while_reads_go_on() -> None:
    held = Held()
    run = runner(held)
    tasks = start(
        run.run(docker("stop", "a", mutates=True)),
        run.run(docker("stop", "b", mutates=True)),
        run.run(wsl("--terminate", "c", mutates=True)),
        run.run(docker("ps")),
    )
    await held.until_running("a", "c", "ps")
    held.let("a")
    await held.until_running("b", "c", "ps")
    held.let("b", "c", "ps")
    await asyncio.gather(*tasks)


async def test_the_same_change_asked_twice_runs_twice() -> None:
    held = Held(free=True)
    run = runner(held)
    await asyncio.gather(run.run(STOP), run.run(STOP))
    assert held.began == ["web", "web"]


async def test_a_shell_waits_for_no_job_and_no_job_for_a_shell() -> None:
    held = Held()
    run = runner(held)
    tasks = start(run.run(STOP), run.run(SHELL), run.run(SHELL))
    await held.until_running("web", "sh")
    held.let("web")
    await tasks[0]
    assert held.running == ["sh"]
    held.let("sh")
    await asyncio.gather(*tasks)
    assert held.began.count("sh") == 2


async def test_a_batch_runs_as_wide_as_it_may_and_tells_of_each() -> None:
    held = Held()
    run = runner(held)
    told: dict[int, Outcome] = {}
    commands = [docker("rm", word, mutates=True) for word in numbered(6)]
    held.outcomes["4"] = Outcome.FAILED
    job = asyncio.create_task(run.batch(commands, 3, lambda n, r: told.update({n: r.outcome})))
    await held.until_running("0", "1", "2")
    held.let("1")
    await held.until_running("0", "2", "3")
    held.let(*numbered(6))
    await job
    assert held.most == 3
    assert told == {n: Outcome.FAILED if n == 4 else Outcome.OK for n in range(6)}


async def test_two_jobs_of_one_tool_do_not_mix() -> None:
    held = Held()
    run = runner(held)
    first = [docker("rm", f"a{n}", mutates=True) for n in range(2)]
    second = [docker("rm", "b", mutates=True), wsl("--terminate", "c", mutates=True)]
    jobs = [asyncio.create_task(run.batch(c, 4, lambda *_: None)) for c in (first, second)]
    await held.until_running("a0", "a1")
    held.let("a0", "a1")
    await held.until_running("b", "c")
    held.let("b", "c")
    await asyncio.gather(*jobs)


async def test_a_cancelled_batch_of_fifty_knows_what_was_done() -> None:
    held = Held()
    run = runner(held)
    told: dict[int, Outcome] = {}
    commands = [docker("rm", word, mutates=True) for word in numbered(50)]
    job = asyncio.create_task(run.batch(commands, 4, lambda n, r: told.update({n: r.outcome})))
    held.let(*numbered(20))
    await held.until_running("20", "21", "22", "23")
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert sorted(held.began, key=int) == list(numbered(24))
    assert held.running == []
    assert {n for n, outcome in told.items() if outcome is Outcome.OK} == set(range(20))
    assert {n for n, outcome in told.items() if outcome is Outcome.CANCELLED} == set(range(20, 24))
    assert len(told) == 24
    ended = [entry.outcome for entry in run.journal.entries]
    assert (ended.count(Outcome.OK), ended.count(Outcome.CANCELLED)) == (20, 4)
    held.free = True
    assert (await asyncio.wait_for(run.run(STOP), 5)).ok


# read-only and dry run


@pytest.mark.parametrize("command", [STOP, SHELL, CREATE], ids=["argv", "interactive", "api"])
@pytest.mark.parametrize(
    ("options", "outcome"),
    [
        ({"read_only": True}, Outcome.REFUSED),
        ({"dry_run": True}, Outcome.DRY_RUN),
        ({"read_only": True, "dry_run": True}, Outcome.DRY_RUN),
    ],
)
async def test_what_changes_something_is_withheld(
    command: Command, options: dict[str, bool], outcome: Outcome
) -> None:
    held = Held(free=True)
    run = runner(held, **options)
    called = []

    async def api(command: Command) -> Result:
        called.append(command)
        return Result(command, Outcome.OK)

    run.api = api
    told: list[Outcome] = []
    assert (await run.run(command)).outcome is outcome
    await run.batch([command], 1, lambda _, result: told.append(result.outcome))
    streamed = replace(command, mode=Mode.STREAMED)
    async with run.stream(streamed) as stream:
        assert [line async for line in stream] == []
        assert stream.result is not None
        assert stream.result.outcome is outcome
    assert (told, held.began, called) == ([outcome], [], [])
    assert {entry.outcome for entry in run.journal.entries} == {outcome}


async def test_reading_goes_on_under_read_only() -> None:
    held = Held(free=True)
    run = runner(held, read_only=True)
    assert (await run.run(docker("ps"))).ok
    async with run.stream(docker("events")) as stream:
        assert [line async for line in stream] == ["one"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_an_api_call_that_is_no_read_changes_something(method: str) -> None:
    assert Command("docker", api=Api(method, "/x"), mutates=False).mutates
    assert not Command("docker", api=Api("GET", "/x")).mutates


# api, terminal, streams


async def test_an_api_call_without_a_connection_did_not_start() -> None:
    assert (await runner(Held()).run(CREATE)).outcome is Outcome.NOT_STARTED


async def test_an_api_call_has_a_time_limit() -> None:
    run = runner(Held())

    async def hang(_command: Command) -> Result:
        await asyncio.Event().wait()
        raise AssertionError

    run.api = hang
    assert (await run.run(replace(CREATE, timeout=0.01))).outcome is Outcome.TIMEOUT


async def test_an_api_call_that_raises_is_a_result() -> None:
    run = runner(Held())

    async def odd(_command: Command) -> Result:
        raise LookupError("odd \ud800")

    run.api = odd
    result = await run.run(CREATE)
    assert result.outcome is Outcome.FAILED
    assert "odd" in result.last_words()


async def test_a_terminal_that_cannot_be_given_is_a_result() -> None:
    held = Held(free=True)
    run = runner(held)

    @contextmanager
    def broken() -> Iterator[None]:
        Path("/no/such/terminal").stat()
        yield

    run.terminal = broken
    result = await run.run(SHELL)
    assert (result.outcome, held.began) == (Outcome.NOT_STARTED, [])
    assert "/no/such/terminal" in result.last_words()


async def test_the_terminal_is_given_for_exactly_as_long_as_it_is_used() -> None:
    held, order = Held(), list[str]()
    run = runner(held)

    @contextmanager
    def given() -> Iterator[None]:
        order.append("given")
        yield
        order.append("back")

    run.terminal = given
    task = asyncio.create_task(run.run(SHELL))
    await held.until_running("sh")
    assert order == ["given"]
    held.let("sh")
    await task
    assert order == ["given", "back"]


async def test_a_stream_that_changes_something_takes_its_turn() -> None:
    held = Held()
    run = runner(held)
    pull = replace(docker("pull", "web", mutates=True), mode=Mode.STREAMED)
    async with run.stream(pull) as stream:
        task = asyncio.create_task(run.run(docker("rm", "x", mutates=True)))
        await settle()
        assert held.running == []
        held.let("web", "x")
        assert [line async for line in stream] == ["one"]
    await task
    assert held.began == ["web", "x"]


async def test_a_stream_that_is_left_was_cancelled() -> None:
    run = runner(Held())
    async with run.stream(docker("events")) as stream:
        assert await anext(aiter(stream)) == "one"
    assert outcomes(run) == [("events", Outcome.CANCELLED)]


# retries


async def test_a_program_that_never_started_is_run_again_as_the_hook_says() -> None:
    held = Held(free=True)
    run = runner(held)
    sockets = iter(["b", "c"])
    held.outcomes = {"a": Outcome.FAILED, "b": Outcome.FAILED}
    run.again = lambda result: wsl(next(sockets), mutates=True)
    result = await run.run(wsl("a", mutates=True))
    assert (held.began, result.command.argv[-1]) == (["a", "b", "c"], "c")
    assert [outcome for _, outcome in outcomes(run)] == [*[Outcome.FAILED] * 2, Outcome.OK]


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.OK, Outcome.CANCELLED])
async def test_nothing_that_may_have_started_is_run_again(outcome: Outcome) -> None:
    held = Held(free=True)
    run = runner(held)
    held.outcomes["web"] = outcome
    run.again = lambda result: result.command
    assert (await run.run(STOP)).outcome is outcome
    assert held.began == ["web"]


async def test_nothing_that_is_withheld_is_run_again() -> None:
    run = runner(Held(), read_only=True)
    run.again = lambda result: result.command
    assert (await run.run(STOP)).outcome is Outcome.REFUSED


# the journal


async def test_a_change_is_in_the_journal_before_it_runs() -> None:
    held = Held()
    run = runner(held)
    heard: list[tuple[Outcome | None, list[str]]] = []
    run.journal.subscribe(lambda entry: heard.append((entry.outcome, list(held.began))))
    held.let("web")
    await run.run(STOP)
    assert heard == [(None, []), (Outcome.OK, ["web"])]


async def test_what_waits_for_its_turn_has_not_started() -> None:
    held = Held()
    run = runner(held)
    tasks = start(run.run(docker("stop", "a", mutates=True)), run.run(STOP))
    await held.until_running("a")
    assert outcomes(run) == [("a", None)]
    held.let("a", "web")
    await asyncio.gather(*tasks)


async def test_a_cancelled_command_has_taken_time() -> None:
    held = Held()
    run = runner(held)
    task = asyncio.create_task(run.run(STOP))
    await held.until_running("web")
    await asyncio.sleep(0.02)
    task.cancel()
    await asyncio.wait([task])
    (entry,) = run.journal.entries
    assert entry.outcome is Outcome.CANCELLED
    assert entry.seconds >= 0.02

"""Driving a listing: steps side by side, rows early, and a sentence for every bad answer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tui.core import parse
from tui.core.command import Command, Outcome, Result, docker
from tui.core.errors import CommandFailed, Refused
from tui.core.kind import Listing, Step
from tui.session.ask import ask

PS, INFO = docker("ps"), docker("info")


def ok(command: Command, said: str = "{}") -> Result:
    return Result(command, Outcome.OK, 0, said.encode())


async def answer(command: Command) -> Result:
    return ok(command)


def one_step(*commands: Command, tolerant: bool = False) -> Listing[Any]:
    results = yield Step(commands, tolerant=tolerant)
    return tuple(result.outcome for result in results)


async def test_a_listing_that_asks_nothing_has_its_rows() -> None:
    def listing() -> Listing[int]:
        yield from ()
        return (1, 2)

    assert await ask(listing(), answer) == (1, 2)


async def test_results_come_in_the_order_of_the_commands() -> None:
    async def later_first(command: Command) -> Result:
        await asyncio.sleep(0.02 if command is PS else 0)
        return ok(command, command.argv[1])

    def listing() -> Listing[str]:
        results = yield Step((PS, INFO))
        return tuple(result.text for result in results)

    assert await ask(listing(), later_first) == ("ps", "info")


async def test_commands_of_a_step_run_side_by_side() -> None:
    together = asyncio.Barrier(2)

    async def meet(command: Command) -> Result:
        await asyncio.wait_for(together.wait(), 5)
        return ok(command)

    assert len(await ask(one_step(PS, INFO), meet)) == 2


async def test_rows_are_heard_of_while_the_commands_run() -> None:
    heard: list[Any] = []

    async def after_rows(command: Command) -> Result:
        assert heard == [(1,)]
        return ok(command)

    def listing() -> Listing[int]:
        yield Step((PS,), rows=(1,))
        return (1, 2)

    assert await ask(listing(), after_rows, heard.append) == (1, 2)


async def test_a_failed_command_ends_the_listing() -> None:
    async def fail(command: Command) -> Result:
        return Result(command, Outcome.FAILED, 1, stderr=b"no space left on device")

    with pytest.raises(CommandFailed, match="no space left") as failed:
        await ask(one_step(PS), fail)
    assert failed.value.remedy
    assert failed.value.shown == "docker ps"


async def test_a_tolerant_step_takes_what_failed() -> None:
    async def fail(command: Command) -> Result:
        return Result(command, Outcome.NOT_STARTED)

    assert await ask(one_step(PS, tolerant=True), fail) == (Outcome.NOT_STARTED,)


async def test_what_cannot_be_executed_at_all_is_raised_as_it_is() -> None:
    async def refuse(command: Command) -> Result:
        raise Refused("No.", "Never.")

    with pytest.raises(Refused):
        await ask(one_step(PS, INFO, tolerant=True), refuse)


async def test_the_others_have_ended_when_one_cannot_be_executed() -> None:
    ended: list[str] = []

    async def execute(command: Command) -> Result:
        if command is PS:
            raise Refused("No.", "Never.")
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append(command.typed())
        raise AssertionError

    with pytest.raises(Refused):
        await ask(one_step(PS, INFO), execute)
    assert ended == ["docker info"]


async def test_cancelling_cancels_the_commands() -> None:
    ended = []
    started = asyncio.Event()

    async def execute(command: Command) -> Result:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(command)
        raise AssertionError

    task = asyncio.create_task(ask(one_step(PS, INFO), execute))
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(ended) == 2


@pytest.mark.parametrize("said", ["<html>502 Bad Gateway</html>", '{"a": 1}\n{"a', "json"])
async def test_garbage_is_a_sentence_that_quotes_it(said: str) -> None:
    async def garbled(command: Command) -> Result:
        return ok(command, said)

    def listing() -> Listing[Any]:
        (result,) = yield Step((PS,))
        return tuple(parse.json_lines(result.text))

    with pytest.raises(CommandFailed, match="cannot be read") as failed:
        await ask(listing(), garbled)
    assert said.splitlines()[-1] in failed.value.sentence
    assert "docker ps" in failed.value.remedy


async def test_an_answer_that_breaks_a_parser_is_a_sentence_too() -> None:
    async def odd(command: Command) -> Result:
        return ok(command, "[1]," * 1000)

    def listing() -> Listing[Any]:
        (result,) = yield Step((PS,))
        return (parse.json_value(result.text)["Names"],)

    with pytest.raises(CommandFailed, match=r"docker ps.*cannot be read") as failed:
        await ask(listing(), odd)
    assert failed.value.sentence.endswith("…")
    assert len(failed.value.sentence) < 300

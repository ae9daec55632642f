"""A transport that answers from memory what programs would answer, for tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple

from tui.core.command import Command, Outcome, Result
from tui.run.transport import Outputs, Stream


class Answer(NamedTuple):
    """What a program printed, and its exit code."""

    stdout: str = ""
    code: int = 0
    stderr: str = ""


Reply = Answer | Callable[[Command], Answer]


class Recorded:
    """`replies` goes by how the typed command begins; of several beginnings the longest counts.

    What no reply begins like is a program that cannot be started. `ran` lists what was run.
    """

    def __init__(self, replies: Mapping[str, Reply]) -> None:
        self.replies = dict(replies)
        self.ran: list[Command] = []

    def typed(self, *, mutating: bool = True) -> list[str]:
        """What was run and changes something; all that was run where `mutating` is False."""
        return [command.typed() for command in self.ran if command.mutates or not mutating]

    async def run(self, command: Command) -> Result:
        self.ran.append(command)
        typed = command.typed()
        known = [begin for begin in self.replies if f"{typed} ".startswith(f"{begin} ")]
        if not known:
            return Result(command, Outcome.NOT_STARTED, stderr=f"not recorded: {typed}".encode())
        reply = self.replies[max(known, key=len)]
        stdout, code, stderr = reply if isinstance(reply, Answer) else reply(command)
        return Result(command, command.ended(code), code, stdout.encode(), stderr.encode())

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        result = await self.run(command)

        async def lines() -> AsyncIterator[str]:
            for line in result.text.splitlines():
                yield line
            stream.result = result

        stream = Stream(lines())
        yield stream

    @asynccontextmanager
    async def outputs(self, command: Command) -> AsyncIterator[Outputs]:
        yield Outputs.ended(await self.run(command))

    async def hand_over(self, command: Command) -> Result:
        return await self.run(command)

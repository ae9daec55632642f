"""How commands are carried out: by real processes, or by something that stands in for them."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from tui.core import parse
from tui.core.command import Command, Outcome, Result
from tui.run import process


class Stream:
    """The lines of a streamed command; `result` is there once they have ended."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines
        self.result: Result | None = None

    def __aiter__(self) -> AsyncIterator[str]:
        return self._lines


class Transport(Protocol):
    """Carries commands out. Whatever happens to a command is a Result, never an exception."""

    async def run(self, command: Command) -> Result: ...

    def stream(self, command: Command) -> AbstractAsyncContextManager[Stream]: ...

    async def hand_over(self, command: Command) -> Result: ...


class Processes:
    """Real processes, each in a session of its own so that its whole group can be stopped."""

    async def run(self, command: Command) -> Result:
        began = time.monotonic()
        try:
            child = await process.spawn(command)
        except OSError as error:
            return not_started(command, error)
        outcome, output = Outcome.FAILED, (b"", b"")
        try:
            async with asyncio.timeout(command.timeout):
                output = await process.capture(child)
            outcome = Outcome.OK if child.returncode == 0 else Outcome.FAILED
        except TimeoutError:
            outcome = Outcome.TIMEOUT
        except process.OutputLimitError:
            output = (b"", b"it printed more than can be taken in")
        finally:
            await asyncio.shield(process.stop(child))
        code = None if outcome is Outcome.TIMEOUT else child.returncode
        return Result(command, outcome, code, *output, time.monotonic() - began)

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        try:
            child = await process.spawn(command)
        except OSError as error:
            stream = Stream(_no_lines())
            stream.result = not_started(command, error)
            yield stream
            return
        began = time.monotonic()
        assert child.stderr is not None
        complaints = asyncio.ensure_future(child.stderr.read())

        async def lines() -> AsyncIterator[str]:
            async for line in process.lines(child):
                yield parse.decode(line)
            code = await child.wait()
            outcome = Outcome.OK if code == 0 else Outcome.FAILED
            took = time.monotonic() - began
            stream.result = Result(command, outcome, code, b"", await complaints, took)

        stream = Stream(lines())
        try:
            yield stream
        finally:
            await asyncio.shield(process.stop(child))
            complaints.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await complaints

    async def hand_over(self, command: Command) -> Result:
        began = time.monotonic()
        try:
            code = await process.hand_over(command)
        except OSError as error:
            return not_started(command, error)
        outcome = Outcome.OK if code == 0 else Outcome.FAILED
        return Result(command, outcome, code, seconds=time.monotonic() - began)


def not_started(command: Command, error: OSError) -> Result:
    """The result of a program that could not be started; stderr says why."""
    words = f"{command.spawned()[0]}: {error.strerror or error}"
    return Result(command, Outcome.NOT_STARTED, stderr=words.encode())


async def _no_lines() -> AsyncIterator[str]:
    return
    yield

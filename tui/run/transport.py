"""How commands are carried out: by real processes, or by something that stands in for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Protocol

from tui.core.command import Command, Mode, Outcome, Result
from tui.run import pause, process, terminal
from tui.run.outputs import ChildOutputs
from tui.run.outputs import Outputs as Outputs
from tui.run.pipe import Pipe
from tui.run.process import PipedChild
from tui.run.stream import ChildStream
from tui.run.stream import Stream as Stream

CAPTURE_LIMIT = 64 * 1024 * 1024
"""Bytes of one output after which a captured command is stopped: something is out of hand."""
AT_ONCE = 1.0
"""Seconds in which a program that is left alone may still be seen to fail."""
_TOO_MUCH = b"it printed more than can be taken in"


class Transport(Protocol):
    """Carries commands out. Whatever happens to a command is a Result, never an exception."""

    async def run(self, command: Command) -> Result: ...

    def stream(self, command: Command) -> AbstractAsyncContextManager[Stream]: ...

    def outputs(self, command: Command) -> AbstractAsyncContextManager[Outputs]: ...

    async def hand_over(self, command: Command) -> Result: ...


class Processes:
    """Real processes, each in a session of its own so that its whole group can be stopped."""

    async def run(self, command: Command) -> Result:
        if command.mode is Mode.DETACHED:
            return await _let_go(command)
        began = time.monotonic()
        try:
            child = process.spawn(command)
        except (OSError, ValueError) as error:
            return not_started(command, error)
        out, err = bytearray(), bytearray()
        outcome = Outcome.TIMEOUT
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(command.timeout):
                    await _capture(child, out, err)
                outcome = command.ended(child.code)
        finally:
            await process.stop(child)
        if max(len(out), len(err)) > CAPTURE_LIMIT:
            outcome, out, err = Outcome.FAILED, bytearray(), bytearray(_TOO_MUCH)
        code = None if outcome is Outcome.TIMEOUT else child.code
        return Result(command, outcome, code, bytes(out), bytes(err), time.monotonic() - began)

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        try:
            child = process.spawn(command)
        except (OSError, ValueError) as error:
            yield Stream.ended(not_started(command, error))
            return
        stream = ChildStream(command, child)
        try:
            yield stream
        finally:
            try:
                await process.stop(child)
            finally:
                await stream.close()

    @asynccontextmanager
    async def outputs(self, command: Command) -> AsyncIterator[Outputs]:
        try:
            child = process.spawn(command)
        except (OSError, ValueError) as error:
            yield Outputs.ended(not_started(command, error))
            return
        outputs = ChildOutputs(command, child)
        try:
            yield outputs
        finally:
            try:
                await outputs.close()
            finally:
                await process.stop(child)

    async def hand_over(self, command: Command) -> Result:
        began = time.monotonic()
        try:
            code = await terminal.hand_over(command)
        except (OSError, ValueError) as error:
            return not_started(command, error)
        if command.lingers:
            await pause.show(f"\n`{command.brief()}` ended with exit code {code}. ")
        return Result(command, command.ended(code), code, seconds=time.monotonic() - began)


async def _let_go(command: Command) -> Result:
    """Start it and leave it alone; only what fails at once is heard of."""
    began = time.monotonic()
    try:
        child = process.detach(command)
    except (OSError, ValueError) as error:
        return not_started(command, error)
    try:
        await process.within(AT_ONCE, child.ended.wait())
    finally:
        child.close()
    outcome = Outcome.FAILED if child.code else Outcome.OK
    return Result(command, outcome, child.code, seconds=time.monotonic() - began)


async def _capture(child: PipedChild, out: bytearray, err: bytearray) -> None:
    """Take in both outputs until the process has ended, or one of them passes the limit."""
    async with asyncio.TaskGroup() as group:
        group.create_task(_fill(child.out, out, child))
        group.create_task(_fill(child.err, err, child))
        await child.ended.wait()


async def _fill(pipe: Pipe, taken: bytearray, child: PipedChild) -> None:
    while chunk := await pipe.read():
        taken += chunk
        if len(taken) > CAPTURE_LIMIT:
            await process.stop(child)
            return


def not_started(command: Command, error: OSError | ValueError) -> Result:
    """The result of a program that could not be started; stderr says why.

    A file that its output cannot be written to is a failure of its own: the program is there.
    """
    why = getattr(error, "strerror", None) or str(error)
    if command.into and getattr(error, "filename", None) == command.into:
        return Result(command, Outcome.FAILED, stderr=f"{command.into}: {why}".encode())
    words = f"{command.spawned()[0]}: {why}"
    if command.cwd is not None and not _is_directory(command.cwd):
        words = f"{command.cwd}: the directory to start in is not there"
    return Result(command, Outcome.NOT_STARTED, stderr=words.encode(errors="replace"))


def _is_directory(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:
        return False

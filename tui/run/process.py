"""One process: spawned in a session of its own, read to the end, stopped politely, then killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Iterator

from tui.core.command import Command

CHUNK = 64 * 1024
CAPTURE_LIMIT = 256 * 1024 * 1024
"""Bytes of one output after which a captured command is stopped: something is out of hand."""
GRACE = 1.5
"""Seconds between asking a process group to end and killing it."""
PIPE_GRACE = 0.5
"""Seconds a pipe may stay open after its process ended: a grandchild may hold it."""


class OutputLimitError(Exception):
    """A captured command printed more than `CAPTURE_LIMIT` bytes."""


def environment(command: Command) -> dict[str, str]:
    """What the process inherits, with the command's own additions."""
    return {**os.environ, **dict(command.env)}


async def spawn(command: Command) -> Process:
    """Start it with stdin closed and both outputs piped. Raises OSError."""
    return await asyncio.create_subprocess_exec(
        *command.spawned(),
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
        env=environment(command),
        cwd=command.cwd,
        start_new_session=True,
    )


async def capture(process: Process) -> tuple[bytes, bytes]:
    """Both outputs, once the process has ended. Raises OutputLimitError."""
    taken = (bytearray(), bytearray())
    pipes = (process.stdout, process.stderr)
    async with asyncio.TaskGroup() as group:
        readers = [
            group.create_task(_read(process, pipe, into))
            for pipe, into in zip(pipes, taken, strict=True)
            if pipe
        ]
        await process.wait()
        await asyncio.wait(readers, timeout=PIPE_GRACE)
        for reader in readers:
            reader.cancel()
    if max(map(len, taken)) > CAPTURE_LIMIT:
        raise OutputLimitError
    return bytes(taken[0]), bytes(taken[1])


async def _read(process: Process, pipe: asyncio.StreamReader, into: bytearray) -> None:
    while chunk := await pipe.read(CHUNK):
        into += chunk
        if len(into) > CAPTURE_LIMIT:
            _signal_group(process, signal.SIGKILL)
            return


async def lines(process: Process) -> AsyncIterator[bytes]:
    """The lines of stdout as they come, of any length, without their line ends."""
    assert process.stdout is not None
    rest = bytearray()
    while chunk := await process.stdout.read(CHUNK):
        rest += chunk
        *whole, tail = rest.split(b"\n")
        rest = bytearray(tail)
        for line in whole:
            yield bytes(line)
    if rest:
        yield bytes(rest)


async def stop(process: Process) -> None:
    """Ask the whole group to end, then kill it. Returns when the process is gone."""
    if process.returncode is None:
        _signal_group(process, signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), GRACE)
    _signal_group(process, signal.SIGKILL)
    await process.wait()


def _signal_group(process: Process, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


async def hand_over(command: Command) -> int:
    """Run it on our own terminal and return its exit code. Raises OSError.

    ctrl+c belongs to the program that has the terminal: while it runs ours does nothing. A
    handler that does nothing, unlike SIG_IGN, is not inherited by the program.
    """
    with _interrupts_ignored():
        process = await asyncio.create_subprocess_exec(
            *command.spawned(), env=environment(command), cwd=command.cwd
        )
        return await process.wait()


@contextlib.contextmanager
def _interrupts_ignored() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

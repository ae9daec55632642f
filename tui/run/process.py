"""One process: spawned in a session of its own, read to the end, stopped politely, then killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Awaitable

from tui.core.command import Command

CHUNK = 64 * 1024
GRACE = 1.5
"""Seconds between asking a process group to end and killing it."""
PIPE_GRACE = 0.5
"""Seconds of silence after which a pipe is let go of that outlives its process."""
LAST_WAIT = 2.0
"""Seconds a killed process may take to go: one that waits for a dead drive goes much later."""
_LOOK_AGAIN = 0.02


class Child(asyncio.SubprocessProtocol):
    """A process with both outputs piped. `code` is None until it has ended.

    asyncio's own Process.wait() returns only when the pipes are closed too in some releases of
    Python, and a grandchild may hold them for ever. Here `out` and `err` end all the same.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.SubprocessTransport
        self._pipes: list[asyncio.ReadTransport] = []
        self._received = 0
        self.out = asyncio.StreamReader(CHUNK, self._loop)
        self.err = asyncio.StreamReader(CHUNK, self._loop)
        self.pid = 0
        self.code: int | None = None
        self.ended = asyncio.Event()
        self.closed = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.SubprocessTransport)
        self._transport, self.pid = transport, transport.get_pid()
        for fd, reader in ((1, self.out), (2, self.err)):
            pipe = transport.get_pipe_transport(fd)
            assert isinstance(pipe, asyncio.ReadTransport)
            reader.set_transport(pipe)
            self._pipes.append(pipe)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        self._received += len(data)
        (self.out if fd == 1 else self.err).feed_data(data)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:  # noqa: ARG002
        (self.out if fd == 1 else self.err).feed_eof()

    def process_exited(self) -> None:
        self.code = self._transport.get_returncode()
        self.ended.set()
        self._let_go_if_silent(None)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self.closed.set()

    def _let_go_if_silent(self, received: int | None) -> None:
        """Close pipes that somebody else holds, once nothing more comes and all is read."""
        if self.closed.is_set():
            return
        if received == self._received and not any(map(_paused, self._pipes)):
            self.close()
        else:
            self._loop.call_later(PIPE_GRACE, self._let_go_if_silent, self._received)

    def signal_group(self, number: int) -> bool:
        """Whether there was anybody left in its group."""
        try:
            os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):
            return False
        return True

    def close(self) -> None:
        """Let go of the pipes, and kill it if it still runs."""
        self._transport.close()


def _paused(pipe: asyncio.ReadTransport) -> bool:
    """Whether its reader has not caught up with it."""
    return not pipe.is_closing() and not pipe.is_reading()


async def spawn(command: Command) -> Child:
    """Start it with stdin closed and both outputs piped.

    Raises OSError, and ValueError for words that no program can be given. Cancelled, it leaves
    no process behind.
    """
    starting = asyncio.ensure_future(
        asyncio.get_running_loop().subprocess_exec(
            Child,
            *command.spawned(),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            env=environment(command),
            cwd=command.cwd,
            start_new_session=True,
        )
    )
    try:
        return (await asyncio.shield(starting))[1]
    except asyncio.CancelledError:
        await _call_off(starting)
        raise


async def _call_off(starting: asyncio.Task[tuple[asyncio.SubprocessTransport, Child]]) -> None:
    """End what is being started, or was meanwhile.

    The end of the event loop cancels `starting` itself; asyncio then kills the process and waits
    for ever where its pipes were not connected yet. A second cancel ends that wait.
    """
    await asyncio.wait([starting], timeout=LAST_WAIT)
    if not starting.done():
        starting.cancel()
        await asyncio.wait([starting], timeout=LAST_WAIT)
    elif not starting.cancelled() and starting.exception() is None:
        await stop(starting.result()[1])


def environment(command: Command) -> dict[str, str]:
    """What the process inherits, with the command's own additions."""
    return {**os.environ, **dict(command.env)}


async def stop(child: Child) -> None:
    """Ask the whole group to end, then kill what is left of it and let go of the pipes.

    Cancelled meanwhile it kills at once. A process that the kernel keeps is given up.
    """
    try:
        if child.code is None:
            child.signal_group(signal.SIGTERM)
            await _within(GRACE, _group_gone(child))
    finally:
        child.signal_group(signal.SIGKILL)
        try:
            await _within(LAST_WAIT, child.ended.wait())
        finally:
            child.close()
    if child.code is not None:
        await child.closed.wait()


async def _group_gone(child: Child) -> None:
    while child.signal_group(0):  # noqa: ASYNC110 - the kernel tells of its leader only
        await asyncio.sleep(_LOOK_AGAIN)


async def _within(seconds: float, waiting: Awaitable[object]) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(waiting, seconds)

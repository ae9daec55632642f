"""One process: spawned in a session of its own, read to the end, stopped politely, then killed."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import signal
import socket
import struct
import termios
import threading
from collections.abc import Awaitable
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, Popen
from typing import IO

from tui.core.command import Command, Mode
from tui.run.pipe import Pipe

GRACE = 1.5
"""Seconds between asking a process group to end and killing it."""
LAST_WAIT = 2.0
"""Seconds a killed process may take to go: one that waits for a dead drive goes much later."""
_LOOK_AGAIN = 0.02
SCREEN = 100, 200
"""Lines and columns of a terminal that nobody looks at."""


class Child:
    """A process of ours. `code` is None until it has ended; negative is a signal.

    Not asyncio's: there a cancelled start can hang for ever, and the end of a process is not
    heard of, in some releases of Python, as long as anybody holds its pipes.
    """

    def __init__(self, started: Popen[bytes]) -> None:
        self.pid = started.pid
        self.code: int | None = None
        self.ended = asyncio.Event()
        self._started = started
        self._loop = asyncio.get_running_loop()
        self._pidfd: int | None = None
        try:
            self._pidfd = os.pidfd_open(self.pid)
        except OSError:  # WSL 1 and old kernels have none
            self._wait_aside()
        else:
            self._loop.add_reader(self._pidfd, self._end)

    def signal(self, number: int) -> None:
        """To it alone; nothing happens where it has ended."""
        if self.code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def close(self) -> None:
        """Stop listening. One that has not ended is taken leave of whenever it does."""
        if self._pidfd is not None:
            self._loop.remove_reader(self._pidfd)
            os.close(self._pidfd)
            self._pidfd = None
            if self.code is None:
                self._wait_aside()

    def _wait_aside(self) -> None:
        threading.Thread(target=self._wait, daemon=True, name=f"wait {self.pid}").start()

    def _wait(self) -> None:
        self._started.wait()
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        """A process that has ended is waited for without waiting."""
        self.code = self._started.wait()
        self.ended.set()
        self.close()


class GroupChild(Child):
    """A process in a session of its own; what it says on stderr is piped, if that is apart."""

    def __init__(self, started: Popen[bytes]) -> None:
        self.err = Pipe(started.stderr or _nothing())
        self.pipes = [self.err]
        super().__init__(started)

    def signal_group(self, number: int) -> bool:
        """Whether there was anybody left in its group."""
        try:
            os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):
            return False
        return True

    def _end(self) -> None:
        super()._end()
        for pipe in self.pipes:
            pipe.orphan()


class PipedChild(GroupChild):
    """With stdin closed and stdout read by us too, from a pipe or from `out`."""

    def __init__(self, started: Popen[bytes], out: IO[bytes] | None = None) -> None:
        source = out or started.stdout
        assert source is not None
        self.out = Pipe(source)
        super().__init__(started)
        self.pipes.append(self.out)


def spawn(command: Command) -> PipedChild:
    """Start it. Raises OSError, and ValueError for words that no program can be given.

    Nothing is awaited, so that no cancel can come between a process and whoever stops it.
    """
    hear_of_ends()
    if command.mode is Mode.TERMINAL:
        return _on_terminal(command)
    if command.into:
        return _into_file(command)
    return PipedChild(_start(command, PIPE, STDOUT if command.mode is Mode.JOINED else PIPE))


def _start(
    command: Command, out: int | IO[bytes], err: int, *, stdin: int = DEVNULL, **variables: str
) -> Popen[bytes]:
    """In a session of its own, with `variables` besides. Raises OSError and ValueError."""
    return Popen(
        command.spawned(),
        stdin=stdin,
        stdout=out,
        stderr=err,
        bufsize=0,
        env={**environment(command), **variables},
        cwd=command.cwd,
        start_new_session=True,
    )


def _on_terminal(command: Command) -> PipedChild:
    """Its stdout is a terminal as wide as docker needs to count bytes; it never reads from it."""
    ours, theirs = os.openpty()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *SCREEN, 0, 0))
        started = _start(command, theirs, PIPE, TERM="xterm")
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    return PipedChild(started, os.fdopen(ours, "rb", buffering=0))


def _into_file(command: Command) -> PipedChild:
    """For the user alone. Raises FileExistsError; where it does not start there is no file."""
    path = Path(command.into)
    mode = "wb" if command.into == os.devnull else "xb"
    with open(path, mode, opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        try:
            started = _start(command, file, PIPE)
        except BaseException:
            if command.into != os.devnull:
                path.unlink()
            raise
    return PipedChild(started, _nothing())


def _nothing() -> IO[bytes]:
    """An output that has ended already."""
    ours, theirs = os.pipe()
    os.close(theirs)
    return os.fdopen(ours, "rb", buffering=0)


def detach(command: Command) -> Child:
    """Start it with nothing of ours: no terminal, no pipe, a session of its own."""
    hear_of_ends()
    return Child(_start(command, DEVNULL, DEVNULL))


def dial(command: Command) -> tuple[GroupChild, socket.socket]:
    """Start it with one end of a connection as stdin and stdout; the other end is ours.

    Raises OSError and ValueError, as `spawn` does.
    """
    hear_of_ends()
    ours, theirs = socket.socketpair()
    try:
        with theirs:
            end = theirs.fileno()
            child = GroupChild(_start(command, end, PIPE, stdin=end))
    except BaseException:
        ours.close()
        raise
    return child, ours


def hear_of_ends() -> None:
    """Whoever started us may have left SIGCHLD ignored: no exit code would ever be known."""
    if signal.getsignal(signal.SIGCHLD) is signal.SIG_IGN:
        with contextlib.suppress(ValueError):  # only the main thread may
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def environment(command: Command) -> dict[str, str]:
    """What the process inherits, with the command's own additions."""
    return {**os.environ, **dict(command.env), **dict(command.variables)}


async def stop(child: GroupChild) -> None:
    """Ask the whole group to end, then kill what is left of it and let go of the pipes.

    Cancelled meanwhile it kills at once. A process that the kernel keeps is given up.
    """
    try:
        if child.code is None:
            child.signal_group(signal.SIGTERM)
            await within(GRACE, _group_gone(child))
    finally:
        child.signal_group(signal.SIGKILL)
        try:
            await within(LAST_WAIT, child.ended.wait())
        finally:
            child.close()
            for pipe in child.pipes:
                pipe.close()


async def _group_gone(child: GroupChild) -> None:
    while child.signal_group(0):  # noqa: ASYNC110 - the kernel tells of its leader only
        await asyncio.sleep(_LOOK_AGAIN)


async def within(seconds: float, waiting: Awaitable[object]) -> None:
    """Wait for it, but no longer."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(waiting, seconds)

"""A two-way connection through a program, such as `docker system dial-stdio`."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tui.core.command import Command, Outcome, Result
from tui.run import process
from tui.run.process import GroupChild
from tui.run.transport import not_started

PARTING = 0.5
"""Seconds in which a program ends by itself once nobody is at our end any more."""
COMPLAINTS = 64 * 1024


class Line:
    """Our end of the connection, None where the program could not be started.

    `result` says how the program ended where it was not for us to end it.
    """

    def __init__(self, command: Command, child: GroupChild | None, end: socket.socket | None):
        self.end = end
        self.result: Result | None = None
        self._command, self._child = command, child
        self._said = bytearray()

    async def why(self) -> Result | None:
        """How the program ended that should not have, None where it goes on."""
        if self._child is not None and self.result is None:
            with suppress(TimeoutError):
                async with asyncio.timeout(PARTING):
                    await self._child.ended.wait()
                    self.result = Result(
                        self._command,
                        Outcome.FAILED if self._child.code else Outcome.OK,
                        self._child.code,
                        stderr=await self._complaints(),
                    )
        return self.result

    async def _complaints(self) -> bytes:
        assert self._child is not None
        while chunk := await self._child.err.read():
            self._said += chunk
            del self._said[:-COMPLAINTS]
        return bytes(self._said)


@asynccontextmanager
async def open_line(command: Command) -> AsyncIterator[Line]:
    """Leaving the block hangs up, and ends the program if it does not end by itself."""
    try:
        child, end = process.dial(command)
    except (OSError, ValueError) as error:
        line = Line(command, None, None)
        line.result = not_started(command, error)
        yield line
        return
    try:
        yield Line(command, child, end)
    finally:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)  # wakes whoever still reads in a thread
        end.close()
        try:
            await process.within(PARTING, child.ended.wait())
        finally:
            await process.stop(child)

"""The lines of a streamed command, as they come."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator

from tui.core.command import Command, Outcome, Result
from tui.core.decoding import Lines
from tui.run.process import PipedChild

COMPLAINTS = 64 * 1024
"""Bytes of a stream's stderr that are kept, the last ones."""


class Stream:
    """The lines of a streamed command; `result` is there once they have ended."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines
        self.result: Result | None = None

    def __aiter__(self) -> AsyncIterator[str]:
        return self._lines

    @classmethod
    def ended(cls, result: Result) -> Stream:
        """No lines, and the reason."""
        stream = cls(_no_lines())
        stream.result = result
        return stream


class ChildStream(Stream):
    """The lines of a process, until it has ended or its time limit is over.

    An iterator of its own, for an asynchronous generator must not be cancelled while it waits.
    """

    def __init__(self, command: Command, child: PipedChild) -> None:
        super().__init__(self)
        self._command = command
        self._child = child
        self._began = time.monotonic()
        self._split = Lines()
        self._ready: deque[str] = deque()
        self._said = bytearray()
        self._complaining = asyncio.ensure_future(self._keep_complaints())

    async def __anext__(self) -> str:
        while not self._ready:
            if self.result is not None:
                raise StopAsyncIteration
            await self._read_on()
        return self._ready.popleft()

    async def close(self) -> None:
        """Stop listening to stderr."""
        self._complaining.cancel()
        await asyncio.gather(self._complaining, return_exceptions=True)

    async def _read_on(self) -> None:
        limit = self._command.timeout
        left = None if limit is None else self._began + limit - time.monotonic()
        try:
            async with asyncio.timeout(left):
                if chunk := await self._child.out.read():
                    self._ready.extend(self._split.feed(chunk))
                    return
                await asyncio.wait([self._complaining])
                await self._child.ended.wait()
        except TimeoutError:
            self._end(Outcome.TIMEOUT, None)
        else:
            code = self._child.code
            self._end(Outcome.OK if code == 0 else Outcome.FAILED, code)

    def _end(self, outcome: Outcome, code: int | None) -> None:
        self._ready.extend(self._split.end())
        took = time.monotonic() - self._began
        self.result = Result(self._command, outcome, code, b"", bytes(self._said), took)

    async def _keep_complaints(self) -> None:
        while chunk := await self._child.err.read():
            self._said += chunk
            del self._said[:-COMPLAINTS]


async def _no_lines() -> AsyncIterator[str]:
    return
    yield

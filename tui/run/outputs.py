"""Both outputs of a command as the bytes they are, read only as fast as somebody takes them."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from typing import NamedTuple

from tui.core.command import Command, Result
from tui.run.pipe import Pipe
from tui.run.process import PipedChild


class Piece(NamedTuple):
    """Some bytes, and whether they came on stderr."""

    raw: bytes
    error: bool = False


class Outputs:
    """The pieces of a command; `result` is there once they have ended, with neither output.

    What a program says here may be anybody's words: nothing of it goes into the result, which
    is written down.
    """

    def __init__(self, pieces: AsyncIterator[Piece]) -> None:
        self._pieces = pieces
        self.result: Result | None = None

    def __aiter__(self) -> AsyncIterator[Piece]:
        return self._pieces

    @classmethod
    def ended(cls, result: Result) -> Outputs:
        """All that a command printed, at once."""
        found = [Piece(result.stdout), Piece(result.stderr, True)]
        outputs = cls(_told([piece for piece in found if piece.raw]))
        outputs.result = Result(result.command, result.outcome, result.code, seconds=result.seconds)
        return outputs


class ChildOutputs(Outputs):
    """The outputs of a process until both have ended.

    An iterator of its own, for an asynchronous generator must not be cancelled while it waits.
    """

    def __init__(self, command: Command, child: PipedChild) -> None:
        super().__init__(self)
        self._command = command
        self._child = child
        self._began = time.monotonic()
        self._ready: deque[Piece] = deque()
        self._reads: dict[asyncio.Task[bytes], Pipe] = {}
        self._read(child.err)
        self._read(child.out)

    async def __anext__(self) -> Piece:
        while not self._ready:
            if not self._reads:
                await self._end()
                raise StopAsyncIteration
            done, _ = await asyncio.wait(self._reads, return_when=asyncio.FIRST_COMPLETED)
            for read in done:
                self._take(read)
        return self._ready.popleft()

    async def close(self) -> None:
        """Stop reading."""
        for read in self._reads:
            read.cancel()
        await asyncio.gather(*self._reads, return_exceptions=True)

    def _read(self, pipe: Pipe) -> None:
        self._reads[asyncio.ensure_future(pipe.read())] = pipe

    def _take(self, read: asyncio.Task[bytes]) -> None:
        """Read on only where there was something; the next piece waits in the pipe."""
        pipe, raw = self._reads.pop(read), read.result()
        if raw:
            self._ready.append(Piece(raw, pipe is self._child.err))
            self._read(pipe)

    async def _end(self) -> None:
        if self.result is None:
            await self._child.ended.wait()
            code, took = self._child.code, time.monotonic() - self._began
            self.result = Result(self._command, self._command.ended(code), code, seconds=took)


async def _told(pieces: list[Piece]) -> AsyncIterator[Piece]:
    for piece in pieces:
        yield piece

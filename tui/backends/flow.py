"""An answer of the Engine API that goes on: its lines, as they come, from a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from tui.backends.aside import aside
from tui.core import parse
from tui.core.command import Command, Outcome, Result
from tui.run.stream import Stream

MOST = 100
"""Lines that wait for somebody to read them; of more the oldest are left out."""


class Flow(NamedTuple):
    """`lines` blocks and may raise anything once `close` was called, from whatever thread."""

    status: int
    lines: Iterator[bytes]
    close: Callable[[], None]


class Followed(Stream):
    """The lines of a flow. An iterator of its own: it may be cancelled while it waits."""

    def __init__(self, command: Command, flow: Flow) -> None:
        super().__init__(self)
        self._command, self._flow = command, flow
        self._began = time.monotonic()
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Queue[bytes | None] = asyncio.Queue()
        threading.Thread(target=self._read, daemon=True, name="flow").start()

    async def __anext__(self) -> str:
        line = await self._waiting.get() if self.result is None else None
        if line is None:
            took = time.monotonic() - self._began
            self.result = self.result or Result(
                self._command, Outcome.OK, self._flow.status, seconds=took
            )
            raise StopAsyncIteration
        return parse.decode(line)

    def _read(self) -> None:
        with contextlib.suppress(Exception):  # the connection is gone: that is how it ends
            for line in self._flow.lines:
                self._hand_over(line)
        self._hand_over(None)

    def _hand_over(self, line: bytes | None) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody reads any more
            self._loop.call_soon_threadsafe(self._take, line)

    def _take(self, line: bytes | None) -> None:
        if self._waiting.qsize() >= MOST:
            self._waiting.get_nowait()
        self._waiting.put_nowait(line)


@asynccontextmanager
async def followed(
    command: Command, opening: Callable[[], Flow], seconds: float
) -> AsyncIterator[Stream]:
    """The lines; leaving the block closes the connection. An engine that says no is a result."""
    try:
        flow = await aside(opening, seconds)
    except TimeoutError:
        yield Stream.ended(Result(command, Outcome.TIMEOUT))
        return
    except Exception as error:
        words = f"The connection to the engine was lost: {error}"
        yield Stream.ended(Result(command, Outcome.FAILED, stderr=words.encode(errors="replace")))
        return
    try:
        if flow.status >= 400:
            said = await aside(lambda: b"".join(flow.lines), seconds)
            yield Stream.ended(Result(command, Outcome.FAILED, flow.status, said, said))
        else:
            yield Followed(command, flow)
    finally:
        with contextlib.suppress(Exception):
            await aside(flow.close, seconds)

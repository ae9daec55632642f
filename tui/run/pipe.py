"""One output of a process, read only as fast as somebody takes it."""

from __future__ import annotations

import asyncio
import os
from typing import IO

CHUNK = 64 * 1024
SILENCE = 0.5
"""Seconds without a byte after which a pipe is let go of that outlives its process."""


class Pipe:
    """`read` until it is empty. A read that was cancelled has taken nothing."""

    def __init__(self, file: IO[bytes]) -> None:
        os.set_blocking(file.fileno(), False)
        self._file = file
        self._loop = asyncio.get_running_loop()
        self._waiter: asyncio.Future[None] | None = None
        self._orphaned = False

    async def read(self) -> bytes:
        """The next bytes, empty at the end. One reader at a time."""
        while await self._readable():
            try:
                chunk = os.read(self._file.fileno(), CHUNK)
            except BlockingIOError:
                continue
            except OSError:
                chunk = b""
            if not chunk:
                self.close()
            return chunk
        return b""

    def orphan(self) -> None:
        """Its process has ended: if somebody else holds it, wait for `SILENCE` and no longer."""
        self._orphaned = True
        if self._waiter is not None:
            self._loop.call_later(SILENCE, self._give_up, self._waiter)

    def close(self) -> None:
        self._stop_listening()
        self._file.close()
        if self._waiter is not None:
            self._wake(self._waiter)

    async def _readable(self) -> bool:
        """Wait for bytes or the end; False once it is closed."""
        if not self._is_open():
            return False
        waiter = self._waiter = self._loop.create_future()
        self._loop.add_reader(self._file.fileno(), self._wake, waiter)
        if self._orphaned:
            self._loop.call_later(SILENCE, self._give_up, waiter)
        try:
            await waiter
        finally:
            self._waiter = None
            self._stop_listening()
        return self._is_open()

    def _is_open(self) -> bool:
        return not self._file.closed

    def _stop_listening(self) -> None:
        if self._is_open():
            self._loop.remove_reader(self._file.fileno())

    def _give_up(self, waiter: asyncio.Future[None]) -> None:
        if waiter is self._waiter and not waiter.done():
            self.close()

    @staticmethod
    def _wake(waiter: asyncio.Future[None]) -> None:
        if not waiter.done():
            waiter.set_result(None)

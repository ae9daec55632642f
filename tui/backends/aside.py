"""Calls that may block for ever, kept off the event loop and out of the way of quitting."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def aside(call: Callable[[], T], seconds: float | None = None) -> T:
    """What `call` returns or raises; TimeoutError after `seconds`, while it goes on unheard.

    A daemon thread of its own, not asyncio.to_thread: the program waits for the threads of the
    executor when it ends, and would hang with an engine or a drive that hangs.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(value: T | None, error: Exception | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(value)  # type: ignore[arg-type]

    def work() -> None:
        value, problem = None, None
        try:
            value = call()
        except Exception as error:
            problem = error
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, value, problem)

    threading.Thread(target=work, daemon=True, name="aside").start()
    async with asyncio.timeout(seconds):
        return await answer

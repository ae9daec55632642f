"""A text on the terminal that stays until somebody has read it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import TextIO

ASK = "Press Enter to go back."


async def show(text: str) -> None:
    """Print it, and give it time to be read where somebody sits at the terminal.

    What was printed before it, by a program that had the terminal, can be read meanwhile too.
    """
    screen, keys = sys.__stdout__, sys.__stdin__
    if screen is None:
        return
    if keys is None or not (keys.isatty() and screen.isatty()):
        screen.write(text)
        screen.flush()
        return
    screen.write(f"{text}{ASK}\n")
    screen.flush()
    await _enter(keys)


async def _enter(keys: TextIO) -> None:
    """Until a line or the end of input can be read, or ctrl+c is pressed."""
    loop, pressed = asyncio.get_running_loop(), asyncio.Event()

    def read() -> None:
        os.read(keys.fileno(), 4096)
        pressed.set()

    loop.add_reader(keys.fileno(), read)
    try:
        with _interrupted_by(lambda: loop.call_soon_threadsafe(pressed.set)):
            await pressed.wait()
    finally:
        loop.remove_reader(keys.fileno())


@contextlib.contextmanager
def _interrupted_by(call: Callable[[], object]) -> Iterator[None]:
    """ctrl+c belongs to whoever has the terminal: it must not end wsltui."""

    def handler(_number: int, _frame: object) -> None:
        call()

    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

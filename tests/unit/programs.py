"""Small programs to run in tests, and what can be known of them from outside."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from tui.core.command import Command

STUBBORN = "trap '' TERM; echo ready; sleep 60; sleep 60"
"""Says `ready` and does not end when asked to; nor does what it starts."""


def sh(script: str, *words: str, seconds: float | None = 20) -> Command:
    """A script of bash with `words` as its arguments; `seconds` is its time limit."""
    return Command("test", ("bash", "-c", script, "bash", *words), timeout=seconds)


async def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Return as soon as it holds; TimeoutError after `seconds`."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - files and processes send no events
            await asyncio.sleep(0.01)


def alive(pid: int) -> bool:
    """Whether it runs: a zombie that nobody has reaped yet does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except OSError:
        return False
    return state not in "ZX"

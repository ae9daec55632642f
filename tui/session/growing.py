"""How far a command has come that says nothing of it: by the size of the file that it writes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from tui.core.action import Item
from tui.core.hearing import Heard
from tui.core.units import size

SECONDS = 0.5
"""Between two looks at the file."""


@asynccontextmanager
async def watched(
    items: Sequence[Item],
    measure: Callable[[str], Awaitable[int | None]],
    tell: Callable[[str], None],
) -> AsyncIterator[None]:
    """Inside the block it is told how large the files of the items are."""
    growing = [item for item in items if item.steps.grows]
    looking = asyncio.create_task(_look(growing, measure, tell)) if growing else None
    try:
        yield
    finally:
        if looking is not None:
            looking.cancel()


async def _look(
    items: Sequence[Item],
    measure: Callable[[str], Awaitable[int | None]],
    tell: Callable[[str], None],
) -> None:
    while True:
        await asyncio.sleep(SECONDS)
        for item in items:
            written = await measure(item.steps.grows)
            if written is not None:
                tell(_heard(item, written))


def _heard(item: Item, written: int) -> str:
    whole = item.steps.grows_to
    if not whole:
        return f"{item.name}: {size(written)} written"
    words = f"{item.name}: {size(written)} of about {size(whole)}"
    return Heard(words, min(1.0, written / whole))

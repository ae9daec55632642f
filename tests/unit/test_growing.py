"""How far an export has come: by the size of its file, as long as it runs."""

from __future__ import annotations

import asyncio

import pytest

from tui.core.action import Item, Steps
from tui.core.command import docker
from tui.session import growing


async def test_the_size_is_told_until_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "SECONDS", 0.001)
    sizes = iter([None, 500, 2_000_000])
    told: list[str] = []
    enough = asyncio.Event()

    async def measure(path: str) -> int | None:
        assert path == "/mnt/c/d.partial.tar"
        return next(sizes, 3_000_000)

    def tell(words: str) -> None:
        told.append(words)
        if len(told) == 3:
            enough.set()

    item = Item("d", "Debian", docker("x"), steps=Steps(grows="/mnt/c/d.partial.tar"))
    async with growing.watched([item], measure, tell):
        await asyncio.wait_for(enough.wait(), 10)
    count = len(told)
    assert told[:3] == ["Debian: 500 B written", "Debian: 2 MB written", "Debian: 3 MB written"]
    await asyncio.sleep(0.01)
    assert len(told) == count


async def test_nothing_is_looked_at_where_nothing_grows() -> None:
    async def measure(_path: str) -> int | None:
        raise AssertionError

    async with growing.watched([Item("a", "a", docker("x"))], measure, lambda _words: None):
        await asyncio.sleep(0)

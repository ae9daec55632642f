"""What the engine of the demo world measures of a container, a sample a second."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from tui.run.demo.machine import CPUS, MEMORY
from tui.run.demo.records import DemoContainer
from tui.run.demo.reply import Words
from tui.run.demo.times import stamp
from tui.run.demo.world import World

EVERY = 1.0
MIB = 1 << 20


@contextmanager
def stats(world: World, words: Words) -> Iterator[AsyncIterator[str]]:
    """The lines of one container. The first two come at once, for somebody waits for them."""
    yield _Lines(world, world.container(words[0]))


class _Lines:
    def __init__(self, world: World, container: DemoContainer) -> None:
        self._world, self._container = world, container
        self._told = 0

    def __aiter__(self) -> AsyncIterator[str]:
        return self

    async def __anext__(self) -> str:
        if self._told > 1:
            await asyncio.sleep(EVERY)
        if not self._container.alive:
            raise StopAsyncIteration
        self._told += 1
        return json.dumps(sample(self._world, self._container, early=self._told == 1))


def sample(world: World, container: DemoContainer, *, early: bool = False) -> dict[str, Any]:
    """As `GET /containers/ID/stats` has it, with what wsltui reads of it."""
    at = world.clock() - timedelta(seconds=EVERY if early else 0)
    seed = int(container.id[:4], 16)
    age = max(1.0, (at - (container.started or at)).total_seconds())
    level = 2 + seed % 17
    busy = age * level / 100 - 3 * level / 100 * math.cos(age / 9 + seed)
    memory = (20 + seed % 300) * MIB + int(8 * MIB * math.sin(age / 23 + seed))
    flow = int(age * (seed % 5) * 1500)
    return {
        "read": stamp(at),
        "cpu_stats": {"cpu_usage": {"total_usage": int(1e9 * (busy + level))}, "online_cpus": CPUS},
        "memory_stats": {"usage": memory + 4 * MIB, "limit": MEMORY,
                         "stats": {"inactive_file": 4 * MIB}},
        "networks": {"eth0": {"rx_bytes": flow, "tx_bytes": flow // 3}},
        "blkio_stats": {"io_service_bytes_recursive": [
            {"op": "read", "value": seed * 4096}, {"op": "write", "value": flow // 7}]},
        "pids_stats": {"current": 1 + seed % 9},
    }  # fmt: skip

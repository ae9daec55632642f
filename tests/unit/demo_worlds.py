"""Demo worlds whose clock stands still until a test moves it, and sessions on them."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tui.backends.demo import DemoBackend, DemoDisk, here
from tui.backends.demo_look import AROUND
from tui.core.command import Command, Result
from tui.core.settings import Settings
from tui.core.store import Store
from tui.kinds import KINDS
from tui.run.demo.made_world import make_world
from tui.run.demo.transport import DemoTransport
from tui.run.demo.world import SEED, World
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.session.session import Session

LONG_AGO = 1e9
"""Seconds: the clock of these worlds is not that of this machine."""
START = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


class Clock:
    """Says what it was set to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def still_world(seed: int = SEED, *, lively: bool = False) -> tuple[World, Clock]:
    clock = Clock()
    return make_world(seed=seed, clock=clock, lively=lively), clock


def transport(world: World) -> DemoTransport:
    return DemoTransport(world, pace=0)


def session(world: World) -> Session:
    runner, told = Runner(Journal(), transport(world)), transport(world)
    runner.api, runner.api_stream = told.run, told.stream
    backends = {tool: DemoBackend(tool) for tool in ("docker", "wsl")}
    opened = Session(KINDS, backends, runner, Settings(), demo=True, locate=here)
    opened.disk, opened.around = DemoDisk(), lambda: AROUND
    opened.heard.since = LONG_AGO
    return opened


async def said(world: World, *argv: str, **more: Any) -> Result:
    """What the world's tool answers to the words."""
    tool = "wsl" if argv[0] == "wsl.exe" else "docker"
    return await transport(world).run(Command(tool, argv, **more))


async def rows_of(world: World, kind_id: str) -> tuple[Any, ...]:
    """The rows of a kind as a session reads them."""
    opened = session(world)
    opened.refresh.mark(kind_id)
    await opened.refresh.settled()
    assert opened.store[kind_id].health is None
    return opened.store[kind_id].rows


async def until(store: Store, condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Return as soon as a change of the store makes the condition hold; fail after `seconds`."""
    changed = asyncio.Event()
    unsubscribe = store.subscribe(lambda _kind: changed.set())
    try:
        async with asyncio.timeout(seconds):
            while not condition():
                changed.clear()
                await changed.wait()
    finally:
        unsubscribe()

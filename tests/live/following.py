"""A session on a private engine, followed at a pace that tests can wait for."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.live.engine import PrivateEngine
from tui.backends.base import Backend
from tui.backends.docker import DockerBackend
from tui.backends.endpoint import resolve_endpoint
from tui.backends.places import Places
from tui.backends.wsl import WslBackend
from tui.core.action import Chosen
from tui.core.health import Cause
from tui.core.settings import Settings
from tui.core.store import Snapshot
from tui.kinds import ACTIONS, KINDS, kind_named
from tui.run.journal import Journal
from tui.run.runner import Runner
from tui.session.dispatch import Report
from tui.session.follow import Follower, Live, Pace
from tui.session.session import Session

PACE = Pace(heartbeat=0.4, first_wait=0.1, longest_wait=0.4, proof=0.3)
DEADLINE = 15.0
NOWHERE = Places(Path("/no/such/root"))
"""No WSL, wherever the tests run."""


def lead_to(engine: PrivateEngine, cli: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the environment leads to this engine, through this docker command."""
    for name in [name for name in os.environ if name.startswith("DOCKER_")]:
        monkeypatch.delenv(name)
    for name, value in engine.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", f"{Path(cli).parent}:{os.environ['PATH']}")


class Following:
    """A session whose environment leads to one engine; `probe_limit` is in seconds."""

    def __init__(self, pace: Pace = PACE, probe_limit: float = 4.0) -> None:
        docker = DockerBackend(resolve_endpoint(None, os.environ), os.environ, timeout=probe_limit)
        backends: dict[str, Backend] = {"docker": docker, "wsl": WslBackend({}, places=NOWHERE)}
        self.session = Session(KINDS, backends, Runner(Journal()), Settings())
        self.session.look_at(KINDS)
        self.follower = Follower(self.session, lambda: None, pace)
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Following:
        self._task = asyncio.create_task(self.follower.run())
        self.session.read_rest()
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self.session.close()

    async def live(self) -> None:
        await self.until(lambda: self.state() is Live.LIVE, "live")
        await self.session.refresh.settled()

    def state(self) -> Live:
        return self.follower.liveness.state

    def cause(self) -> Cause | None:
        health = self.follower.liveness.health
        return health.cause if health else None

    def snapshot(self, kind_id: str = "containers") -> Snapshot:
        return self.session.store[kind_id]

    def rows(self, kind_id: str = "containers") -> dict[str, Any]:
        kind = KINDS[kind_id]
        return {kind.name(row): row for row in self.snapshot(kind_id).rows}

    def states(self) -> dict[str, str]:
        return {name: row.state for name, row in self.rows().items()}

    async def until(
        self, condition: Callable[[], bool], what: str, seconds: float = DEADLINE
    ) -> float:
        """Wait for it; how many seconds that took."""
        began = time.monotonic()
        heard = asyncio.Event()
        end = self.session.store.subscribe(lambda _: heard.set())
        try:
            while not condition():
                assert time.monotonic() - began < seconds, f"not within {seconds:g} s: {what}"
                heard.clear()
                with_limit = asyncio.wait_for(heard.wait(), 0.05)
                await asyncio.gather(with_limit, return_exceptions=True)
        finally:
            end()
        return time.monotonic() - began

    async def read(self, *kind_ids: str) -> None:
        """Read these kinds once, without following."""
        for kind_id in kind_ids:
            self.session.refresh.mark(kind_id)
        await self.session.refresh.settled()

    async def do(self, action_id: str, *names: str, chosen: Sequence[str] = ()) -> Report:
        """Carry an action out on the rows as they are known now."""
        _, action = ACTIONS[action_id]
        kind = kind_named(action_id.partition(".")[0])
        assert kind is not None
        known = self.rows(kind.id)
        rows = [known[name] for name in names]
        intent = self.session.dispatch.intend(kind, action, rows, Chosen(chosen))
        return await self.session.dispatch.carry_out(intent)

"""The composition root: settings become a runner, backends, a store and a dispatcher."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tui.backends.base import Backend, RunCommand
from tui.backends.system import sample
from tui.core.command import Command, Outcome, Result
from tui.core.errors import Unavailable
from tui.core.health import Cause, Health, down
from tui.core.kind import Kind
from tui.core.machine import Sample
from tui.core.settings import Settings
from tui.core.store import Store
from tui.run.runner import Runner
from tui.run.transport import Stream
from tui.session.dispatch import Dispatcher
from tui.session.refresh import Refresher

FRESH = 4.0
"""Seconds for which a tool that was found down is taken to be down without asking again."""
AT_ONCE = ("containers", "distros")
"""The kinds that are read first: with all at once the first frame would wait for the CPU."""
SAMPLES = 90
"""Samples kept: at one every two seconds, the last three minutes."""


async def _nowhere(_run: RunCommand) -> str | None:
    return None


class Session:
    """Everything a front end needs, and nothing of the screen.

    `locate` finds the name of the distro that wsltui runs in; `measure` takes a sample of the
    machine.
    """

    def __init__(
        self,
        kinds: Mapping[str, Kind[Any]],
        backends: Mapping[str, Backend],
        runner: Runner,
        settings: Settings,
        *,
        demo: bool = False,
        locate: Callable[[RunCommand], Awaitable[str | None]] = _nowhere,
        measure: Callable[[], Sample] | None = None,
    ) -> None:
        self.kinds = kinds
        self.backends = backends
        self.runner = runner
        self.settings = settings
        self.demo = demo
        self.measure = measure or sample
        self.problems: list[str] = []
        self.config_file: Path | None = None
        self._locate = locate
        self.store = Store(kinds)
        self.health: dict[str, Health] = {}
        self.refresh = Refresher(self)
        self.dispatch = Dispatcher(self)
        self._asked: dict[str, float] = {}
        self._begun: float | None = None
        self._greeting: asyncio.Task[Health] | None = None
        self._samples: deque[Sample] = deque(maxlen=SAMPLES)
        runner.again = self._again

    def begin(self) -> float:
        """Greet the engine and read `AT_ONCE`, once; when that began (seconds of the epoch)."""
        if self._begun is None:
            self._begun = time.time()
            for kind_id in self.kinds:
                if kind_id in AT_ONCE:
                    self.refresh.mark(kind_id)
            self._greeting = asyncio.create_task(self.probe("docker"))
        return self._begun

    def read_rest(self) -> None:
        """Read the kinds that `begin` has left out."""
        for kind_id in self.kinds:
            if kind_id not in AT_ONCE:
                self.refresh.mark(kind_id)

    def prepared(self, command: Command, action_id: str = "") -> Command:
        """The command as it will be started. Raises Unavailable where its tool is not there.

        A limit that the config sets for a tool is for its reads; what changes something has the
        limit of its action.
        """
        backend = self.backends.get(command.tool)
        if command.timeout is not None:
            tool = "" if command.mutates else command.tool
            limit = self.settings.timeout_for(action_id, tool, command.timeout)
            command = replace(command, timeout=limit)
        return backend.prepare(command) if backend else command

    async def execute(self, command: Command) -> Result:
        """Prepare and run. A tool that is not there is a result too: not started."""
        try:
            prepared = self.prepared(command)
        except Unavailable as error:
            if self.known_down(command.tool) is None:
                await self.probe(command.tool)
            return Result(command, Outcome.NOT_STARTED, stderr=str(error).encode())
        return await self.run_prepared(prepared)

    async def run_prepared(self, command: Command) -> Result:
        result = await self.runner.run(command)
        backend = self.backends.get(command.tool)
        if backend is not None and not result.ok:
            unreachable = backend.explain(result)
            if unreachable is not None:
                self._note(command.tool, unreachable)
        return result

    def stream(self, command: Command) -> AbstractAsyncContextManager[Stream]:
        """The lines of a command. Raises Unavailable."""
        return self.runner.stream(self.prepared(command))

    async def probe(self, tool: str) -> Health:
        """Ask a tool whether it is there, now."""
        backend = self.backends.get(tool)
        if backend is None:
            return Health(up=True)
        try:
            health = await backend.probe(self.runner.run)
        except Unavailable as error:
            health = down(Cause.FAILED, error.sentence, error.remedy)
        self._note(tool, health)
        return health

    def known_down(self, tool: str) -> Health | None:
        """Why a tool is down, where that was found out a moment ago."""
        health = self.health.get(tool)
        if health is None or health.up:
            return None
        return health if time.monotonic() - self._asked[tool] < FRESH else None

    def take_sample(self, sample: Sample) -> None:
        """A new measurement of this machine; the last `SAMPLES` are kept."""
        self._samples.append(sample)
        self.store.put("samples", tuple(self._samples), sample.at)

    async def find_here(self) -> None:
        """Find out in which distro wsltui runs, if in any."""
        self.here(await self._locate(self.runner.run))

    async def close(self) -> None:
        """Stop reading; whatever still runs is ended."""
        if self._greeting is not None:
            self._greeting.cancel()
        await self.refresh.close()

    def here(self, distro: str | None) -> None:
        """The distro that wsltui runs in, None where there is none."""
        self.store.put("here", (distro,) if distro else (), datetime.now(UTC))

    def _note(self, tool: str, health: Health) -> None:
        self.health[tool] = health
        self._asked[tool] = time.monotonic()

    def _again(self, result: Result) -> Command | None:
        backend = self.backends.get(result.command.tool)
        return backend.again(result) if backend else None

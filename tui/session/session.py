"""The composition root: settings become a runner, backends, a store and a dispatcher."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.backends.base import Backend, RunCommand
from tui.backends.endpoint import Endpoint
from tui.backends.files import Files, MadeUpFiles
from tui.backends.logs import Logs, NoLogs
from tui.backends.system import sample
from tui.backends.windows import Disk, NoDisk
from tui.core.command import Command, Outcome, Result
from tui.core.errors import Unavailable, WsltuiError
from tui.core.failure import failure
from tui.core.health import Cause, Health, down
from tui.core.kind import Kind
from tui.core.machine import Sample
from tui.core.settings import Settings
from tui.core.store import Store
from tui.run.runner import Runner
from tui.run.transport import Stream
from tui.session import crash
from tui.session.binds import LostBinds
from tui.session.dispatch import Dispatcher
from tui.session.particulars import Particulars
from tui.session.pins import Pins
from tui.session.refresh import Refresher

if TYPE_CHECKING:
    from tui.backends.looking import Look
    from tui.session.undo.trash import Trash

FRESH = 4.0
"""Seconds for which a tool that was found down is taken to be down without asking again."""
AT_ONCE = ("containers", "distros")
"""The kinds that are read first: with all at once the first frame would wait for the CPU."""
SAMPLES = 90
"""Samples kept: at one every two seconds, the last three minutes."""


async def _nowhere(_run: RunCommand) -> str | None:
    return None


def _no_look() -> Look:
    from tui.backends.looking import NoLook  # the doctor is seldom called

    return NoLook()


class Session:
    """Everything a front end needs, and nothing of the screen.

    `locate` finds the name of the distro that wsltui runs in; `measure` takes a sample of the
    machine. `state` is the state directory, None for none on disk.
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
        self.state: Path | None = None
        self.pins = Pins(None)
        self.logs: Logs = NoLogs()
        self.disk: Disk = NoDisk()
        self.files: Files = MadeUpFiles()
        self.look: Callable[[], Look] = _no_look
        self.problems: list[str] = []
        self.config_file: Path | None = None
        self._locate = locate
        self.store = Store(kinds)
        self.wanted = {kind.id for kind in kinds.values() if not kind.lazy}
        self.health: dict[str, Health] = {}
        self.refresh = Refresher(self)
        self.dispatch = Dispatcher(self)
        self.particulars = Particulars(self)
        self.binds = LostBinds(self)
        self._asked: dict[str, float] = {}
        self._begun: float | None = None
        self.framed = asyncio.Event()
        self.framed.set()
        self._samples: deque[Sample] = deque(maxlen=SAMPLES)
        runner.again = self._again

    @property
    def trash(self) -> Trash | None:
        """Where removals are written down first; None where there is no state directory."""
        if self.state is None:
            return None
        from tui.session.undo.trash import open_trash

        return open_trash(self, self.state)

    def look_at(self, kind_ids: Iterable[str]) -> None:
        """From now on only these kinds, and what they need, are kept up to date."""
        self.wanted = set()
        for kind_id in kind_ids:
            self._keep(kind_id)

    def want(self, kind_id: str) -> None:
        """A kind is looked at: read it if that never was done, and keep it up to date.

        A lazy kind is only read, for that costs the tool much.
        """
        kind = self.kinds[kind_id]
        for needed in (*kind.needs, kind_id):
            if needed in self.kinds and needed not in self.wanted:
                self.refresh.mark(needed)
        if not kind.lazy:
            self._keep(kind_id)

    def mark(self, kind_id: str, keys: Iterable[str] | None = None) -> None:
        """These keys of a kind, or all of it, went stale: read them if somebody looks at it."""
        if kind_id in self.wanted:
            self.refresh.mark(kind_id, keys)

    def _keep(self, kind_id: str) -> None:
        kind = self.kinds[kind_id]
        self.wanted |= {n for n in (*kind.needs, kind_id) if n in self.kinds}

    def begin(self) -> float:
        """Read `AT_ONCE`, once; when that began (seconds of the epoch).

        Until `read_rest` no more is read of many rows than their list.
        """
        if self._begun is None:
            self._begun = time.time()
            self.framed.clear()
            for kind_id in self.kinds:
                if kind_id in AT_ONCE:
                    self.mark(kind_id)
        return self._begun

    def read_rest(self) -> None:
        """There is a first frame to look at: read what `begin` has left out."""
        self.framed.set()
        for kind_id in self.kinds:
            if kind_id not in AT_ONCE:
                self.mark(kind_id)

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
        """Run a command that `prepared` made. Whatever happens is a result."""
        result = await self.runner.run(command)
        self.learn(result)
        return result

    def learn(self, result: Result) -> Health | None:
        """Why its tool is out of reach, where a result that is not ok shows that."""
        tool = result.command.tool
        backend = self.backends.get(tool)
        unreachable = None if backend is None or result.ok else backend.explain(result)
        if unreachable is not None:
            self._note(tool, unreachable)
        return unreachable

    def stream(self, command: Command) -> AbstractAsyncContextManager[Stream]:
        """The lines of a command. Raises Unavailable."""
        return self.runner.stream(self.prepared(command))

    async def probe(self, tool: str) -> Health:
        """Ask a tool whether it is there, now."""
        backend = self.backends.get(tool)
        if backend is None:
            return Health(up=True)
        try:
            health = await backend.probe(self.runner.ahead)
        except Unavailable as error:
            health = down(Cause.FAILED, error.sentence, error.remedy)
        except Exception as error:
            health = down(Cause.FAILED, crash.sentence(error), crash.where(error))
        self._note(tool, health)
        return health

    def known_down(self, tool: str) -> Health | None:
        """Why a tool is down, where that was found out a moment ago."""
        health = self.health.get(tool)
        if health is None or health.up:
            return None
        return health if time.monotonic() - self._asked[tool] < FRESH else None

    def error(self, result: Result) -> WsltuiError:
        """What a result that is not ok means: its tool is out of reach, or what it said."""
        known = self.known_down(result.command.tool)
        return known.error() if known else failure(result)

    @property
    def context(self) -> str:
        """The docker context in use, empty where that is not known."""
        health = self.health.get("docker")
        told = health.facts.get("context", "") if health else ""
        endpoint = getattr(self.backends.get("docker"), "endpoint", None)
        return told or (endpoint.name if isinstance(endpoint, Endpoint) else "")

    def answered(self, tool: str) -> None:
        """All rows of a kind were read, so its tool is there, whatever was found before."""
        health = self.health.get(tool)
        if health is not None and not health.up:
            self._note(tool, Health(up=True, facts=health.facts))

    def take_sample(self, sample: Sample) -> None:
        """A new measurement of this machine; the last `SAMPLES` are kept."""
        self._samples.append(sample)
        self.store.put("samples", tuple(self._samples), sample.at)

    async def find_here(self) -> None:
        """Find out in which distro wsltui runs, if in any."""
        self.here(await self._locate(self.runner.run))

    async def close(self) -> None:
        """Stop reading; whatever still runs is ended."""
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

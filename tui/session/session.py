"""The composition root: settings become a runner, backends, a store and a dispatcher."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.backends.base import Backend, RunCommand
from tui.backends.endpoint import Endpoint
from tui.backends.files import Files, MadeUpFiles
from tui.backends.logs import Logs, NoLogs
from tui.backends.system import sample
from tui.backends.windows import Disk, NoDisk
from tui.core.action import Action
from tui.core.around import Around
from tui.core.command import Command, Outcome, Result
from tui.core.engine_home import ENGINE_HOME
from tui.core.errors import Unavailable, WsltuiError
from tui.core.health import Health
from tui.core.kind import Kind
from tui.core.machine import Sample
from tui.core.settings import Settings
from tui.core.store import Store
from tui.run.runner import Runner
from tui.run.transport import Outputs, Stream
from tui.session.binds import LostBinds
from tui.session.dispatch import Dispatcher
from tui.session.engine_home import engine_home
from tui.session.gauging import Gauging
from tui.session.heard import Heard
from tui.session.particulars import Particulars
from tui.session.passing import Passing
from tui.session.pins import Pins
from tui.session.reach import Reach
from tui.session.refresh import Refresher
from tui.session.supplies import Supplies

if TYPE_CHECKING:
    from tui.backends.looking import Look
    from tui.session.transcripts import Transcripts
    from tui.session.undo.trash import Trash

ENGINE_PLATFORM = "engine-platform"
"""What is put into the store of the engine: `linux/amd64`, as its images call it."""
AT_ONCE = ("containers", "distros")
"""The kinds that are read first: with all at once the first frame would wait for the CPU."""
SAMPLES = 90
"""Samples kept: at one every two seconds, the last three minutes."""


async def _nowhere(_run: RunCommand) -> str | None:
    return None


def _no_look() -> Look:
    from tui.backends.looking import NoLook  # the doctor is seldom called

    return NoLook()


class Session(Reach):
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
        super().__init__(backends, runner)
        self.kinds = kinds
        self.settings = settings
        self.demo = demo
        self.measure = measure or sample
        self.state: Path | None = None
        self.pins = Pins(None)
        self.logs: Logs = NoLogs()
        self.disk: Disk = NoDisk()
        self.files: Files = MadeUpFiles()
        self.look: Callable[[], Look] = _no_look
        self.around: Callable[[], Around] = Around
        self.problems: list[str] = []
        self.config_file: Path | None = None
        self._locate = locate
        self.store = Store(kinds)
        self._tell_endpoint()
        self.wanted = {kind.id for kind in kinds.values() if not kind.lazy}
        self.refresh = Refresher(self)
        self.dispatch = Dispatcher(self)
        self.particulars = Particulars(self)
        self.gauging = Gauging(self)
        self.binds = LostBinds(self)
        self._begun: float | None = None
        self.passing = Passing(self.execute)
        self.framed = asyncio.Event()
        self.framed.set()
        self._samples: deque[Sample] = deque(maxlen=SAMPLES)
        runner.again = self._again

    @cached_property
    def transcripts(self) -> Transcripts:
        """What the last builds, pulls and pushes said."""
        from tui.session.transcripts import Transcripts

        return Transcripts()

    @cached_property
    def heard(self) -> Heard:
        """The events of the engine, kept for whoever wants to see them."""
        return Heard()

    @cached_property
    def supplies(self) -> Supplies:
        """What kinds need and no listing finds out."""
        return Supplies(self)

    @property
    def actions(self) -> dict[str, tuple[Kind[Any], Action[Any]]]:
        """All that can be done, the user's own commands too, by id."""
        return {a.id: (kind, a) for kind in self.kinds.values() for a in kind.actions}

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
            self.supplies.begin(kind.needs)

    def mark(self, kind_id: str, keys: Iterable[str] | None = None, *, acted: bool = False) -> None:
        """These keys of a kind, or all of it, went stale: read them if somebody looks at it.

        Whoever `acted` on its rows does, though it be lazy.
        """
        if kind_id in self.wanted or acted:
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
        result = replace(await self.runner.run(command), at=datetime.now(UTC))
        self.learn(result)
        return result

    def stream(self, command: Command) -> AbstractAsyncContextManager[Stream]:
        """The lines of a command. Raises Unavailable."""
        return self.runner.stream(self.prepared(command))

    def outputs(self, command: Command) -> AbstractAsyncContextManager[Outputs]:
        """Both outputs of a command that changes nothing, as bytes. Raises Unavailable."""
        return self.runner.outputs(self.prepared(command))

    @property
    def context(self) -> str:
        """The docker context in use, empty where that is not known."""
        health = self.health.get("docker")
        told = health.facts.get("context", "") if health else ""
        endpoint = getattr(self.backends.get("docker"), "endpoint", None)
        return told or (endpoint.name if isinstance(endpoint, Endpoint) else "")

    def _tell_endpoint(self) -> None:
        """The context and address of the engine, for kinds that need `endpoint`."""
        endpoint = getattr(self.backends.get("docker"), "endpoint", None)
        if isinstance(endpoint, Endpoint):
            self.store.put("endpoint", ((endpoint.name, endpoint.host),), datetime.now(UTC))

    def take_sample(self, sample: Sample) -> None:
        """A new measurement of this machine; the last `SAMPLES` are kept."""
        self._samples.append(sample)
        self.store.put("samples", tuple(self._samples), sample.at)

    async def find_here(self) -> None:
        """Find out in which distro wsltui runs, if in any."""
        self.here(await self._locate(self.runner.run))

    async def find_platform(self) -> None:
        """Find out what the engine was made for; one that does not answer is no news here."""
        backend = self.backends.get("docker")
        if backend is None:
            return
        try:
            health = await backend.probe(self.runner.ahead)
        except WsltuiError:
            return
        if health.up:
            self._note("docker", health)

    async def close(self) -> None:
        """Stop reading; whatever still runs is ended, and what was made for a moment goes."""
        await self.gauging.close()
        await self.refresh.close()
        await self.supplies.close()
        await self.passing.end()

    def here(self, distro: str | None) -> None:
        """The distro that wsltui runs in, None where there is none."""
        self.store.put("here", (distro,) if distro else (), datetime.now(UTC))
        self._place_engine()

    def _place_engine(self) -> None:
        """Let kinds know whether the engine runs in this distro, as far as that is known."""
        facts = self.health["docker"].facts if "docker" in self.health else {}
        home = engine_home(self.backends.get("docker"), facts)
        if home:
            self.store.put(ENGINE_HOME, (home,), datetime.now(UTC))

    def _note(self, tool: str, health: Health) -> None:
        super()._note(tool, health)
        if tool == "docker":
            self._place_engine()
            if platform := health.facts.get("server_platform") if health.up else None:
                self.store.put(ENGINE_PLATFORM, (platform,), datetime.now(UTC))

    def _again(self, result: Result) -> Command | None:
        backend = self.backends.get(result.command.tool)
        return backend.again(result) if backend else None

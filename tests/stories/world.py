"""A world in memory for stories: real kinds, backends and runner, and tools that are made up."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.stories.logs import Logs
from tests.stories.things import Box, Distro, Picture
from tests.stories.tools import Docker, Wsl
from tests.unit.fake_machine import FakeMachine
from tui.backends.base import Backend
from tui.backends.docker import DockerBackend
from tui.backends.endpoint import resolve_endpoint
from tui.backends.wsl import WslBackend, current_distro
from tui.core.command import READ_ALONG, Command, Mode, Outcome, Result
from tui.core.machine import Sample
from tui.core.settings import Settings
from tui.kinds import KINDS
from tui.run.journal import Journal
from tui.run.recorded import Answer
from tui.run.runner import Runner
from tui.run.transport import Outputs, Stream
from tui.session.session import Session

NO_ENGINE = (
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. "
    "Is the docker daemon running?"
)
WSL_EXE = "mnt/c/Windows/System32/wsl.exe"


@dataclass
class Line:
    """What a command that begins so is answered with; `used` counts."""

    begins: str
    answer: Answer | Outcome
    used: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)


class World:
    """The transport of a session, and what stands behind it.

    `ran` lists the commands that change something, as one would type them, in order; `meanwhile`
    are the lines that a command which is read along prints before it ends.
    """

    def __init__(self, directory: Path) -> None:
        self.machine = FakeMachine(directory).wsl()
        self.program = self.machine.program("usr/bin/docker")
        self.machine.program(WSL_EXE)
        self.machine.write("mnt/c/Program Files/WSL/wslg.exe")
        home = directory / "home"
        home.mkdir(parents=True)
        self.env = {
            "PATH": f"{self.program.parent}:{self.machine.root}/{Path(WSL_EXE).parent}",
            "HOME": str(home),
            "WSL_DISTRO_NAME": "Ubuntu-24.04",
        }
        self.docker, self.wsl = Docker(self.tell), Wsl()
        self.logs = Logs()
        self.ran: list[str] = []
        self.reads: list[str] = []
        self.engine_words = ""
        self.meanwhile: tuple[str, ...] = ()
        self._lines: list[Line] = []
        self._events: list[asyncio.Queue[str | None]] = []
        self._told = 1_795_385_571_152_334_011

    def furnish(self) -> World:
        """Two running containers and two that are not, three images, three distros."""
        self.boxes(Box("web-1"), Box("api-1", image="shop/api:2.0"), Box("db-1", "paused"))
        self.boxes(Box("migrate", "exited", "tools/migrate:latest", code=1))
        tags = ("shop/web:1.4", "shop/api:2.0", "store/db:16")
        self.pictures(*(Picture(tag, days) for days, tag in enumerate(tags, 1)))
        self.distros(Distro("Ubuntu-24.04", True), Distro("Debian"), Distro("docker-desktop", True))
        return self

    def boxes(self, *boxes: Box) -> None:
        self.docker.boxes |= {box.name: box for box in boxes}

    def pictures(self, *pictures: Picture) -> None:
        self.docker.pictures |= {picture.tag: picture for picture in pictures}

    def distros(self, *distros: Distro) -> None:
        self.wsl.distros |= {distro.name: distro for distro in distros}
        self.wsl.default = self.wsl.default or distros[0].name

    def says(self, begins: str, answer: Answer | Outcome) -> None:
        """Commands that begin so get this answer; a story that never asks for it fails."""
        self._lines.insert(0, Line(begins, answer))
        self._lines[0].gate.set()

    def fails(self, begins: str, words: str, code: int = 1) -> None:
        self.says(begins, Answer("", code, words))

    def holds(self, begins: str) -> asyncio.Event:
        """Commands that begin so wait until the event is set, then run as ever."""
        self._lines.insert(0, Line(begins, Outcome.OK))
        return self._lines[0].gate

    def behaves(self) -> None:
        """Nothing is scripted any more."""
        self._lines = [line for line in self._lines if not line.used]

    @property
    def held(self) -> bool:
        """Whether a command waits for its gate."""
        return any(line.used and not line.gate.is_set() for line in self._lines)

    @property
    def unused(self) -> list[str]:
        return [line.begins for line in self._lines if not line.used]

    def kill_engine(self, words: str = NO_ENGINE) -> None:
        """The engine is gone: commands fail with these words, streams of events end."""
        self.engine_words = words
        for queue in self._events:
            queue.put_nowait(None)

    def start_engine(self) -> None:
        self.engine_words = ""

    def change(self, box: Box, action: str = "start") -> None:
        """Somebody else made or changed a container: the engine tells of it."""
        self.boxes(box)
        self.tell("container", action, box.id)

    def session(
        self, settings: Settings, *, read_only: bool = False, dry_run: bool = False
    ) -> Session:
        endpoint = resolve_endpoint(None, self.env)
        backends: dict[str, Backend] = {
            "docker": DockerBackend(endpoint, self.env, places=self.machine.places),
            "wsl": WslBackend(self.env, places=self.machine.places),
        }

        async def locate(run: Any) -> str | None:
            return await current_distro(self.env, run)

        runner = Runner(Journal(), self, read_only=read_only, dry_run=dry_run)
        return Session(KINDS, backends, runner, settings, locate=locate, measure=_measured)

    async def run(self, command: Command) -> Result:
        typed = command.typed()
        (self.ran if command.mutates else self.reads).append(typed)
        line = next((one for one in self._lines if f"{typed} ".startswith(f"{one.begins} ")), None)
        if line is not None:
            line.used += 1
            await line.gate.wait()
            if isinstance(line.answer, Answer):
                return _result(command, line.answer)
            if line.answer is not Outcome.OK:
                return Result(command, line.answer, seconds=command.timeout or 0)
        tool, *words = command.argv
        if tool == "docker":
            if self.engine_words:
                return _result(command, Answer("", 1, self.engine_words))
            return _result(command, self.docker.answer(*words))
        if tool == "wsl.exe":
            return _result(command, self.wsl.answer(*words))
        if tool in ("mv", "rm", "find", "test"):
            return _result(command, Answer())
        return Result(command, Outcome.NOT_STARTED, stderr=b"No such file or directory")

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        """`docker events`: everything that is told from now on; else what a command answers."""
        if command.mode in READ_ALONG:
            yield self._read_along(command)
            return
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._events.append(queue)

        async def lines() -> AsyncIterator[str]:
            while (line := await queue.get()) is not None:
                yield line
            stream.result = _result(command, Answer("", 1, "unexpected EOF"))

        stream = Stream(lines())
        try:
            yield stream
        finally:
            self._events.remove(queue)

    @asynccontextmanager
    async def outputs(self, command: Command) -> AsyncIterator[Outputs]:
        """`docker logs`: what the story logs, from the end that is asked for on."""
        self.reads.append(command.typed())
        outputs = Outputs(self.logs.read(command))
        outputs.result = self.logs.result(command)
        yield outputs

    def _read_along(self, command: Command) -> Stream:
        """First `meanwhile`, then the answer, which may be held."""

        async def lines() -> AsyncIterator[str]:
            for line in self.meanwhile:
                yield line
            result = await self.run(command)
            joined = result.text + (result.error_text if command.mode is Mode.JOINED else "")
            for line in joined.splitlines():
                yield line
            stream.result = result

        stream = Stream(lines())
        return stream

    async def hand_over(self, command: Command) -> Result:
        return await self.run(command)

    def tell(self, sort: str, action: str, ident: str) -> None:
        self._told += 1
        actor = {"ID": ident, "Attributes": {}}
        event = {"Type": sort, "Action": action, "Actor": actor, "timeNano": self._told}
        for queue in self._events:
            queue.put_nowait(json.dumps(event))


def _result(command: Command, answer: Answer) -> Result:
    stdout, stderr = answer.stdout.encode(errors="surrogateescape"), answer.stderr.encode()
    return Result(command, command.ended(answer.code), answer.code, stdout, stderr, 0.1)


def _measured() -> Sample:
    gigabyte = 1 << 30
    return Sample(
        at=datetime.now(UTC), cpu_percent=12.0, cpus=8, memory_total=8 * gigabyte,
        memory_used=5 * gigabyte, memory_available=3 * gigabyte, swap_total=0, swap_used=0,
        disk_total=80 * gigabyte, disk_used=61 * gigabyte,
    )  # fmt: skip

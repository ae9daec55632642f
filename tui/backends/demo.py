"""The tools of the demo world, which are always in reach."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from tui.backends.base import Backend, RunCommand
from tui.backends.contexts import DEFAULT_HOST
from tui.backends.docker import version_facts
from tui.backends.endpoint import Endpoint
from tui.backends.wsl import version_health
from tui.core.command import Command, Result, docker, wsl
from tui.core.disk import DESKTOP_DATA, DiskTruth, Vhdx
from tui.core.distro_facts import Registration, Registry
from tui.core.health import Health
from tui.core.logs import Home
from tui.core.machine import Sample
from tui.run.demo import machine
from tui.run.demo.made_memory import DROPPED
from tui.run.demo.made_places import HERE
from tui.run.demo.made_world import make_world
from tui.run.demo.schedule import Clock
from tui.run.demo.transport import DemoTransport
from tui.run.demo.world import SEED, utc_now
from tui.run.journal import Journal
from tui.run.runner import Runner

FOLDER = r"C:\Users\dev\AppData\Local"
FREE = 61_203_283_968
"""Bytes that are free on drive C: of the demo world."""
SIZES = {"Ubuntu-24.04": 21_474_836_480, "Debian": 3_221_225_472, "Alpine-dev": 5_242_880_000}
SYSTEMS = {"Ubuntu-24.04": ("ubuntu", "24.04"), "Debian": ("debian", "13")}
"""What its Windows knows of distros; of Alpine-dev it was not told the system."""
Locate = Callable[[RunCommand], Awaitable[str | None]]
Measure = Callable[[], Sample]
Opened = tuple[Mapping[str, Backend], Runner, Locate, Measure]


class DemoBackend:
    """`docker` or `wsl` of the demo world: commands go to it as they are."""

    def __init__(self, tool: str) -> None:
        self.tool = tool
        self.endpoint = Endpoint("default", DEFAULT_HOST, "default") if tool == "docker" else None

    async def probe(self, run: RunCommand) -> Health:
        """Up, with the versions that the world's own tools tell."""
        if self.tool == "wsl":
            return version_health(await run(wsl("--version")))
        told = await run(docker("version", "--format", "{{json .}}"))
        return Health(up=True, facts=version_facts(told.text))

    def prepare(self, command: Command) -> Command:
        return command

    def again(self, result: Result) -> Command | None:  # noqa: ARG002 - it always starts
        return None

    def explain(self, result: Result) -> Health | None:  # noqa: ARG002 - it is always in reach
        return None


def open_demo(
    *, seed: int = SEED, clock: Clock = utc_now, pace: float = 1.0, lively: bool = True
) -> Opened:
    """What a session on a new demo world is made of; its journal stays in memory.

    `pace` scales how long commands take; in a world that is not `lively` nothing changes by
    itself.
    """
    world = make_world(seed=seed, clock=clock, lively=lively)
    backends: dict[str, Backend] = {tool: DemoBackend(tool) for tool in ("docker", "wsl")}
    transport = DemoTransport(world, pace=pace)
    runner = Runner(Journal(), transport)
    runner.api, runner.api_stream = transport.run, transport.stream

    def measure() -> Sample:
        return machine.sample(clock(), dropped=DROPPED in world.files)

    return backends, runner, here, measure


async def here(_run: RunCommand) -> str | None:
    """The distro that wsltui runs in, in the demo world."""
    return HERE


def sample(now: datetime | None = None) -> Sample:
    """What the machine of the demo world uses; never that of the real one."""
    return machine.sample(now or datetime.now(UTC))


class DemoDisk:
    """The disks of the demo world's Windows: Docker Desktop's data, and one for each distro."""

    async def look(self, run: RunCommand, home: Home, here: str | None) -> DiskTruth:  # noqa: ARG002
        docker = Vhdx(
            DESKTOP_DATA, f"{FOLDER}\\Docker\\wsl\\disk\\docker_data.vhdx",
            48_318_382_080, FREE, engine=True,
        )  # fmt: skip
        return DiskTruth((docker, *(_vhdx(name, size) for name, size in SIZES.items())))

    async def distros(self, run: RunCommand) -> Registry:  # noqa: ARG002
        found = (
            Registration(name, *SYSTEMS.get(name, ("", "")), 1000, _vhdx(name, size))
            for name, size in SIZES.items()
        )
        desktop = _vhdx("docker-desktop", 104_857_600, r"Docker\wsl\main")
        legacy = Vhdx(
            "legacy-ubuntu", f"{FOLDER}\\legacy", why="a distro of WSL 1 has no disk file"
        )
        others = (
            Registration(desktop.of, "", "", 0, desktop),
            Registration(legacy.of, "ubuntu", "18.04", 1000, legacy),
        )
        return Registry((*found, *others))


def _vhdx(name: str, size: int, below: str = "") -> Vhdx:
    folder = below or f"wsl\\{name}"
    return Vhdx(name, f"{FOLDER}\\{folder}\\ext4.vhdx", size, FREE)


def passing_place(owner: object) -> Path:
    """A state directory for what is not real; it goes with its owner."""
    place = tempfile.mkdtemp(prefix="wsltui-demo-")
    weakref.finalize(owner, shutil.rmtree, place, ignore_errors=True)
    return Path(place)

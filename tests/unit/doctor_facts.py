"""The facts of a machine where all is well, and how a test changes one of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tui.checks import CHECKS
from tui.checks.check import Judged
from tui.core.disk import DESKTOP_DATA, DiskTruth, Vhdx
from tui.core.engines import Signs, classify
from tui.core.facts import (
    DesktopSettings,
    Disk,
    Engine,
    Facts,
    Listed,
    Local,
    Memory,
    OwnEngine,
    Program,
    Socket,
    Unknown,
    Windows,
    WindowsFiles,
    Wsl,
    WslConfig,
)
from tui.core.health import Health

HERE = "Ubuntu-24.04"
GIB = 1024**3
DARK = Unknown("somebody put the light out")
SOCKET = Socket("/var/run/docker.sock", "socket", "docker", 0o660, usable=True)
ROWS = (Listed(HERE, 2, True), Listed("docker-desktop", 2, owner="Docker Desktop"))
FILE = Vhdx(DESKTOP_DATA, r"C:\d\docker_data.vhdx", 30_000_000_000, 90_000_000_000, engine=True)
_BY_ID = {check.id: check for check in CHECKS}


def settings(**values: object) -> DesktopSettings:
    """Docker Desktop's settings as they are spelled there."""
    return DesktopSettings({key.lower(): value for key, value in values.items()})


def config(changed: float | None = 100.0, **values: str) -> WslConfig:
    """A .wslconfig; `wsl2_memory` is the key memory in the section wsl2."""
    return WslConfig(changed, {key.replace("_", "."): value for key, value in values.items()})


HEALTHY = Facts(
    local=Local(
        inside=True,
        kernel="6.6.87.2-microsoft-standard-WSL2",
        program=Program("desktop", "/usr/bin/docker"),
        socket=SOCKET,
        tools=True,
        proxy=True,
        desktop=True,
        engine=OwnEngine(),
        listening=(),
        booted=200.0,
        memory=Memory(16 * GIB, 8 * GIB),
        disk_used=20_000_000_000,
        cwd="/home/me/shop",
        crlf=(),
        drives=("/mnt/c",),
    ),
    here=HERE,
    wsl=Wsl("2.7.11.0", ROWS, 2),
    windows=Windows(26100),
    files=WindowsFiles(
        config(experimental_automemoryreclaim="gradual"), settings(IntegratedWslDistros=[HERE])
    ),
    engine=Engine(
        Health(up=True, facts={"server_version": "29.4.2", "platform": "Docker Desktop 4.76.0"}),
        "Docker Desktop",
        "linux",
        8,
        (("web", "/home/me/shop"),),
        classify(Signs(platform="Docker Desktop 4.76.0", kernel="6.6-microsoft-standard-WSL2")),
        greeted=True,
    ),
    disk=Disk(DiskTruth((FILE,)), 28_000_000_000, 0.3),
)


def changed(facts: Facts = HEALTHY, **parts: Any) -> Facts:
    """`local={"root": True}` changes that field of that part, `here=None` the fact itself."""
    made = {
        name: replace(getattr(facts, name), **value) if isinstance(value, dict) else value
        for name, value in parts.items()
    }
    return replace(facts, **made)


def judged(check_id: str, **parts: Any) -> Judged:
    """What one check makes of the healthy machine with these changes."""
    return _BY_ID[check_id].judge(changed(**parts))

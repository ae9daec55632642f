"""What the doctor sees in the demo world: a healthy Docker Desktop, and a thing or two to mend."""

from __future__ import annotations

from tui.core.around import Address, Around
from tui.core.facts import (
    DesktopSettings,
    Local,
    Maybe,
    Memory,
    OwnEngine,
    Program,
    Socket,
    WindowsFiles,
    WslConfig,
)
from tui.run.demo.machine import KERNEL, MEMORY
from tui.run.demo.made_places import HERE

BOOTED = 1_790_000_000.0
EDITED = BOOTED + 86_400
"""The .wslconfig was changed a day after WSL was started."""


AROUND = Around(
    inside=True,
    addresses=(Address("eth0", "172.28.97.14"),),
    route="eth0",
    gateway="172.28.96.1",
    dns=("10.255.255.254",),
    init="systemd",
    systemd=True,
    interop="on",
    socket="/run/WSL/1_interop",
    answered=True,
    sockets=("/run/WSL/1_interop",),
    dxg=True,
    nvidia="/usr/lib/wsl/lib/nvidia-smi",
)


class DemoLook:
    """Always the same; never the real machine."""

    def near(self) -> Local:
        return Local(
            inside=True,
            kernel=KERNEL,
            socket=Socket("/var/run/docker.sock", "socket", "docker", 0o660, usable=True),
            tools=True,
            proxy=True,
            engine=OwnEngine(),
            listening=(),
            booted=BOOTED,
            memory=Memory(MEMORY, MEMORY // 2),
            cwd="/mnt/c/Users/dev/shop",
            drives=("/mnt/c",),
        )

    def far(self) -> tuple[Program, Maybe[bool]]:
        return Program("desktop", "/usr/bin/docker"), True

    def scripts(self) -> Maybe[tuple[str, ...]]:
        return ()

    def home(self) -> str:
        return "/home/dev"

    def windows(self, profile: str, roaming: str) -> WindowsFiles:  # noqa: ARG002
        config = {"wsl2.memory": "16GB", "experimental.automemoryreclaim": "gradual"}
        settings = {"integratedwsldistros": [HERE], "usewindowscontainers": False}
        return WindowsFiles(WslConfig(EDITED, config), DesktopSettings(settings))

    def free_share(self, path: str) -> float | None:  # noqa: ARG002
        return 0.31

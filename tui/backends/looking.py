"""What files tell the doctor: those of this machine, and those of the user of Windows."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from tui.backends import proc
from tui.backends.contexts import EndpointError
from tui.backends.desktop_settings import read_settings
from tui.backends.docker_program import CLI_TOOLS, find_docker
from tui.backends.drives import Measure
from tui.backends.endpoint import Endpoint
from tui.backends.places import Places, exists
from tui.backends.scripts import with_windows_ends
from tui.backends.sockets import look_at
from tui.backends.wsl import VARIABLE
from tui.core.facts import (
    Local,
    Maybe,
    OwnEngine,
    Program,
    Socket,
    Unknown,
    WindowsFiles,
    WslConfig,
)
from tui.core.ini import ini_values

TOOLS = "mnt/wsl/docker-desktop/cli-tools"
PROXY = "run/docker-desktop-proxy.pid"
ENGINES = ("usr/bin/dockerd", "usr/sbin/dockerd", "usr/local/bin/dockerd")


class Look(Protocol):
    """Every one of these blocks, and raises nothing."""

    def near(self) -> Local:
        """What can be seen without a drive of Windows."""
        ...

    def far(self) -> tuple[Program, Maybe[bool]]:
        """The docker command, and whether Docker Desktop is installed; PATH leads to drives."""
        ...

    def scripts(self) -> Maybe[tuple[str, ...]]:
        """Scripts of this directory that end lines as Windows does; it may be on a drive."""
        ...

    def home(self) -> str:
        """A directory of the Linux file system: that of this user."""
        ...

    def windows(self, profile: str, roaming: str) -> WindowsFiles:
        """`profile` and `roaming` are folders of the user of Windows."""
        ...

    def free_share(self, path: str) -> float | None:
        """The part of a drive of Windows that is free."""
        ...


class NoLook:
    """There are no files."""

    def near(self) -> Local:
        return Local(inside=False)

    def far(self) -> tuple[Program, Maybe[bool]]:
        return Program("missing"), False

    def scripts(self) -> Maybe[tuple[str, ...]]:
        return ()

    def home(self) -> str:
        return "/root"

    def windows(self, profile: str, roaming: str) -> WindowsFiles:  # noqa: ARG002
        return WindowsFiles()

    def free_share(self, path: str) -> float | None:  # noqa: ARG002
        return None


class MachineLook:
    """`endpoint` is the engine's address; what lies there is looked at, and never connected to."""

    def __init__(
        self,
        env: Mapping[str, str],
        endpoint: Endpoint | EndpointError,
        places: Places | None = None,
    ) -> None:
        self._env, self._endpoint = env, endpoint
        self._places = places or Places()

    def near(self) -> Local:
        root = self._places.root
        return Local(
            inside=VARIABLE in self._env or self._places.in_wsl(self._env),
            kernel=proc.kernel(root),
            marked="WSL_DISTRO_NAME" in self._env or exists(root / "run/WSL"),
            root=os.geteuid() == 0,
            socket=self._socket(),
            tools=_filled(root / TOOLS),
            proxy=proc.alive(root, PROXY),
            engine=OwnEngine(self._engines(), proc.runs(root, "dockerd")),
            listening=proc.listening(root),
            booted=proc.booted(root),
            memory=proc.memory(root),
            disk_used=proc.disk_used(root),
            cwd=proc.cwd(),
            drives=tuple(str(drive) for drive in self._places.drives()),
        )

    def far(self) -> tuple[Program, Maybe[bool]]:
        found = find_docker(self._env, self._places)
        desktop: Maybe[bool] = self._places.docker_desktop()
        if not desktop and not self._places.drives():
            desktop = Unknown("no drive of Windows is mounted in this distro")
        if found.path is not None:
            return Program("desktop" if found.desktop else "own", found.path), desktop
        if found.stand_in is None:
            return Program("missing"), desktop
        real = Path(os.path.realpath(found.stand_in))
        dangling = real.is_relative_to(self._places.root / CLI_TOOLS)
        return Program("dangling" if dangling else "wrapper", found.stand_in), True

    def scripts(self) -> Maybe[tuple[str, ...]]:
        here = proc.cwd()
        return here if isinstance(here, Unknown) else with_windows_ends(Path(here))

    def home(self) -> str:
        return self._env.get("HOME") or "/root"

    def windows(self, profile: str, roaming: str) -> WindowsFiles:
        measure = Measure(self._places.lettered_drives())
        return WindowsFiles(
            _wslconfig(measure, f"{profile}\\.wslconfig"), read_settings(measure, roaming)
        )

    def free_share(self, path: str) -> float | None:
        return Measure(self._places.lettered_drives()).free_share(path)

    def _socket(self) -> Maybe[Socket]:
        if isinstance(self._endpoint, EndpointError):
            return Unknown("nobody can tell which engine is meant")
        if self._endpoint.kind != "unix":
            return Unknown(f"the engine is at {self._endpoint.host}, which is no socket here")
        return look_at(self._places.root, self._endpoint.host.removeprefix("unix://"))

    def _engines(self) -> tuple[str, ...]:
        """Links into Docker Desktop are none of this distro's own."""
        root = self._places.root
        there = (path for path in ENGINES if exists(root / path))
        tools = root / CLI_TOOLS
        return tuple(
            f"/{path}" for path in there if not (root / path).resolve().is_relative_to(tools)
        )


def _filled(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return False


def _wslconfig(measure: Measure, path: str) -> Maybe[WslConfig]:
    place = measure.find(path)
    if place is None:
        return Unknown(f"{path} is out of sight: its drive is not mounted in this distro")
    try:
        changed = place.stat().st_mtime
    except FileNotFoundError:
        return WslConfig()
    except OSError as error:
        return Unknown(f"{path} cannot be read: {error.strerror}")
    return WslConfig(changed, ini_values(measure.read(path).decode("utf-8", "replace")))

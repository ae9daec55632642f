"""What the doctor looks at: facts, each known or unknown with the reason, none of them judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from tui.core.disk import DiskTruth
from tui.core.engines import EngineSort
from tui.core.health import UP, Cause, Health


@dataclass(frozen=True, slots=True)
class Unknown:
    """What could not be found out; `why` is a clause without an end mark."""

    why: str


T = TypeVar("T")
Maybe: TypeAlias = T | Unknown
UNASKED = Unknown("it was not asked for")
INBOX = "inbox"
"""In place of a version: the wsl.exe that came with Windows, which tells none."""


@dataclass(frozen=True, slots=True)
class Socket:
    """What lies at the engine's address: `kind` is socket, missing, file, directory or other.

    `usable` is whether this process may write to it, `listed` whether the group's own list names
    its user: then only a new login is missing.
    """

    path: str
    kind: str
    group: str = ""
    mode: int = 0
    usable: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """The docker command: `kind` is own, desktop, wrapper, dangling or missing."""

    kind: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class OwnEngine:
    """A Docker Engine of this distro itself: where it is installed, and whether it runs."""

    installed: tuple[str, ...] = ()
    running: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """That of the VM, in bytes."""

    total: int
    available: int


@dataclass(frozen=True, slots=True)
class Local:
    """What files of this machine tell.

    `marked` is whether it is a distro and not, say, a container on WSL's kernel. `tools` is
    whether Docker Desktop shows its Linux programs here, `proxy` whether its part in this distro
    runs. `listening` are the addresses on which port 2375 is open. `drives` are where drives of
    Windows are mounted; `disk_used` is for the disk that `/` is on. `crlf` are scripts of this
    directory whose lines end as in Windows.
    """

    inside: bool
    kernel: Maybe[str] = UNASKED
    marked: bool = True
    root: bool = False
    program: Maybe[Program] = UNASKED
    socket: Maybe[Socket] = UNASKED
    tools: Maybe[bool] = UNASKED
    proxy: Maybe[bool] = UNASKED
    desktop: Maybe[bool] = UNASKED
    engine: Maybe[OwnEngine] = UNASKED
    listening: Maybe[tuple[str, ...]] = UNASKED
    booted: Maybe[float] = UNASKED
    memory: Maybe[Memory] = UNASKED
    disk_used: Maybe[int] = UNASKED
    cwd: Maybe[str] = UNASKED
    crlf: Maybe[tuple[str, ...]] = UNASKED
    drives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A distro as wsl.exe lists it; `owner` is the product it belongs to."""

    name: str
    version: int
    default: bool = False
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Wsl:
    """What wsl.exe tells. `error` is the code it failed with, empty for none.

    `firmware` is whether it complains that virtualization is off.
    """

    version: Maybe[str] = UNASKED
    distros: Maybe[tuple[Listed, ...]] = UNASKED
    default_version: Maybe[int] = UNASKED
    error: str = ""
    firmware: bool = False


@dataclass(frozen=True, slots=True)
class Windows:
    """Its build, and whether it is a Server."""

    build: int
    server: bool = False


@dataclass(frozen=True, slots=True)
class WslConfig:
    """The file .wslconfig; `changed` is None where there is none. Keys as `section.key`."""

    changed: float | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DesktopSettings:
    """Docker Desktop's settings, keys in lower case; `isolation` is what an administrator set."""

    values: Mapping[str, object] = field(default_factory=dict)
    isolation: bool | None = None

    def on(self, key: str, *, default: bool) -> bool:
        """A switch; one that is not written down stands as it did at first."""
        value = self.values.get(key.lower())
        return value if isinstance(value, bool) else default

    def names(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key.lower())
        found = value if isinstance(value, list) else []
        return tuple(name for name in found if isinstance(name, str))


@dataclass(frozen=True, slots=True)
class WindowsFiles:
    """Files of the user of Windows."""

    config: Maybe[WslConfig] = UNASKED
    settings: Maybe[DesktopSettings] = UNASKED


@dataclass(frozen=True, slots=True)
class Engine:
    """The engine that docker talks to. `system` and `os_type` are its own words.

    `binds` are (container, directory) of running ones. `sort` is which engine that is, `source`
    who chose it. `greeted` is whether `docker run hello-world` was ever run on it.
    """

    health: Health = UP
    system: Maybe[str] = UNASKED
    os_type: Maybe[str] = UNASKED
    cpus: Maybe[int] = UNASKED
    binds: Maybe[tuple[tuple[str, str], ...]] = UNASKED
    sort: Maybe[EngineSort] = UNASKED
    source: str = ""
    greeted: Maybe[bool] = UNASKED

    @property
    def chosen(self) -> bool:
        """Whether the context in use is what leads nowhere."""
        misled = not self.health.up and self.health.cause is Cause.MISCONFIGURED
        return misled and self.source == "currentContext"

    @property
    def desktop(self) -> bool:
        return self.system == "Docker Desktop"


@dataclass(frozen=True, slots=True)
class Disk:
    """Disk files of Windows, the bytes in use inside the engine's, the free part of its drive."""

    truth: DiskTruth
    held: Maybe[int] = UNASKED
    free_share: Maybe[float] = UNASKED


@dataclass(frozen=True, slots=True)
class Facts:
    """All of them. `here` is the distro that wsltui runs in."""

    local: Local
    here: str | None = None
    wsl: Wsl = Wsl()
    windows: Maybe[Windows] = UNASKED
    files: WindowsFiles = WindowsFiles()
    engine: Engine = Engine()
    disk: Disk = Disk(DiskTruth())

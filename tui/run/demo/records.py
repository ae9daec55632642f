"""The things of the demo world, as the engine keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

ALIVE = frozenset({"running", "paused", "restarting"})


@dataclass(frozen=True, slots=True)
class DemoMount:
    """`type` is bind, volume or tmpfs; `name` is a volume's."""

    type: str
    source: str
    destination: str
    name: str = ""
    rw: bool = True


@dataclass(frozen=True, slots=True)
class DemoPort:
    """A published port, or one that is only exposed: then `host` is 0. No `ip` is everywhere."""

    inside: int
    host: int = 0
    ip: str = ""
    protocol: str = "tcp"


@dataclass
class DemoContainer:
    """`image` is the reference as it was typed; times are aware and UTC.

    check      it has a health check
    on_stop    its exit code when it is asked to end
    restart    its restart policy
    habit      what it does by itself now and then, see habits.py
    """

    id: str
    name: str
    image: str
    image_id: str
    argv: tuple[str, ...]
    created: datetime
    state: str = "running"
    started: datetime | None = None
    finished: datetime | None = None
    exit_code: int = 0
    health: str = ""
    check: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    env: tuple[str, ...] = ()
    ports: tuple[DemoPort, ...] = ()
    networks: tuple[str, ...] = ("bridge",)
    mounts: tuple[DemoMount, ...] = ()
    restart: str = "no"
    restarts: int = 0
    auto_remove: bool = False
    oom_killed: bool = False
    error: str = ""
    on_stop: int = 0
    habit: str = ""

    @property
    def alive(self) -> bool:
        return self.state in ALIVE


@dataclass
class DemoImage:
    """`size` is in bytes with all layers; `parent` is the id of the image it was built on."""

    id: str
    created: datetime
    size: int
    tags: list[str] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    parent: str = ""
    argv: tuple[str, ...] = ("/bin/sh",)
    env: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass
class DemoVolume:
    """`size` is in bytes. One that nobody named is called by 64 hexadecimal digits."""

    name: str
    created: datetime
    size: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass
class DemoNetwork:
    id: str
    name: str
    created: datetime
    driver: str = "bridge"
    subnet: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass
class DemoCache:
    """An entry of the build cache; `size` is in bytes, `parents` are ids."""

    id: str
    type: str
    description: str
    size: int
    created: datetime
    used: datetime
    uses: int = 1
    in_use: bool = False
    shared: bool = False
    parents: tuple[str, ...] = ()


@dataclass
class DemoBuilder:
    """A builder of one node; `used` is None for never."""

    name: str
    driver: str
    platforms: tuple[str, ...]
    current: bool = False
    used: datetime | None = None
    status: str = "running"


@dataclass
class DemoDistro:
    name: str
    running: bool = False
    version: int = 2
    default: bool = False

"""What `docker container inspect` says of a container."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui.core import parse
from tui.core.record import array, bare_id, could_be_id, mapping, text
from tui.core.usage import Together, Usage
from tui.kinds.reading import integer, labels, number, template

RUNNING_STATES = frozenset({"running", "paused", "restarting"})
INSPECT = template(
    "Id", "Name", "Created", "Path", "Args", "Image", "RestartCount", "State", "Mounts",
    "Config.Image", "Config.Labels", "HostConfig.AutoRemove", "HostConfig.RestartPolicy",
    "HostConfig.LogConfig", "HostConfig.NetworkMode", "LogPath",
    "HostConfig.PidMode", "HostConfig.IpcMode", "HostConfig.VolumesFrom", "HostConfig.PortBindings",
    "NetworkSettings.Ports", "NetworkSettings.Networks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Port:
    """A published port, or one that is only exposed: then both host fields are None."""

    host_ip: str | None
    host_port: int | None
    container_port: int
    protocol: str


@dataclass(frozen=True, slots=True)
class Mount:
    type: str
    name: str | None
    source: str
    destination: str
    rw: bool


@dataclass(frozen=True, slots=True)
class Need:
    """Another container that needs this one; `how` is one of `HOW` in container_relations."""

    name: str
    how: str
    alive: bool


@dataclass(frozen=True, slots=True)
class Share:
    """Something that running containers use at once: a volume that both may write, a host port."""

    what: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Container:
    """One container. Times are aware and UTC; None stands for unknown or never.

    `labels` is None as long as only `docker ps` was asked, which cannot tell them apart.
    `names` begins with its own name; others are those by which links know it: `web/db`.
    `log_path` is a file of the machine that the engine runs on. `joins` is the id of the
    container whose network it uses, `joins_pid` and `joins_ipc` those whose processes and shared
    memory it sees. `published` is what it publishes whenever it runs, `pid` its process on the
    engine's machine. `stats` are what was measured of it, the newest last, or `stats_why` there
    are none; `together` is what its project uses.

    `needed_by`, `shares`, `taken` (published ports that others hold), `lost_binds` (sources that
    are not there) and `superseded` (its tag, where that leads to another image by now) are woven
    in from what is known of others.
    """

    id: str
    name: str
    names: tuple[str, ...]
    image: str
    image_id: str
    command: str
    state: str
    health: str | None = None
    exit_code: int | None = None
    created: datetime | None = None
    started: datetime | None = None
    finished: datetime | None = None
    ports: tuple[Port, ...] = ()
    labels: dict[str, str] | None = None
    project: str | None = None
    service: str | None = None
    networks: tuple[str, ...] = ()
    mounts: tuple[Mount, ...] = ()
    restart_policy: str = "no"
    restart_count: int = 0
    auto_remove: bool = False
    oom_killed: bool = False
    error: str = ""
    log_driver: str = ""
    log_path: str = ""
    joins: str | None = None
    stats: tuple[Usage, ...] = ()
    stats_why: str = ""
    together: Together | None = None
    joins_pid: str | None = None
    joins_ipc: str | None = None
    volumes_from: tuple[str, ...] = ()
    pid: int | None = None
    published: tuple[Port, ...] = ()
    needed_by: tuple[Need, ...] = ()
    shares: tuple[Share, ...] = ()
    taken: tuple[Share, ...] = ()
    lost_binds: tuple[str, ...] = ()
    superseded: str | None = None

    @property
    def alive(self) -> bool:
        return self.state in RUNNING_STATES

    @property
    def thin(self) -> bool:
        """Whether more is still being asked."""
        return self.labels is None


def handle(row: Container) -> str:
    """What the container is called in commands: its name, unless that could mean another one."""
    return row.names[0] if row.names and not could_be_id(row.names[0]) else row.id


def container(found: dict[str, Any]) -> Container:
    """From one object of `INSPECT`; null, absent and odd parts do no harm."""
    state, own = mapping(found.get("State")), labels(found.get("Config.Labels"))
    name = text(found.get("Name")).removeprefix("/")
    status = text(state.get("Status")) or "unknown"
    return Container(
        id=bare_id(text(found.get("Id"))),
        name=name or bare_id(text(found.get("Id")))[:12],
        names=(name,) if name else (),
        image=text(found.get("Config.Image")),
        image_id=bare_id(text(found.get("Image"))),
        command=_command(text(found.get("Path")), array(found.get("Args"))),
        state=status,
        health=_health(mapping(state.get("Health"))),
        exit_code=_exit_code(status, integer(state.get("ExitCode"))),
        created=parse.time(text(found.get("Created"))),
        started=parse.time(text(state.get("StartedAt"))),
        finished=parse.time(text(state.get("FinishedAt"))),
        ports=_ports(mapping(found.get("NetworkSettings.Ports"))),
        labels=own,
        project=own.get("com.docker.compose.project") or None,
        service=own.get("com.docker.compose.service") or None,
        networks=tuple(mapping(found.get("NetworkSettings.Networks"))),
        mounts=_mounts(array(found.get("Mounts"))),
        restart_policy=text(mapping(found.get("HostConfig.RestartPolicy")).get("Name")) or "no",
        restart_count=integer(found.get("RestartCount")) or 0,
        auto_remove=found.get("HostConfig.AutoRemove") is True,
        oom_killed=state.get("OOMKilled") is True,
        error=text(state.get("Error")),
        log_driver=text(mapping(found.get("HostConfig.LogConfig")).get("Type")),
        log_path=text(found.get("LogPath")),
        joins=_joined(text(found.get("HostConfig.NetworkMode"))),
        joins_pid=_joined(text(found.get("HostConfig.PidMode"))),
        joins_ipc=_joined(text(found.get("HostConfig.IpcMode"))),
        pid=integer(state.get("Pid")) or None,
        volumes_from=_sources(array(found.get("HostConfig.VolumesFrom"))),
        published=_ports(mapping(found.get("HostConfig.PortBindings"))),
    )


def _joined(mode: str) -> str | None:
    """The engine keeps the id, whatever name it was told."""
    kind, _, other = mode.partition(":")
    return other or None if kind == "container" else None


def _sources(found: list[Any]) -> tuple[str, ...]:
    """`NAME:ro` without its mode."""
    names = (text(one).partition(":")[0] for one in found)
    return tuple(dict.fromkeys(name for name in names if name))


def _command(path: str, args: list[Any]) -> str:
    """As the engine spells it for `docker ps`: words with a space in quotes, the path as it is."""
    words = (text(arg) for arg in args)
    return " ".join([path, *(f"'{word}'" if " " in word else word for word in words)]).strip()


def _health(found: dict[str, Any]) -> str | None:
    status = text(found.get("Status")).lower()
    return status if status in ("starting", "healthy", "unhealthy") else None


def _exit_code(status: str, code: int | None) -> int | None:
    """None while it runs, and for one that was never started; with 127 starting it failed."""
    if status in ("running", "paused"):
        return None
    return None if status == "created" and code == 0 else code


def _ports(found: dict[str, Any]) -> tuple[Port, ...]:
    ports = [port for inside, outside in found.items() for port in _bound(inside, array(outside))]
    return tuple(sorted(dict.fromkeys(ports), key=_place))


def _bound(inside: str, outside: list[Any]) -> Iterator[Port]:
    digits, _, protocol = inside.partition("/")
    port, protocol = number(digits), protocol or "tcp"
    if port is None:
        return
    bindings = [binding for binding in outside if isinstance(binding, dict)]
    if not bindings:
        yield Port(None, None, port, protocol)
    for binding in bindings:
        host = number(text(binding.get("HostPort")))
        yield Port(text(binding.get("HostIp")) or None, host, port, protocol)


def _place(port: Port) -> tuple[int, str, str, int]:
    return port.container_port, port.protocol, port.host_ip or "", port.host_port or 0


def _mounts(found: list[Any]) -> tuple[Mount, ...]:
    """By destination: the engine lists them in another order at every call."""
    mounts = [_mount(mount) for mount in found if isinstance(mount, dict)]
    return tuple(sorted(mounts, key=lambda mount: (mount.destination, mount.source)))


def _mount(found: dict[str, Any]) -> Mount:
    return Mount(
        type=text(found.get("Type")),
        name=text(found.get("Name")) or None,
        source=text(found.get("Source")),
        destination=text(found.get("Destination")),
        rw=found.get("RW") is not False,
    )

"""What `docker container inspect` says of a container, and how it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui.core import parse, units
from tui.core.command import Command, Result, docker
from tui.core.failure import failure, gone
from tui.core.kind import Listing, Step
from tui.core.record import array, bare_id, mapping, text

BATCH = 250
"""Containers per inspect call: 500 take the CLI 0.26 s, and rows should come early."""

RUNNING_STATES = frozenset({"running", "paused", "restarting"})


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
class Container:
    """One container. Times are aware and UTC; None stands for unknown or never."""

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

    @property
    def alive(self) -> bool:
        return self.state in RUNNING_STATES


def template(*fields: str) -> str:
    """A Go template that prints one JSON object; `{{json .X}}` works on CLI 20.10 to 29."""
    parts = (f'"{field}":{{{{json .{field}}}}}' for field in fields)
    return "{" + ",".join(parts) + "}"


PS = docker(
    "ps", "-a", "--no-trunc", "--format",
    template("ID", "Names", "Image", "Command", "State", "CreatedAt"), timeout=60,
)  # fmt: skip
INSPECT = template(
    "Id", "Name", "Created", "Path", "Args", "Image", "RestartCount", "State", "Mounts",
    "Config.Image", "Config.Labels", "HostConfig.AutoRemove", "HostConfig.RestartPolicy",
    "NetworkSettings.Ports", "NetworkSettings.Networks",
)  # fmt: skip


def listing() -> Listing[Container]:
    """All containers, newest first: first what `docker ps` knows, then all of it."""
    (ps,) = yield Step((PS,))
    thin = tuple(_thin(found) for found in parse.json_lines(ps.text) if isinstance(found, dict))
    full = yield from reread([row.id for row in thin], thin)
    return full


def reread(ids: Sequence[str], thin: tuple[Container, ...] = ()) -> Listing[Container]:
    """These containers; one that is gone meanwhile is left out."""
    if not ids:
        return ()
    batches = [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
    commands = tuple(inspect_many(batch) for batch in batches)
    results = yield Step(commands, thin or None, tolerant=True)
    for result in results:
        if not (result.ok or gone(result)):
            raise failure(result)
    rows = {row.id: row for result in results for row in _full(result)}
    return tuple(rows[bare_id(i)] for i in ids if bare_id(i) in rows)


def inspect_many(ids: Sequence[str]) -> Command:
    return docker("container", "inspect", "--format", INSPECT, *ids, timeout=60)


def _thin(found: dict[str, Any]) -> Container:
    names = tuple(n for n in text(found.get("Names")).split(",") if n)
    own = [n for n in names if "/" not in n] or list(names)
    return Container(
        id=text(found.get("ID")),
        name=own[0] if own else text(found.get("ID"))[:12],
        names=names,
        image=text(found.get("Image")),
        image_id="",
        command=text(found.get("Command")).removeprefix('"').removesuffix('"'),
        state=text(found.get("State")),
        created=parse.time(text(found.get("CreatedAt"))),
    )


def _full(result: Result) -> Iterator[Container]:
    for found in parse.json_lines(result.text):
        if isinstance(found, dict) and found.get("Id"):
            yield container(found)


def container(found: dict[str, Any]) -> Container:
    """From one object of `INSPECT`; null and absent parts do no harm."""
    state, labels = mapping(found.get("State")), mapping(found.get("Config.Labels"))
    name = text(found.get("Name")).removeprefix("/")
    status = text(state.get("Status")) or "unknown"
    return Container(
        id=bare_id(text(found.get("Id"))),
        name=name or text(found.get("Id"))[:12],
        names=(name,) if name else (),
        image=text(found.get("Config.Image")),
        image_id=bare_id(text(found.get("Image"))),
        command=_command(text(found.get("Path")), array(found.get("Args"))),
        state=status,
        health=_health(mapping(state.get("Health"))),
        exit_code=_exit_code(status, state.get("ExitCode")),
        created=parse.time(text(found.get("Created"))),
        started=parse.time(text(state.get("StartedAt"))),
        finished=parse.time(text(state.get("FinishedAt"))),
        ports=tuple(_ports(mapping(found.get("NetworkSettings.Ports")))),
        labels={str(k): str(v) for k, v in labels.items()},
        project=labels.get("com.docker.compose.project"),
        service=labels.get("com.docker.compose.service"),
        networks=tuple(mapping(found.get("NetworkSettings.Networks"))),
        mounts=tuple(_mount(m) for m in array(found.get("Mounts")) if isinstance(m, dict)),
        restart_policy=text(mapping(found.get("HostConfig.RestartPolicy")).get("Name")) or "no",
        restart_count=found.get("RestartCount") or 0,
        auto_remove=bool(found.get("HostConfig.AutoRemove")),
        oom_killed=bool(state.get("OOMKilled")),
        error=text(state.get("Error")),
    )


def _command(path: str, args: list[Any]) -> str:
    words = [path, *(str(a) for a in args)] if path else [str(a) for a in args]
    return " ".join(f"'{word}'" if " " in word else word for word in words)


def _health(found: dict[str, Any]) -> str | None:
    status = text(found.get("Status")).lower()
    return status if status in ("starting", "healthy", "unhealthy") else None


def _exit_code(status: str, code: Any) -> int | None:
    if not isinstance(code, int) or status in ("running", "paused"):
        return None
    return None if status == "created" and code == 0 else code


def _ports(found: dict[str, Any]) -> Iterator[Port]:
    for inside, outside in found.items():
        number, _, protocol = inside.partition("/")
        if not number.isdigit():
            continue
        bindings = [b for b in array(outside) if isinstance(b, dict)]
        if not bindings:
            yield Port(None, None, int(number), protocol or "tcp")
        for binding in bindings:
            host = text(binding.get("HostPort"))
            yield Port(
                text(binding.get("HostIp")) or None,
                int(host) if host.isdigit() else None,
                int(number),
                protocol or "tcp",
            )


def _mount(found: dict[str, Any]) -> Mount:
    return Mount(
        type=text(found.get("Type")),
        name=text(found.get("Name")) or None,
        source=text(found.get("Source")),
        destination=text(found.get("Destination")),
        rw=found.get("RW") is not False,
    )


def docker_status(row: Container, now: datetime) -> str:
    """The STATUS column of `docker ps`, in the engine's own words."""
    since = units.duration_words((now - row.started).total_seconds()) if row.started else ""
    if row.state in ("removing", "dead", "created"):
        return {"removing": "Removal In Progress", "dead": "Dead"}.get(row.state, "Created")
    if row.state == "paused":
        return f"Up {since} (Paused)"
    if row.state == "running":
        health = "health: starting" if row.health == "starting" else row.health
        return f"Up {since} ({health})" if health else f"Up {since}"
    ago = units.duration_words((now - row.finished).total_seconds()) if row.finished else ""
    word = "Restarting" if row.state == "restarting" else "Exited"
    return f"{word} ({row.exit_code or 0}) {ago} ago" if ago else row.state.capitalize()

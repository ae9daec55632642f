"""What the engine tells the doctor of itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.core import parse
from tui.core.command import docker
from tui.core.engines import classify
from tui.core.errors import WsltuiError
from tui.core.facts import Engine, Maybe, Unknown
from tui.core.logs import Home
from tui.core.record import mapping, text
from tui.kinds.container_listing import listing
from tui.kinds.engine_signs import signs
from tui.kinds.reading import integer, template
from tui.session.ask import ask

if TYPE_CHECKING:
    from tui.session.session import Session

SECONDS = 10.0
INFO = docker(
    "info", "--format", template(
        "DockerRootDir", "OperatingSystem", "OSType", "NCPU", "Name", "KernelVersion",
        "SecurityOptions", "ServerVersion",
    ),
    timeout=SECONDS,
)  # fmt: skip
GREETING = docker("image", "ls", "--quiet", "--filter", "reference=hello-world", timeout=SECONDS)
NOBODY = Unknown("no engine answers")


@dataclass(frozen=True, slots=True)
class Answer:
    """The engine, and where it keeps its things."""

    engine: Engine
    home: Home


async def ask_engine(session: Session) -> Answer:
    """One that does not answer `docker version` is asked nothing else."""
    health, (host, source) = await session.probe("docker"), _endpoint(session)
    if not health.up:
        nothing = (NOBODY,) * 5
        return Answer(Engine(health, *nothing, source=source, greeted=NOBODY), Home(""))
    info, greeting, binds = await asyncio.gather(
        session.execute(INFO), session.execute(GREETING), _binds(session)
    )
    told = mapping(parse.json_value(info.text.strip())) if info.ok else {}
    why = Unknown("docker info does not tell")
    system = text(told.get("OperatingSystem"))
    os_type = text(told.get("OSType")) or health.facts.get("os_type", "")
    podman = {"Name": health.facts.get("podman", "")}
    server = {"Platform": {"Name": health.facts.get("platform", "")}, "Components": [podman]}
    engine = Engine(
        health, system or why, os_type or why, integer(told.get("NCPU")) or why, binds,
        classify(signs(told, server, host)) if told else why, source,
        bool(greeting.text.strip()) if greeting.ok else Unknown("the images were not listed"),
    )  # fmt: skip
    return Answer(engine, Home(text(told.get("DockerRootDir")), system))


def _endpoint(session: Session) -> tuple[str, str]:
    """Where the engine is, and who said so."""
    endpoint = getattr(session.backends.get("docker"), "endpoint", None)
    return getattr(endpoint, "host", ""), getattr(endpoint, "source", "")


async def _binds(session: Session) -> Maybe[tuple[tuple[str, str], ...]]:
    """Directories that running containers have mounted."""
    try:
        async with asyncio.timeout(SECONDS):
            rows = await ask(listing(), session.execute)
    except TimeoutError:
        return Unknown(f"the containers were not listed within {SECONDS:g} s")
    except WsltuiError as error:
        return Unknown(error.sentence.rstrip("."))
    return tuple(
        (row.name, mount.source)
        for row in rows
        if row.state == "running"
        for mount in row.mounts
        if mount.type == "bind"
    )

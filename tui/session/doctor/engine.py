"""What the engine tells the doctor of itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.core import parse
from tui.core.command import docker
from tui.core.errors import WsltuiError
from tui.core.facts import Engine, Maybe, Unknown
from tui.core.logs import Home
from tui.core.record import mapping, text
from tui.kinds.container_listing import listing
from tui.kinds.reading import integer, template
from tui.session.ask import ask

if TYPE_CHECKING:
    from tui.session.session import Session

SECONDS = 10.0
INFO = docker(
    "info", "--format", template("DockerRootDir", "OperatingSystem", "OSType", "NCPU"),
    timeout=SECONDS,
)  # fmt: skip
NOBODY = Unknown("no engine answers")


@dataclass(frozen=True, slots=True)
class Answer:
    """The engine, and where it keeps its things."""

    engine: Engine
    home: Home


async def ask_engine(session: Session) -> Answer:
    """One that does not answer `docker version` is asked nothing else."""
    health = await session.probe("docker")
    if not health.up:
        return Answer(Engine(health, NOBODY, NOBODY, NOBODY, NOBODY), Home(""))
    info, binds = await asyncio.gather(session.execute(INFO), _binds(session))
    told = mapping(parse.json_value(info.text.strip())) if info.ok else {}
    why = Unknown("docker info does not tell")
    system = text(told.get("OperatingSystem"))
    os_type = text(told.get("OSType")) or health.facts.get("os_type", "")
    cpus = integer(told.get("NCPU"))
    engine = Engine(health, system or why, os_type or why, cpus or why, binds)
    return Answer(engine, Home(text(told.get("DockerRootDir")), system))


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

"""From the kinds as they are read now to the world of a clean-up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.backends.aside import aside
from tui.backends.logs import Found
from tui.core import parse
from tui.core.cleanup.world import Class, Ref, World
from tui.core.errors import WsltuiError
from tui.core.identity import WHO, identity
from tui.core.kind import Kind
from tui.core.logs import Home, Told
from tui.core.record import mapping
from tui.kinds.builds import BUILD_CACHE
from tui.kinds.container_record import Container
from tui.kinds.containers import CONTAINERS
from tui.kinds.engine_home import HOME, engine_home
from tui.kinds.images import IMAGES
from tui.kinds.networks import NETWORKS
from tui.kinds.volumes import VOLUMES
from tui.session.ask import ask
from tui.session.cleaning.things import Rows, things
from tui.session.cleaning.usage import measured_if_possible

if TYPE_CHECKING:
    from tui.session.session import Session

CLASSES: dict[str, Class] = {
    "containers": Class.CONTAINER,
    "images": Class.IMAGE,
    "networks": Class.NETWORK,
    "volumes": Class.VOLUME,
    "build-cache": Class.BUILD_CACHE,
}
KINDS: dict[str, Kind[Any]] = {
    kind.id: kind for kind in (CONTAINERS, IMAGES, NETWORKS, VOLUMES, BUILD_CACHE)
}
PATIENCE = 10.0
"""Seconds that a disk is given to tell of its files."""


async def look(session: Session, held: Mapping[Ref, tuple[str, datetime]] | None = None) -> World:
    """Ask everything now. Raises CommandFailed where the engine does not answer at all.

    A class that cannot be asked is `missing` in the world, with the reason.
    """
    at = datetime.now(UTC)
    engine = await engine_id(session)
    async with asyncio.TaskGroup() as group:
        measuring = group.create_task(measured_if_possible(session))
        asking = group.create_task(session.execute(HOME))
        reading = {k: group.create_task(_rows(session, kind)) for k, kind in KINDS.items()}
    usage, _ = measuring.result()
    rows: dict[str, tuple[Any, ...]] = {}
    missing: dict[Class, str] = {}
    for kind_id, task in reading.items():
        answer = task.result()
        if isinstance(answer, str):
            missing[CLASSES[kind_id]] = answer
        else:
            rows[kind_id] = answer
    logs, why = await logs_of(session, engine_home(asking.result()), rows.get("containers", ()))
    missing |= {Class.LOG_FILE: why} if why else {}
    found = tuple(things(_joined(KINDS, rows), usage, logs))
    holds = None if usage.layers is None else usage.total
    return World(engine, session.context, at, found, held or {}, missing, holds)


async def logs_of(session: Session, home: Home, boxes: Iterable[Container]) -> Found:
    """The log files that can be emptied from here, by the ids of their containers."""
    told = [Told(b.id, b.log_driver, b.log_path, b.started, b.finished) for b in boxes]
    try:
        return await aside(lambda: session.logs.find(home, told), PATIENCE)
    except TimeoutError:
        return {}, "the disk does not answer"


async def engine_id(session: Session) -> str:
    """What the engine calls itself. Raises Unavailable, or CommandFailed for odd answers."""
    answer = await session.execute(WHO)
    if not answer.ok:
        raise session.error(answer)
    return identity(mapping(parse.json_value(answer.text.strip())))


async def _rows(session: Session, kind: Kind[Any]) -> tuple[Any, ...] | str:
    try:
        return await ask(kind.listing(), session.execute)
    except* WsltuiError as group:
        said = _sentences(group)
    return said


def _sentences(group: BaseExceptionGroup[WsltuiError]) -> str:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return str(error)


def _joined(kinds: Mapping[str, Kind[Any]], rows: Rows) -> Rows:
    woven = {}
    for kind_id, own in rows.items():
        kind = kinds[kind_id]
        woven[kind_id] = kind.join(own, {n: rows[n] for n in kind.needs if n in rows})
    return woven

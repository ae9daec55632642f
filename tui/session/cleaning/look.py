"""From the kinds as they are read now to the world of a clean-up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.core import parse
from tui.core.cleanup.world import Class, Ref, Thing, World
from tui.core.command import docker
from tui.core.errors import WsltuiError
from tui.core.kind import Kind
from tui.kinds.build_record import CacheEntry
from tui.kinds.builds import BUILD_CACHE
from tui.kinds.container_record import Container
from tui.kinds.containers import CONTAINERS
from tui.kinds.image_record import Image
from tui.kinds.images import IMAGES
from tui.kinds.network_record import Network
from tui.kinds.networks import NETWORKS
from tui.kinds.volume_record import Volume
from tui.kinds.volumes import VOLUMES
from tui.session.ask import ask
from tui.session.cleaning.usage import Usage, measured_if_possible

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
ENGINE_ID = docker("info", "--format", "{{json .ID}}", timeout=15)
Rows = Mapping[str, tuple[Any, ...]]


async def look(session: Session, held: Mapping[Ref, tuple[str, datetime]] | None = None) -> World:
    """Ask everything now. Raises CommandFailed where the engine does not answer at all.

    A class that cannot be asked is `missing` in the world, with the reason.
    """
    at = datetime.now(UTC)
    engine = await engine_id(session)
    async with asyncio.TaskGroup() as group:
        measuring = group.create_task(measured_if_possible(session))
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
    things = tuple(_things(_joined(KINDS, rows), usage))
    return World(engine, session.context, at, things, held or {}, missing)


async def engine_id(session: Session) -> str:
    """What the engine calls itself. Raises CommandFailed where it does not answer."""
    answer = await session.execute(ENGINE_ID)
    if not answer.ok:
        raise session.error(answer)
    return str(parse.json_value(answer.text.strip()) or "")


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


def _things(rows: Rows, usage: Usage) -> Iterator[Thing]:
    networks: tuple[Network, ...] = rows.get("networks", ())
    by_name = {network.name: network.id for network in networks}
    for container in rows.get("containers", ()):
        yield _container(container, by_name, usage)
    yield from _images(rows.get("images", ()), usage)
    for network in networks:
        yield _network(network)
    for volume in rows.get("volumes", ()):
        yield _volume(volume, usage)
    for entry in rows.get("build-cache", ()):
        yield _cache(entry)


def _container(row: Container, networks: Mapping[str, str], usage: Usage) -> Thing:
    uses = {(Class.IMAGE, row.image_id)}
    uses |= {(Class.VOLUME, m.name) for m in row.mounts if m.type == "volume" and m.name}
    uses |= {(Class.NETWORK, networks[n]) for n in row.networks if n in networks}
    size = usage.containers.get(row.id, 0)
    return Thing(
        Class.CONTAINER, row.id, row.name, size, size,
        since=row.finished or row.created, last_used=row.started, state=row.state,
        exit_code=row.exit_code, labels=row.labels or {}, project=row.project,
        uses=frozenset(uses),
    )  # fmt: skip


def _images(rows: Iterable[Image], usage: Usage) -> Iterator[Thing]:
    """One thing an image, whatever the number of its tags."""
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            continue
        seen.add(row.id)
        size, shared = usage.images.get(row.id, (row.size_bytes or 0, row.size_bytes or 0))
        parent = usage.parents.get(row.id)
        yield Thing(
            Class.IMAGE, row.id, row.reference if row.tags else row.id[:12],
            max(0, size - shared), size, since=row.created, tags=row.tags,
            intermediate=row.intermediate,
            uses=frozenset({(Class.IMAGE, parent)} if parent else ()),
        )  # fmt: skip


def _network(row: Network) -> Thing:
    built_in = row.name in ("bridge", "host", "none", "docker_gwbridge") or row.ingress
    return Thing(
        Class.NETWORK, row.id, row.name, since=row.created, labels=row.labels or {},
        project=row.project, predefined=built_in or row.scope != "local",
    )  # fmt: skip


def _volume(row: Volume, usage: Usage) -> Thing:
    size = usage.volumes.get(row.name, row.size_bytes or 0)
    return Thing(
        Class.VOLUME, row.name, row.name, size, size, since=row.created,
        labels=row.labels or {}, project=row.project, anonymous=row.anonymous,
        database=row.database,
    )  # fmt: skip


def _cache(row: CacheEntry) -> Thing:
    size = row.size_bytes or 0
    return Thing(
        Class.BUILD_CACHE, row.id, row.description or row.id, 0 if row.shared else size, size,
        since=row.created, last_used=row.last_used, in_use=bool(row.in_use),
        shared=bool(row.shared), uses=frozenset((Class.BUILD_CACHE, p) for p in row.parents),
    )  # fmt: skip

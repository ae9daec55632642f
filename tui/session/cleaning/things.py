"""From rows of the kinds to things that a clean-up judges; nothing is asked here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from tui.core.cleanup.naming import SHORT_ID, repository
from tui.core.cleanup.world import Class, Ref, Thing
from tui.core.logs import LogFile
from tui.kinds.build_record import CacheEntry
from tui.kinds.container_record import Container
from tui.kinds.image_record import Image
from tui.kinds.network_record import Network
from tui.kinds.volume_record import Volume
from tui.session.cleaning.usage import Usage

Rows = Mapping[str, tuple[Any, ...]]
Used = Mapping[Ref, datetime]


def things(rows: Rows, usage: Usage, logs: Mapping[str, LogFile]) -> Iterator[Thing]:
    """Everything in `rows`, which go by the ids of their kinds, and the log files."""
    networks: tuple[Network, ...] = rows.get("networks", ())
    boxes: tuple[Container, ...] = rows.get("containers", ())
    called = _by_word(networks)
    made = [_container(box, called, usage, logs.get(box.id)) for box in boxes]
    used = _last_uses(made)
    yield from made
    yield from _logs(made, logs)
    yield from _images(rows.get("images", ()), boxes, usage, used)
    yield from map(_network, networks)
    yield from (_volume(volume, usage, used) for volume in rows.get("volumes", ()))
    yield from map(_cache, rows.get("build-cache", ()))


def _by_word(networks: Iterable[Network]) -> Mapping[str, set[str]]:
    """The ids by each word by which a container may know a network; several can have one name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in networks:
        for word in (one.name, one.id, one.id[:SHORT_ID]):
            found[word].add(one.id)
    return found


def _container(
    row: Container, networks: Mapping[str, set[str]], usage: Usage, log: LogFile | None
) -> Thing:
    uses = {(Class.IMAGE, row.image_id)}
    uses |= {(Class.VOLUME, m.name) for m in row.mounts if m.type == "volume" and m.name}
    uses |= {(Class.NETWORK, id_) for n in row.networks for id_ in networks.get(n, ())}
    joined = (row.joins, row.joins_pid, row.joins_ipc)
    uses |= {(Class.CONTAINER, other) for other in joined if other}
    size = usage.containers.get(row.id, 0)
    return Thing(
        Class.CONTAINER, row.id, row.name, size, size + (log.size + log.rotated if log else 0),
        since=row.finished or row.created, last_used=row.started, state=row.state,
        exit_code=row.exit_code, labels=row.labels or {}, project=row.project,
        uses=frozenset(uses),
    )  # fmt: skip


def _logs(boxes: Iterable[Thing], logs: Mapping[str, LogFile]) -> Iterator[Thing]:
    """A log has the name, labels and project of its container; it is as old as its last line."""
    for box in boxes:
        log = logs.get(box.id)
        if log is not None:
            yield replace(
                box, kind=Class.LOG_FILE, bytes_min=log.size, bytes_max=log.size,
                since=log.written, last_used=log.written, exit_code=None, path=log.path,
                uses=frozenset({box.ref}),
            )  # fmt: skip


def _last_uses(boxes: Iterable[Thing]) -> Used:
    """When a container that is still there was last started with a thing."""
    found: dict[Ref, datetime] = {}
    for box in boxes:
        started = box.last_used
        if started is not None:
            found |= {ref: max(started, found.get(ref, started)) for ref in box.uses}
    return found


def _images(
    rows: Iterable[Image], boxes: Iterable[Container], usage: Usage, used: Used
) -> Iterator[Thing]:
    """One thing an image, whatever the number of its tags."""
    by_id: dict[str, Image] = {}
    for row in rows:
        by_id.setdefault(row.id, row)
    successors = _Successors(by_id.values(), boxes)
    for row in by_id.values():
        size, shared = usage.images.get(row.id, (row.size_bytes or 0, row.size_bytes or 0))
        parent = usage.parents.get(row.id)
        yield Thing(
            Class.IMAGE, row.id, row.reference if row.tags else row.id[:12],
            max(0, size - shared), size, since=row.created,
            last_used=used.get((Class.IMAGE, row.id)), labels=row.labels, tags=row.tags,
            digests=row.digests, layers=row.layers, intermediate=row.intermediate,
            project=row.labels.get("com.docker.compose.project") or None,
            replaced_by="" if row.tags else successors.of(row),
            uses=frozenset({(Class.IMAGE, parent)} if parent else ()),
        )  # fmt: skip


class _Successors:
    """Which tag an image without one has lost to another image, where that can be known."""

    def __init__(self, images: Iterable[Image], boxes: Iterable[Container]) -> None:
        self._tags = {tag: image.id for image in images for tag in image.tags}
        self._called = {box.image_id: box.image for box in boxes}

    def of(self, image: Image) -> str:
        """What a container was made from by that name, or the one tag of its repository now.

        Of several tags nobody can say which one was its own.
        """
        called = self._called.get(image.id, "")
        named = called if ":" in called.rpartition("/")[2] else f"{called}:latest"
        if self._tags.get(named, image.id) != image.id:
            return named
        own = {repository(digest) for digest in image.digests}
        theirs = [tag for tag in self._tags if repository(tag) in own]
        return theirs[0] if len(theirs) == 1 else ""


def _network(row: Network) -> Thing:
    built_in = row.name in ("bridge", "host", "none", "docker_gwbridge") or row.ingress
    return Thing(
        Class.NETWORK, row.id, row.name, since=row.created, labels=row.labels or {},
        project=row.project, predefined=built_in, scope=row.scope,
    )  # fmt: skip


def _volume(row: Volume, usage: Usage, used: Used) -> Thing:
    size = usage.volumes.get(row.name, row.size_bytes or 0)
    return Thing(
        Class.VOLUME, row.name, row.name, size, size, since=row.created,
        last_used=used.get((Class.VOLUME, row.name)), labels=row.labels or {},
        project=row.project, anonymous=row.anonymous, scope=row.scope, database=row.database,
    )  # fmt: skip


def _cache(row: CacheEntry) -> Thing:
    size = row.size_bytes or 0
    return Thing(
        Class.BUILD_CACHE, row.id, row.description or row.id, 0 if row.shared else size, size,
        since=row.created, last_used=row.last_used, in_use=bool(row.in_use),
        shared=bool(row.shared), uses=frozenset((Class.BUILD_CACHE, p) for p in row.parents),
    )  # fmt: skip

"""How images are asked for, and how many containers use each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tui.core.command import Command, docker
from tui.core.kind import Listing, Step
from tui.core.record import bare_id, text
from tui.kinds.container_record import Container
from tui.kinds.image_names import complete
from tui.kinds.image_record import INSPECT, LS_PARTS, Image, exact, place, row
from tui.kinds.reading import BATCH, batches, inspected, objects

LS = docker("image", "ls", "--all", "--no-trunc", "--format", LS_PARTS, timeout=60)
DANGLING = docker(
    "image", "ls", "--all", "--no-trunc", "--quiet", "--filter", "dangling=true", timeout=60
)

PLATFORM = "engine-platform"
"""Not a kind: what the engine itself was made for."""


def inspect_many(ids: Sequence[str]) -> Command:
    return docker("image", "inspect", "--format", INSPECT, *ids, timeout=60)


def listing() -> Listing[Image]:
    """Rows from `ls`; exact sizes and digests from `inspect`, for `ls` rounds and cuts."""
    listed, dangling = yield Step((LS, DANGLING))
    loose = frozenset(bare_id(line.strip()) for line in dangling.text.splitlines())
    rows = {key(one): one for one in (row(found, loose) for found in objects(listed, "ID"))}
    thin = tuple(sorted(rows.values(), key=place))
    ids = tuple(dict.fromkeys(one.id for one in thin))
    if not ids:
        return ()
    results = yield Step(batches(inspect_many, ids), thin, tolerant=True)
    known: dict[str, dict[str, Any]] = {}
    for start, result in zip(range(0, len(ids), BATCH), results, strict=True):
        found = inspected(result, "Id", min(BATCH, len(ids) - start))
        known |= {bare_id(text(one["Id"])): one for one in found}
    full = (exact(one, known[one.id]) for one in thin if one.id in known)
    return tuple(sorted(full, key=place))


def key(image: Image) -> str:
    """The same before and after `inspect`: digests are not part of it."""
    return f"{image.id}@{image.repository or ''}:{image.tag or ''}"


def join(rows: tuple[Image, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Image, ...]:
    """How many containers use each image, and which use one that its tag has left since.

    Unknown as long as containers are.
    """
    platforms = others.get(PLATFORM, ())
    rows = tuple(replace(row, engine=platforms[0]) for row in rows) if platforms else rows
    containers: tuple[Container, ...] | None = others.get("containers")
    if containers is None or any(one.thin for one in containers):
        return rows
    users = Counter(one.image_id for one in containers)
    left = moved(rows, containers)
    behind = {one.image_id: complete(one.image) for tag in left.values() for one in tag}
    return tuple(
        replace(
            image,
            containers=users[image.id],
            outdated=tuple(one.name for one in left.get(image.reference, ())),
            superseded=behind.get(image.id),
        )
        for image in rows
    )


def moved(
    rows: Iterable[Image], containers: Iterable[Container]
) -> dict[str, tuple[Container, ...]]:
    """By tag: the containers that were made from it while it led to another image."""
    now = {row.reference: row.id for row in rows if row.tag}
    found: dict[str, tuple[Container, ...]] = {}
    for one in containers:
        tag = complete(one.image)
        if one.image_id and now.get(tag, one.image_id) != one.image_id:
            found[tag] = (*found.get(tag, ()), one)
    return found

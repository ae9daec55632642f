"""How containers are asked for: `docker ps` for all of them, `inspect` for what is exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from tui.core import parse
from tui.core.command import Command, Result, docker
from tui.core.kind import Listing, Step
from tui.core.record import bare_id, text
from tui.kinds.container_record import INSPECT, Container, container
from tui.kinds.reading import BATCH, batches, inspected, objects, template

PS = docker(
    "ps", "-a", "--no-trunc", "--format",
    template("ID", "Names", "Image", "Command", "State", "CreatedAt"), timeout=60,
)  # fmt: skip


def inspect_many(ids: Sequence[str]) -> Command:
    return docker("container", "inspect", "--format", INSPECT, *ids, timeout=60)


def listing() -> Listing[Container]:
    """All containers, newest first: first what `docker ps` knows, then all of it."""
    (ps,) = yield Step((PS,))
    thin = {row.id: row for row in map(_thin, objects(ps, "ID"))}
    full = yield from reread(tuple(thin), tuple(thin.values()))
    return tuple(replace(row, names=_names(row, thin[row.id])) for row in full)


def reread(ids: Sequence[str], thin: tuple[Container, ...] = ()) -> Listing[Container]:
    """These containers; one that is gone meanwhile is left out."""
    wanted = tuple(dict.fromkeys(map(bare_id, ids)))
    if not wanted:
        return ()
    results = yield Step(batches(inspect_many, wanted), thin or None, tolerant=True)
    rows = {row.id: row for row in _full(results, len(wanted))}
    return tuple(rows[one] for one in wanted if one in rows)


def _full(results: Sequence[Result], asked: int) -> Iterator[Container]:
    for start, result in zip(range(0, asked, BATCH), results, strict=True):
        found = inspected(result, "Id", min(BATCH, asked - start))
        yield from map(container, found)


def _thin(found: dict[str, Any]) -> Container:
    names = tuple(name.removeprefix("/") for name in text(found.get("Names")).split(",") if name)
    own = sorted(names, key=lambda name: "/" in name)
    return Container(
        id=bare_id(text(found.get("ID"))),
        name=own[0] if own else bare_id(text(found.get("ID")))[:12],
        names=tuple(own),
        image=text(found.get("Image")),
        image_id="",
        command=_unquoted(text(found.get("Command"))),
        state=text(found.get("State")) or "unknown",
        created=parse.time(text(found.get("CreatedAt"))),
    )


def _unquoted(command: str) -> str:
    """`docker ps` prints the command as a text of Go, quotes and escapes and all."""
    value = parse.json_value(command) if command.startswith('"') else command
    return value if isinstance(value, str) else command.removeprefix('"').removesuffix('"')


def _names(row: Container, thin: Container) -> tuple[str, ...]:
    """Its own name from inspect; the names that links gave it are known to `ps` alone."""
    links = (name for name in thin.names if "/" in name)
    return tuple(dict.fromkeys((*row.names, *links)))

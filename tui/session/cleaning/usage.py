"""What the engine's things cost, from `GET /system/df`, or rounded from `docker system df -v`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tui.core import parse
from tui.core.command import Api, Command, Result, docker
from tui.core.errors import WsltuiError
from tui.core.record import array, bare_id, mapping, text

if TYPE_CHECKING:
    from tui.session.session import Session

PATIENCE = 300.0
"""Seconds: the engine walks all volumes for it, which takes minutes on large stores."""
EXACT = Command("docker", api=Api("GET", "/system/df"), timeout=PATIENCE)
ROUNDED = docker("system", "df", "-v", "--format", "{{json .}}", timeout=PATIENCE)


@dataclass(frozen=True)
class Usage:
    """Bytes by id (volumes: by name). `images` is (size, shared) and `parents` their parents.

    Negative numbers of the engine mean that it does not know; they are left out. `unique` is
    what an image shares with no other.
    """

    containers: Mapping[str, int] = field(default_factory=dict)
    images: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    unique: Mapping[str, int] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    volumes: Mapping[str, int] = field(default_factory=dict)
    layers: int | None = None
    cache: int = 0

    def own(self, kind_id: str) -> Mapping[str, int]:
        """What the things of a kind hold that nothing else does."""
        return {"images": self.unique, "volumes": self.volumes}.get(kind_id, {})

    @property
    def total(self) -> int:
        """All that the engine says it holds; layers are counted once."""
        parts = (self.containers.values(), self.volumes.values())
        return (self.layers or 0) + self.cache + sum(sum(part) for part in parts)


async def measure(session: Session) -> Usage:
    """Exact where the Engine API answers. Raises CommandFailed where nothing does."""
    exact = await session.execute(EXACT)
    told = mapping(parse.json_value(exact.text)) if exact.ok else {}
    if "Images" in told:
        return from_api(told)
    rounded: Result = await session.execute(ROUNDED)
    if not rounded.ok:
        raise session.error(rounded)
    return from_command(mapping(parse.json_value(rounded.text)))


async def measured_if_possible(session: Session) -> tuple[Usage, str]:
    """The usage, and why it is empty where it could not be had."""
    try:
        return await measure(session), ""
    except WsltuiError as error:
        return Usage(), error.sentence


def from_api(found: Mapping[str, Any]) -> Usage:
    images = [i for i in array(found.get("Images")) if isinstance(i, dict)]
    return Usage(
        containers=_sizes(found.get("Containers"), "Id", "SizeRw"),
        images={
            bare_id(text(i.get("Id"))): (
                size := _known(i.get("Size")),
                _known(i.get("SharedSize"), size),
            )
            for i in images
        },
        unique={
            bare_id(text(i.get("Id"))): max(0, size - shared)
            for i in images
            if (size := _known(i.get("Size"), -1)) >= 0
            and (shared := _known(i.get("SharedSize"), -1)) >= 0
        },
        parents={
            bare_id(text(i.get("Id"))): bare_id(text(i.get("ParentId")))
            for i in images
            if i.get("ParentId")
        },
        volumes={
            text(v.get("Name")): size
            for v in array(found.get("Volumes"))
            if isinstance(v, dict)
            and (size := _known(mapping(v.get("UsageData")).get("Size"), -1)) >= 0
        },
        cache=sum(
            _known(mapping(e).get("Size"))
            for e in array(found.get("BuildCache"))
            if not mapping(e).get("Shared")
        ),
        layers=layers if (layers := _known(found.get("LayersSize"), -1)) >= 0 else None,
    )


def from_command(found: Mapping[str, Any]) -> Usage:
    """Three digits of each size; containers are left out, for their ids are cut there."""
    images = [i for i in array(found.get("Images")) if isinstance(i, dict)]
    return Usage(
        images={
            bare_id(text(i.get("ID"))): (
                _known(parse.size(text(i.get("Size")))),
                _known(parse.size(text(i.get("SharedSize")))),
            )
            for i in images
        },
        unique={
            bare_id(text(i.get("ID"))): alone
            for i in images
            if (alone := parse.size(text(i.get("UniqueSize")))) is not None
        },
        volumes={
            text(v.get("Name")): size
            for v in array(found.get("Volumes"))
            if isinstance(v, dict) and (size := _known(parse.size(text(v.get("Size"))), -1)) >= 0
        },
    )


def _sizes(rows: Any, key: str, size: str) -> dict[str, int]:
    found = [r for r in array(rows) if isinstance(r, dict)]
    return {bare_id(text(r.get(key))): _known(r.get(size)) for r in found}


def _known(value: Any, unknown: int = 0) -> int:
    number = isinstance(value, int) and not isinstance(value, bool)
    return value if number and value >= 0 else unknown

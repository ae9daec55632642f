"""How volumes are asked for, and what docker says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tui.core import parse
from tui.core.cleanup.database import by_folders
from tui.core.command import Command, Outcome, Result, docker
from tui.core.engine_home import ENGINE_HOME, HERE
from tui.core.failure import failure, gone
from tui.core.kind import Listing, Step
from tui.core.record import mapping, text
from tui.kinds.container_record import Container
from tui.kinds.databases import database_image, database_in
from tui.kinds.reading import BATCH, batches, inspected, integer, objects, template
from tui.kinds.users import users_by

ANONYMOUS = "com.docker.volume.anonymous"
"""The label that engines from 23.0 on give to volumes that nobody named."""
LOCAL = "local"
_HEX = re.compile(r"[0-9a-f]{64}")
_SAID = re.compile(r"^Error(?: response from daemon)?: (?:get [^:]+: )?")
_FIELDS = ("Name", "Driver", "Scope", "Mountpoint")
LS = docker("volume", "ls", "--format", template(*_FIELDS), timeout=60)
INSPECT = template(*_FIELDS, "CreatedAt", "Labels", "Options", "UsageData")


LOOKS = "volume-looks"
"""The id under which the store keeps what was seen in volumes."""


@dataclass(frozen=True, slots=True)
class VolumeLook:
    """What was seen in one at a time (aware, UTC)."""

    name: str
    database: str
    empty: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Volume:
    """One volume. Times are aware and UTC; None stands for unknown.

    `labels` is None as long as only `docker volume ls` was asked. `size_bytes` is None unless
    it was measured, which takes the engine long; `measured` is when. `containers` are the names
    of those that mount it, running or not. `database` says what makes it look like one;
    `trouble` why its driver tells nothing more. `windows_path` is what Windows calls its files,
    None where that is not known.
    """

    name: str
    driver: str
    mountpoint: str = ""
    created: datetime | None = None
    labels: dict[str, str] | None = None
    anonymous: bool = False
    size_bytes: int | None = None
    containers: tuple[str, ...] | None = None
    project: str | None = None
    scope: str = LOCAL
    options: dict[str, str] = field(default_factory=dict)
    database: str = ""
    trouble: str = ""
    measured: datetime | None = None
    windows_path: str | None = None


def inspect_many(names: Sequence[str]) -> Command:
    return docker("volume", "inspect", "--format", INSPECT, *as_words(names), timeout=60)


def as_words(names: Sequence[str]) -> tuple[str, ...]:
    """Names as words that cannot be taken for options: drivers allow any."""
    return ("--", *names) if any(name.startswith("-") for name in names) else tuple(names)


def listing() -> Listing[Volume]:
    """All volumes: first what `docker volume ls` knows, then all of it.

    A driver other than the engine's own may be dead, and then takes 15 s to say so (measured on
    engine 20.10): its volumes are asked one by one and shown as they were listed.
    """
    (ls,) = yield Step((LS,))
    thin = {row.name: row for row in map(volume, objects(ls, "Name"))}
    own = [name for name, row in thin.items() if row.driver == LOCAL]
    others = [name for name, row in thin.items() if row.driver != LOCAL]
    commands = (*batches(inspect_many, own), *(inspect_many([name]) for name in others))
    if not commands:
        return ()
    results = yield Step(commands, tuple(thin.values()), tolerant=True)
    rows = {row.name: row for row in _own(results[: len(results) - len(others)], len(own))}
    for name, result in zip(others, results[len(results) - len(others) :], strict=True):
        rows[name] = _of_driver(thin[name], result)
    return tuple(rows[name] for name in thin if name in rows)


def _own(results: Sequence[Result], asked: int) -> Iterator[Volume]:
    for start, result in zip(range(0, asked, BATCH), results, strict=True):
        yield from map(volume, inspected(result, "Name", min(BATCH, asked - start)))


def _of_driver(thin: Volume, result: Result) -> Volume:
    """What is known all the same where the driver fails; an engine that fails is an error."""
    if result.ok:
        (found,) = inspected(result, "Name", 1)
        return volume(found)
    if result.outcome is Outcome.TIMEOUT:
        return replace(thin, trouble="it does not answer")
    if gone(result):
        return replace(thin, trouble="it does not know this volume")
    if f"get {thin.name}:" not in result.error_text:
        raise failure(result)
    return replace(thin, trouble=_SAID.sub("", result.last_words(1)))


def volume(found: Mapping[str, Any]) -> Volume:
    """From one object of `INSPECT`, or of what `ls` prints; odd parts do no harm."""
    name, options = text(found.get("Name")), _texts(found.get("Options"))
    labels = _texts(found.get("Labels")) if "Labels" in found else None
    anonymous = ANONYMOUS in (labels or {}) or not (labels or options or not _HEX.fullmatch(name))
    word = "" if anonymous else database_in(name)
    return Volume(
        name=name,
        driver=text(found.get("Driver")),
        mountpoint=text(found.get("Mountpoint")),
        created=parse.time(text(found.get("CreatedAt"))),
        labels=labels,
        anonymous=anonymous,
        size_bytes=_size(mapping(found.get("UsageData"))),
        project=(labels or {}).get("com.docker.compose.project") or None,
        scope=text(found.get("Scope")) or LOCAL,
        options=options,
        database=f"its name says “{word}”" if word else "",
    )


def _texts(found: Any) -> dict[str, str]:
    return {k: "" if v is None else str(v) for k, v in mapping(found).items()}


def _size(usage: Mapping[str, Any]) -> int | None:
    """-1 is how the engine says that it did not measure."""
    size = integer(usage.get("Size"))
    return size if size is not None and size >= 0 else None


def join(rows: tuple[Volume, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Volume, ...]:
    """Which containers mount each, what was seen in it, and what Windows calls it.

    Nobody knows who uses them as long as containers are not known.
    """
    users = users_by(_mounted, others)
    looks = {look.name: look for look in others.get(LOOKS, ())}
    share = windows_share(others)
    made = rows if users is None else tuple(_used(row, users.get(row.name, ())) for row in rows)
    return tuple(_seen(row, looks.get(row.name), share) for row in made)


def windows_share(others: Mapping[str, tuple[Any, ...]]) -> str:
    """What Windows calls the root of the distro that the engine runs in; empty if none knows."""
    here = next(iter(others.get("here", ())), "")
    home = next(iter(others.get(ENGINE_HOME, ())), "")
    return f"\\\\wsl.localhost\\{here}" if here and home == HERE else ""


def _seen(row: Volume, look: VolumeLook | None, share: str) -> Volume:
    database = (look.database if look else "") or row.database
    windows = None
    if share and row.driver == LOCAL and row.mountpoint.startswith("/"):
        windows = share + row.mountpoint.replace("/", "\\")
    return replace(row, database=database, windows_path=windows)


def _mounted(container: Container) -> Iterator[str | None]:
    return (mount.name for mount in container.mounts if mount.type == "volume")


def _used(row: Volume, users: Sequence[Container]) -> Volume:
    names = tuple(sorted(user.name for user in users))
    kept = (user for user in users if database_image(user.image))
    database = next((f"{user.image} of {user.name} mounts it" for user in kept), row.database)
    if users and not database:
        mounts = (mount for user in users for mount in user.mounts)
        database = by_folders(m.destination for m in mounts if m.name == row.name)
    return replace(row, containers=names, database=database)

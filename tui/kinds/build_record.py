"""How the build cache is asked for, and what the engine says of its entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tui.core import parse
from tui.core.command import Api, Command, Outcome, Result, docker
from tui.core.failure import failure
from tui.core.kind import Listing, Step
from tui.core.record import array, mapping, text
from tui.kinds.reading import integer

PATIENCE = 300.0
"""Seconds: the engine measures everything it holds before it says the size of anything."""
API = Command("docker", api=Api("GET", "/system/df?type=build-cache&verbose=1"), timeout=PATIENCE)
"""`type` is known from API 1.42 on, `verbose` from 1.52 on, which else tells no entries."""
DF = docker("system", "df", "-v", "--format", "{{json .BuildCache}}", timeout=PATIENCE)


@dataclass(frozen=True, slots=True)
class Kin:
    """An entry that another one was built on, or that was built on it, `steps` away."""

    id: str
    description: str
    size_bytes: int | None
    steps: int


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """One entry of the build cache. Times are aware and UTC; None stands for unknown.

    `shared` is whether an image holds the same layer: removing the entry frees nothing then.
    `parents` and `children` are ids: what it was built on, and what was built on it; `before`
    and `after` are all of those, the nearest first.
    """

    id: str
    type: str
    description: str
    size_bytes: int | None = None
    created: datetime | None = None
    last_used: datetime | None = None
    usage_count: int | None = None
    in_use: bool | None = None
    shared: bool | None = None
    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    before: tuple[Kin, ...] = ()
    after: tuple[Kin, ...] = ()


def listing() -> Listing[CacheEntry]:
    """All entries, in exact bytes from the Engine API, else rounded ones from the command."""
    (answer,) = yield Step((API,), tolerant=True)
    if answer.outcome in (Outcome.TIMEOUT, Outcome.CANCELLED):
        raise failure(answer)
    rows = _from_api(answer)
    if rows is None:
        (printed,) = yield Step((DF,))
        rows = _from_command(printed)
    return _with_children(rows)


def _from_api(answer: Result) -> list[CacheEntry] | None:
    """None where there is no such answer. API 1.52 tells the entries twice, 1.53 the new way."""
    told = parse.json_value(answer.text) if answer.ok else None
    if not isinstance(told, dict) or not told.keys() & {"BuildCache", "BuildCacheUsage"}:
        return None
    usage = mapping(told.get("BuildCacheUsage"))
    return [_exact(mapping(one)) for one in array(usage.get("Items") or told.get("BuildCache"))]


def _exact(found: Mapping[str, Any]) -> CacheEntry:
    parents = array(found.get("Parents")) or [found.get("Parent")]
    return CacheEntry(
        id=_id(found),
        type=text(found.get("Type")),
        description=text(found.get("Description")),
        size_bytes=_measured(integer(found.get("Size"))),
        created=parse.time(text(found.get("CreatedAt"))),
        last_used=parse.time(text(found.get("LastUsedAt"))),
        usage_count=integer(found.get("UsageCount")),
        in_use=_truth(found.get("InUse")),
        shared=_truth(found.get("Shared")),
        parents=tuple(filter(None, map(text, parents))),
    )


def _from_command(printed: Result) -> list[CacheEntry]:
    """Raises parse.Garbled for what is no list of entries."""
    said = printed.text.strip()
    told = [] if said == "null" else parse.json_value(said)
    if not isinstance(told, list):
        raise parse.Garbled(said)
    return [_rounded(mapping(one)) for one in told]


def _rounded(found: Mapping[str, Any]) -> CacheEntry:
    """All that the command prints are texts; the kind is called otherwise there."""
    uses = text(found.get("UsageCount"))
    parents = (word.strip() for word in text(found.get("Parent")).split(","))
    return CacheEntry(
        id=_id(found),
        type=text(found.get("CacheType")),
        description=text(found.get("Description")),
        size_bytes=_measured(parse.size(text(found.get("Size")))),
        created=parse.time(text(found.get("CreatedAt"))),
        last_used=parse.time(text(found.get("LastUsedAt"))),
        usage_count=int(uses) if uses.isdecimal() and len(uses) < 19 else None,
        in_use=_truth(found.get("InUse")),
        shared=_truth(found.get("Shared")),
        parents=tuple(filter(None, parents)),
    )


def _measured(size: int | None) -> int | None:
    """-1 is how the engine says that it does not know."""
    return None if size is None or size < 0 else size


def _id(found: Mapping[str, Any]) -> str:
    if not text(found.get("ID")):
        raise parse.Garbled("an entry of the build cache without an id")
    return text(found.get("ID"))


def _truth(found: Any) -> bool | None:
    """The command prints truth as a word."""
    if found in (True, "true"):
        return True
    return False if found in (False, "false") else None


def _with_children(rows: Iterable[CacheEntry]) -> tuple[CacheEntry, ...]:
    """Each entry once, the last used first, with what was built on it."""
    known = {row.id: row for row in rows}
    children: dict[str, list[str]] = {}
    for row in known.values():
        for parent in row.parents:
            children.setdefault(parent, []).append(row.id)
    parents = {row.id: row.parents for row in known.values()}
    made = (
        replace(
            row,
            children=tuple(sorted(children.get(row.id, ()))),
            before=_kin(row.id, parents, known),
            after=_kin(row.id, children, known),
        )
        for row in known.values()
    )
    return tuple(sorted(made, key=_last_used_first))


def _kin(
    start: str, near: Mapping[str, Sequence[str]], known: Mapping[str, CacheEntry]
) -> tuple[Kin, ...]:
    """All that can be reached, each once, though the engine should tell of a circle."""
    found: dict[str, Kin] = {}
    reached, steps = [start], 0
    while reached:
        steps += 1
        following = [one for ident in reached for one in sorted(near.get(ident, ()))]
        reached = [one for one in dict.fromkeys(following) if one not in found and one != start]
        for ident in reached:
            row = known.get(ident)
            found[ident] = Kin(
                ident, row.description if row else "", row.size_bytes if row else None, steps
            )
    return tuple(found.values())


def _last_used_first(row: CacheEntry) -> tuple[float, str]:
    then = row.last_used or row.created
    return -then.timestamp() if then else 0.0, row.id

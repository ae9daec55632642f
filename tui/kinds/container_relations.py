"""Which containers hang on which: woven into the rows from the rows alone.

The engine keeps ids in `container:ID`, whatever name it was told; `VolumesFrom` keeps the word
that was typed. Compose writes what a service needs into the label `com.docker.compose.depends_on`,
as `db:service_healthy:true,cache:service_started:false`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tui.core.restore.needs import is_anonymous
from tui.kinds.container_record import Container, Need, Port, Share

NETWORK, PROCESSES, MEMORY = "network", "processes", "memory"
VOLUMES, DEPENDS = "volumes-from", "depends_on"
HOW = {
    NETWORK: "uses its network",
    PROCESSES: "lives among its processes",
    MEMORY: "uses its shared memory",
    VOLUMES: "took over its volumes",
    DEPENDS: "depends on it",
}
DEPENDS_ON = "com.docker.compose.depends_on"
BINDS = "lost-binds"
"""Where the store has the sources of bind mounts that are not there."""
EVERYWHERE = frozenset({None, "", "0.0.0.0", "::"})  # noqa: S104 - read, not bound
MOST_NAMED = 100
"""Containers that are named of those with the same volume: each naming all would be too much."""
Rows = tuple[Container, ...]


def woven(rows: Rows, others: Mapping[str, tuple[Any, ...]]) -> Rows:
    """The rows, each with what hangs on it and what it shares."""
    needed, shared = _needed(rows), _shared_volumes(rows)
    ports, lost = _holders(rows), frozenset(others.get(BINDS, ()))
    return tuple(_with(row, needed, shared, ports, lost) for row in rows)


def services_needed(row: Container) -> tuple[str, ...]:
    """The services of its project that it depends on."""
    said = (row.labels or {}).get(DEPENDS_ON, "")
    return tuple(dict.fromkeys(filter(None, (one.partition(":")[0] for one in said.split(",")))))


def _with(
    row: Container,
    needed: Mapping[str, tuple[Need, ...]],
    shared: Mapping[str, tuple[str, ...]],
    ports: Mapping[tuple[int, str], tuple[Container, ...]],
    lost: frozenset[str],
) -> Container:
    binds = tuple(m.source for m in row.mounts if m.type == "bind" and m.source in lost)
    found = needed.get(row.id, ()), tuple(_shares(row, shared)), tuple(_taken(row, ports)), binds
    if found == (row.needed_by, row.shares, row.taken, row.lost_binds):
        return row
    return replace(row, needed_by=found[0], shares=found[1], taken=found[2], lost_binds=found[3])


def _needed(rows: Rows) -> dict[str, tuple[Need, ...]]:
    by_word = {word: row for row in rows for word in (*row.names, row.id)}
    found: defaultdict[str, dict[tuple[str, str], Need]] = defaultdict(dict)
    services: defaultdict[tuple[str, str], dict[str, Need]] = defaultdict(dict)
    for row in rows:
        for how, word in _joined(row):
            other = by_word.get(word)
            if other is not None and other.id != row.id:
                found[other.id][row.name, how] = Need(row.name, how, row.alive)
        for service in services_needed(row) if row.project else ():
            services[row.project or "", service][row.name] = Need(row.name, DEPENDS, row.alive)
    depending = {service: tuple(needs.values()) for service, needs in services.items()}
    needs = ((row.id, _needs(row, found, depending)) for row in rows)
    return {key: some for key, some in needs if some}


def _needs(
    row: Container,
    joined: Mapping[str, Mapping[tuple[str, str], Need]],
    depending: Mapping[tuple[str, str], tuple[Need, ...]],
) -> tuple[Need, ...]:
    """All containers of a service are needed by the same ones."""
    own = tuple(joined[row.id].values()) if row.id in joined else ()
    return own + depending.get((row.project or "", row.service or ""), ())


def _joined(row: Container) -> Iterator[tuple[str, str]]:
    for how, word in (
        (NETWORK, row.joins), (PROCESSES, row.joins_pid), (MEMORY, row.joins_ipc)
    ):  # fmt: skip
        if word:
            yield how, word
    yield from ((VOLUMES, word) for word in row.volumes_from)


def _shared_volumes(rows: Rows) -> dict[str, tuple[str, ...]]:
    """Volume → the running containers that may write to it, where there are several."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.alive:
            for name in dict.fromkeys(_written(row)):
                found[name].append(row.name)
    return {name: tuple(names[: MOST_NAMED + 1]) for name, names in found.items() if names[1:]}


def _written(row: Container) -> Iterable[str]:
    return (m.name for m in row.mounts if m.type == "volume" and m.name and m.rw)


def _shares(row: Container, shared: Mapping[str, tuple[str, ...]]) -> Iterator[Share]:
    for name in dict.fromkeys(_written(row)) if row.alive else ():
        others = tuple(other for other in shared.get(name, ()) if other != row.name)[:MOST_NAMED]
        if others:
            yield Share(name[:12] if is_anonymous(name) else name, others)


def _holders(rows: Rows) -> dict[tuple[int, str], tuple[Container, ...]]:
    """(host port, protocol) → the containers that have it now."""
    found: defaultdict[tuple[int, str], list[Container]] = defaultdict(list)
    for row in rows:
        for key in {(p.host_port, p.protocol) for p in row.ports if p.host_port}:
            if row.alive:
                found[key].append(row)
    return {key: tuple(holders) for key, holders in found.items()}


def _taken(
    row: Container, ports: Mapping[tuple[int, str], tuple[Container, ...]]
) -> Iterator[Share]:
    """The ports that it publishes when it runs, and that another one has now."""
    for port in row.published if not row.alive else ():
        holders = ports.get((port.host_port or 0, port.protocol), ())
        names = tuple(one.name for one in holders if one.id != row.id and _clash(port, one))
        if names:
            yield Share(f"{port.host_port}/{port.protocol}", names)


def _clash(port: Port, other: Container) -> bool:
    """The same port of two single addresses is two ports."""
    same = (p for p in other.ports if (p.host_port, p.protocol) == (port.host_port, port.protocol))
    return any(
        port.host_ip in EVERYWHERE or p.host_ip in EVERYWHERE or p.host_ip == port.host_ip
        for p in same
    )

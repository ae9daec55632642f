"""How networks are asked for, and what docker says of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network
from typing import Any

from tui.core import parse
from tui.core.command import Command, docker
from tui.core.kind import Listing, Step
from tui.core.record import array, could_be_id, mapping, text
from tui.kinds.reading import BATCH, batches, inspected, objects, template
from tui.kinds.users import users_by

Range = IPv4Network | IPv6Network
BUILT_IN = ("bridge", "host", "none")
"""What every engine has; nobody else can take these names."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")

LS = docker(
    "network", "ls", "--no-trunc", "--format",
    template("ID", "Name", "Driver", "Scope", "Internal"), timeout=60,
)  # fmt: skip
INSPECT = template(
    "Id", "Name", "Created", "Driver", "Scope", "EnableIPv6", "IPAM", "Internal", "Attachable",
    "Ingress", "Labels", "Options",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Network:
    """One network. `labels` is None as long as only `docker network ls` was asked.

    `containers` are the names of those attached, running or not, None while unknown. `alone` is
    whether no other network has its name: docker refuses a name that two have.
    """

    id: str
    name: str
    driver: str
    scope: str
    internal: bool
    subnets: tuple[str, ...] = ()
    containers: tuple[str, ...] | None = None
    project: str | None = None
    labels: dict[str, str] | None = None
    created: datetime | None = None
    gateways: tuple[str, ...] = ()
    ipv6: bool = False
    attachable: bool = False
    ingress: bool = False
    options: dict[str, str] = field(default_factory=dict)
    alone: bool = True


def protected(name: str) -> str | None:
    return f"{name} is built into the engine" if name in BUILT_IN else None


def handle(row: Network) -> str:
    """What it is called in commands: its name, unless docker might take that for another's."""
    plain = _PLAIN.fullmatch(row.name) and not could_be_id(row.name)
    return row.name if row.alone and plain else row.id


def inspect_many(ids: Sequence[str]) -> Command:
    return docker("network", "inspect", "--format", INSPECT, *ids, timeout=60)


def listing() -> Listing[Network]:
    """All networks: first what `docker network ls` knows, then all of it."""
    (ls,) = yield Step((LS,))
    thin = {row.id: row for row in map(_thin, objects(ls, "ID"))}
    if not thin:
        return ()
    ids = tuple(thin)
    results = yield Step(batches(inspect_many, ids), tuple(thin.values()), tolerant=True)
    found = [
        one
        for start, result in zip(range(0, len(ids), BATCH), results, strict=True)
        for one in inspected(result, "Id", min(BATCH, len(ids) - start))
    ]
    rows = {row.id: row for row in map(network, found)}
    return tuple(rows[one] for one in ids if one in rows)


def _thin(found: Mapping[str, Any]) -> Network:
    return Network(
        id=text(found.get("ID")),
        name=text(found.get("Name")),
        driver=text(found.get("Driver")),
        scope=text(found.get("Scope")),
        internal=text(found.get("Internal")) == "true",
    )


def network(found: Mapping[str, Any]) -> Network:
    """From one object of `INSPECT`; null, absent and odd parts do no harm."""
    labels = _texts(found.get("Labels"))
    ranges = [mapping(one) for one in array(mapping(found.get("IPAM")).get("Config"))]
    return Network(
        id=text(found.get("Id")),
        name=text(found.get("Name")),
        driver=text(found.get("Driver")),
        scope=text(found.get("Scope")),
        internal=found.get("Internal") is True,
        subnets=tuple(_each("Subnet", ranges)),
        project=labels.get("com.docker.compose.project") or None,
        labels=labels,
        created=parse.time(text(found.get("Created"))),
        gateways=tuple(_each("Gateway", ranges)),
        ipv6=found.get("EnableIPv6") is True,
        attachable=found.get("Attachable") is True,
        ingress=found.get("Ingress") is True,
        options=_texts(found.get("Options")),
    )


def _texts(found: Any) -> dict[str, str]:
    return {k: "" if v is None else str(v) for k, v in mapping(found).items()}


def _each(key: str, ranges: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    return (text(one.get(key)) for one in ranges if text(one.get(key)))


def join(rows: tuple[Network, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Network, ...]:
    """Which containers are on each, and which networks share a name.

    A container tells its networks by name only: one on a shared name counts for all that have it.
    """
    times = Counter(row.name for row in rows)
    rows = tuple(replace(row, alone=times[row.name] == 1) for row in rows)
    users = users_by(lambda container: container.networks, others)
    if users is None:
        return rows
    return tuple(
        replace(row, containers=tuple(sorted(user.name for user in users.get(row.name, ()))))
        for row in rows
    )

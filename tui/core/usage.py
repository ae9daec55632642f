"""What one container uses at a moment, as the Engine API's stats tell it.

Sizes are bytes; counters grow for as long as the container runs. The API is described in
docker/docs, `GET /containers/{id}/stats`; memory is counted as docker/cli does it, without the
cache that the kernel gives back when somebody needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui.core import parse
from tui.core.record import array, mapping, text

CACHES = ("total_inactive_file", "inactive_file")
"""How cgroup 1 and 2 call what is given back: the first that is there counts."""


@dataclass(frozen=True, slots=True)
class Usage:
    """`cpu` is in seconds of one core; `cores` is how many the container may use."""

    at: datetime
    cpu: float
    cores: int
    memory: int
    memory_limit: int
    received: int = 0
    sent: int = 0
    read: int = 0
    written: int = 0
    processes: int | None = None


@dataclass(frozen=True, slots=True)
class Rates:
    """What two samples say together: percent of one core, and bytes in a second."""

    cpu: float
    received: float
    sent: float
    read: float
    written: float


@dataclass(frozen=True, slots=True)
class Together:
    """What a project uses: `measured` of its `running` containers. CPU in percent of one core."""

    running: int
    measured: int
    cpu: float
    memory: int


def usage(line: str) -> Usage | None:
    """A line of the stream; None for one of a container that does not run, or that is no sample."""
    found = mapping(parse.json_value(line))
    at = parse.time(text(found.get("read")))
    cpu, memory = mapping(found.get("cpu_stats")), mapping(found.get("memory_stats"))
    used = _number(mapping(cpu.get("cpu_usage")).get("total_usage"))
    if at is None or not used or not memory:
        return None
    networks = mapping(found.get("networks")).values()
    blocks = array(mapping(found.get("blkio_stats")).get("io_service_bytes_recursive"))
    return Usage(
        at=at,
        cpu=used / 1e9,
        cores=_number(cpu.get("online_cpus")) or 1,
        memory=_memory(memory),
        memory_limit=_number(memory.get("limit")),
        received=sum(_number(mapping(one).get("rx_bytes")) for one in networks),
        sent=sum(_number(mapping(one).get("tx_bytes")) for one in networks),
        read=_blocks(blocks, "read"),
        written=_blocks(blocks, "write"),
        processes=_number(mapping(found.get("pids_stats")).get("current")) or None,
    )


def rates(samples: Sequence[Usage]) -> Rates | None:
    """Between the last two; None where there is only one, or the container has started anew."""
    if len(samples) < 2:
        return None
    before, now = samples[-2:]
    seconds = (now.at - before.at).total_seconds()
    grown = [now.cpu - before.cpu, *(b - a for a, b in zip(_sums(before), _sums(now), strict=True))]
    if seconds <= 0 or min(grown) < 0:
        return None
    cpu, *sums = (value / seconds for value in grown)
    return Rates(100 * cpu, *sums)


def _sums(one: Usage) -> tuple[int, int, int, int]:
    return one.received, one.sent, one.read, one.written


def _memory(found: dict[str, Any]) -> int:
    used, stats = _number(found.get("usage")), mapping(found.get("stats"))
    cache = next((_number(stats[key]) for key in CACHES if key in stats), 0)
    return used - cache if cache < used else used


def _blocks(entries: Iterable[Any], operation: str) -> int:
    told = map(mapping, entries)
    return sum(_number(e.get("value")) for e in told if text(e.get("op")).lower() == operation)


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0

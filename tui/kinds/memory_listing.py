"""Asks for the users of memory: /proc, the cgroups of containers, and docker where they lack.

Nothing of this is asked unless somebody looks. What processes share is counted for each of them
(VmRSS); what a container is charged for is counted as docker does, without files that it has read
and not used since (`memory.current` less `inactive_file`, or as version 1 of cgroups calls these).
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tui.core import parse
from tui.core.command import Command, Outcome, Result, docker
from tui.core.kind import Step
from tui.core.reclaim import KEY
from tui.core.record import bare_id, text
from tui.kinds import wsl_facts, wsl_setting_listing
from tui.kinds.memory_record import CACHE, CacheRoom, User
from tui.kinds.reading import template
from tui.kinds.wsl_setting_record import WslSetting

TOP = 15
"""Processes that have a row of their own."""
SECONDS = 10.0
DROP = "/proc/sys/vm/drop_caches"
FIELDS = ("MemTotal", "MemFree", "Buffers", "Cached", "SReclaimable", "Shmem")


def _host(*argv: str) -> Command:
    return Command("host", argv, timeout=SECONDS)


MEMINFO = _host("cat", "/proc/meminfo")
WHO = _host("id", "-u")
KNOB = _host("stat", "-c", "%a", DROP)
PROCESSES = _host(
    "find", "/proc", "-mindepth", "2", "-maxdepth", "2", "-path", "/proc/[0-9]*/*",
    "(", "-name", "status", "-o", "-name", "cgroup", ")",
    "-exec", "grep", "-HE", "^(Name:|VmRSS:|[0-9]+:.*[0-9a-f]{64})", "{}", "+",
)  # fmt: skip
CGROUPS = _host(
    "find", "/sys/fs/cgroup", "-mindepth", "3", "-maxdepth", "7",
    "(", "-name", "memory.current", "-o", "-name", "memory.usage_in_bytes", "-o", "-name",
    "memory.stat", ")", "-path", "*[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]*",
    "-exec", "grep", "-HE", "^([0-9]+$|(total_)?inactive_file )", "{}", "+",
)  # fmt: skip
"""Those of cgroups in version 2, and in version 1 as they are called there."""
RUNNING = docker("ps", "--no-trunc", "--format", template("ID", "Names"), timeout=SECONDS)
STATS = docker("stats", "--no-stream", "--no-trunc", "--format", template("ID", "MemUsage"))
_FIELD = re.compile(r"^(\w+):\s+(\d+) kB$", re.MULTILINE)
_CONTAINER = re.compile(r"(?<![0-9a-f])([0-9a-f]{64})(?![0-9a-f])")
_OF_PROCESS = re.compile(r"/proc/(\d+)/(?:status|cgroup):(.*)")
_OF_CGROUP = re.compile(
    r"(/sys/fs/cgroup/\S*?)/memory\.(?:current|usage_in_bytes|stat):(?:(\w+) )?(\d+)"
)

Asking = Generator[Step[Any], tuple[Result, ...], tuple[User, ...]]


@dataclass(slots=True)
class _Process:
    pid: str
    name: str = ""
    held: int = 0
    container: str = ""


def listing() -> Asking:
    """Totals first; then containers and the largest processes of this distro."""
    first = yield Step((MEMINFO, WHO, KNOB, PROCESSES, CGROUPS, RUNNING), tolerant=True)
    meminfo, who, knob, found, cgroups, running = first
    total, cache, free = _totals(meminfo)
    names = _names(running)
    held = _charged(cgroups.text)
    by = "its cgroup"
    if running.ok and names and not names.keys() <= held.keys():
        (stats,) = yield Step((STATS,), tolerant=True)
        held, by = _from_stats(stats), "docker stats"
    room = yield from _room(who, knob)
    rows = (
        *_machine(total, cache, free, meminfo),
        *_containers(names, held, total, by, running),
        *_processes(found.text, total),
    )
    return tuple(replace(row, room=room) for row in rows)


def _totals(meminfo: Result) -> tuple[int | None, int | None, int | None]:
    """All memory, the page cache that can be dropped, and what is free; bytes."""
    found = {name: int(number) * 1024 for name, number in _FIELD.findall(meminfo.text)}
    if not set(FIELDS) <= found.keys():
        return found.get("MemTotal"), None, found.get("MemFree")
    cache = found["Buffers"] + found["Cached"] + found["SReclaimable"] - found["Shmem"]
    return found["MemTotal"], max(0, cache), found["MemFree"]


def _machine(
    total: int | None, cache: int | None, free: int | None, meminfo: Result
) -> Iterator[User]:
    known = total is not None and cache is not None and free is not None
    used = max(0, (total or 0) - (cache or 0) - (free or 0)) if known else None
    why = "" if known else f"/proc/meminfo does not tell ({meminfo.outcome})"
    yield User("programs", "machine", "programs and kernel", used, total, "/proc/meminfo", why)
    yield User(CACHE, "machine", "page cache", cache, total, "/proc/meminfo", why)
    yield User("free", "machine", "free", free, total, "/proc/meminfo", why)


def _room(who: Result, knob: Result) -> Generator[Step[Any], tuple[Result, ...], CacheRoom]:
    """Whether the cache can be dropped, and what WSL does with it by itself."""
    why = "" if knob.ok else f"this kernel has no {DROP}, as that of WSL 1 has not"
    settings: Sequence[WslSetting] = yield from wsl_setting_listing.of_windows()
    (version,) = yield Step((wsl_facts.VERSION,), tolerant=True)
    setting = next((one for one in settings if one.name == KEY), None)
    return CacheRoom(
        root=who.text.strip() == "0",
        why=why,
        setting=setting,
        version=wsl_facts.version_of(version),
        pending=setting.source.pending if setting else None,
    )


def _names(running: Result) -> dict[str, str]:
    """Running containers by id."""
    found = parse.json_lines(running.text) if running.ok else ()
    return {bare_id(text(one.get("ID"))): text(one.get("Names")).split(",")[0] for one in found}


def _charged(printed: str) -> dict[str, int]:
    """Bytes by the id of a container; deeper cgroups are parts of it."""
    found: dict[str, dict[str, int]] = {}
    for folder, name, value in _OF_CGROUP.findall(printed):
        match = _CONTAINER.search(folder.rpartition("/")[2])
        if match:
            found.setdefault(match[1], {})[name] = int(value)
    return {
        one: max(0, told[""] - told.get("total_inactive_file", told.get("inactive_file", 0)))
        for one, told in found.items()
        if "" in told
    }


def _from_stats(stats: Result) -> dict[str, int]:
    found = parse.json_lines(stats.text) if stats.ok else ()
    used = {text(one.get("ID")): text(one.get("MemUsage")).partition("/")[0] for one in found}
    sizes = {ident: parse.size(value) for ident, value in used.items()}
    return {ident: size for ident, size in sizes.items() if size is not None}


def _containers(
    names: Mapping[str, str], held: Mapping[str, int], total: int | None, by: str, running: Result
) -> Iterator[User]:
    """The largest first. An engine that does not answer is one row without a number."""
    if not running.ok:
        quiet = running.outcome is Outcome.NOT_STARTED
        why = "docker is not to be had" if quiet else "the engine does not tell which run"
        yield User("containers", "container", "containers", None, total, "", why)
    for ident in sorted(names, key=lambda one: -held.get(one, 0)):
        size = held.get(ident)
        why = "" if size is not None else "neither its cgroup nor docker stats tells"
        yield User(ident, "container", names[ident], size, total, by if size is not None else "",
                   why)  # fmt: skip


def _processes(printed: str, total: int | None) -> Iterator[User]:
    """Of this distro; those in containers are counted with these."""
    found = [one for one in _read(printed) if one.held and not one.container]
    found.sort(key=lambda one: -one.held)
    for one in found[:TOP]:
        yield User(one.pid, "process", one.name, one.held, total, f"VmRSS of process {one.pid}")
    rest = found[TOP:]
    if rest:
        held = sum(one.held for one in rest)
        name = f"{len(rest)} more processes"
        yield User("more", "processes", name, held, total, "VmRSS, what they share in each")


def _read(printed: str) -> list[_Process]:
    found: dict[str, _Process] = {}
    for pid, line in _OF_PROCESS.findall(printed):
        one = found.setdefault(pid, _Process(pid))
        label, _, value = line.partition(":")
        if label == "Name":
            one.name = value.strip()
        elif label == "VmRSS":
            one.held = int(value.split()[0]) * 1024
        elif match := _CONTAINER.search(line):
            one.container = match[1]
    return list(found.values())

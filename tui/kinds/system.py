"""The system: engine, client, this machine and WSL, one fact a row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tui.core import parse, units
from tui.core.command import Result, docker, wsl
from tui.core.kind import Cell, Column, Field, Kind, Listing, Step, Tone, View
from tui.core.machine import Sample
from tui.core.parse import clean
from tui.core.record import as_json, mapping, text

INFO = docker("info", "--format", "{{json .}}", timeout=15)
VERSION = docker("version", "--format", "{{json .}}", timeout=15)
WSL_VERSION = wsl("--version")
WSL_STATUS = wsl("--status")
_NUMBERS = re.compile(r"\d+(?:\.\d+)+\S*")
BARS = "▁▂▃▄▅▆▇█"
ASCII_BARS = "_.-:=+*#"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `data` holds it for scripts; `history` is percentages, the newest last."""

    id: str
    title: str
    value: str
    tone: Tone = Tone.PLAIN
    data: Mapping[str, Any] = field(default_factory=dict)
    history: tuple[float, ...] = ()


def listing() -> Listing[Fact]:
    """Whatever answers; what does not is said in its row."""
    info, version, wsl_version, wsl_status = yield Step(
        (INFO, VERSION, WSL_VERSION, WSL_STATUS), tolerant=True
    )
    told, versions = mapping(parse.json_value(info.text)), mapping(parse.json_value(version.text))
    return (
        *_engine_facts(told if _up(info, told) else {}, versions, info),
        *_wsl_facts(wsl_version, wsl_status),
    )


def _up(info: Result, told: dict[str, Any]) -> bool:
    return info.ok and bool(told.get("ServerVersion")) and not told.get("ServerErrors")


def _engine_facts(told: dict[str, Any], versions: dict[str, Any], info: Result) -> tuple[Fact, ...]:
    client, server = mapping(versions.get("Client")), mapping(versions.get("Server"))
    facts = []
    if told:
        facts += [_engine(told, server), _containers(told), _seen_by_engine(told)]
    else:
        said = info.last_words(1) or "it does not answer"
        facts.append(Fact("engine", "Engine", said, Tone.BAD, {"up": False}))
    if client:
        shown = f"CLI {text(client.get('Version'))} · API {text(client.get('ApiVersion'))}"
        context = text(client.get("Context"))
        shown += f" · context {context}" if context else ""
        facts.append(Fact("client", "Client", shown, data=client))
    return tuple(facts)


def _engine(told: dict[str, Any], server: dict[str, Any]) -> Fact:
    name = text(mapping(server.get("Platform")).get("Name")) or text(told.get("OperatingSystem"))
    api = text(server.get("ApiVersion"))
    parts = [f"{text(told.get('ServerVersion'))}", f"API {api}" if api else ""]
    parts += [text(told.get("OSType")), name]
    data = {
        "up": True,
        "version": told.get("ServerVersion"),
        "api_version": api or None,
        "os_type": told.get("OSType"),
        "operating_system": told.get("OperatingSystem"),
        "platform": name,
        "architecture": told.get("Architecture"),
        "kernel_version": told.get("KernelVersion"),
        "storage_driver": told.get("Driver"),
        "root_directory": told.get("DockerRootDir"),
        "id": told.get("ID"),
        "name": told.get("Name"),
        "warnings": told.get("Warnings") or [],
    }
    return Fact("engine", "Engine", " · ".join(filter(None, parts)), Tone.GOOD, data)


def _containers(told: dict[str, Any]) -> Fact:
    counts = {
        "running": told.get("ContainersRunning") or 0,
        "paused": told.get("ContainersPaused") or 0,
        "stopped": told.get("ContainersStopped") or 0,
    }
    return _holds(counts, told.get("Images"))


def _holds(counts: Mapping[str, int], images: Any) -> Fact:
    shown = ", ".join(f"{n} {state}" for state, n in counts.items())
    return Fact("containers", "Holds", shown, data={**counts, "images": images})


def _counted_anew(row: Fact, containers: tuple[Any, ...]) -> Fact:
    """The same fact from the containers as they are known now, which events keep fresh."""
    states = Counter(container.state for container in containers)
    running = states["running"] + states["restarting"]
    counts = {"running": running, "paused": states["paused"]}
    counts["stopped"] = len(containers) - sum(counts.values())
    return _holds(counts, row.data.get("images"))


def _seen_by_engine(told: dict[str, Any]) -> Fact:
    cpus, memory = told.get("NCPU"), told.get("MemTotal")
    shown = f"{cpus} CPUs, {units.size(memory if isinstance(memory, int) else None)}"
    return Fact("engine-sees", "It sees", shown, data={"cpus": cpus, "memory_bytes": memory})


def _wsl_facts(version: Result, status: Result) -> tuple[Fact, ...]:
    if not version.ok:
        said = version.last_words(1) or "wsl.exe does not answer"
        return (Fact("wsl", "WSL", said, Tone.DIM, {"version": None}),)
    numbers = [m[0] if (m := _NUMBERS.search(line)) else "" for line in version.text.splitlines()]
    wsl_number, kernel = (*numbers, "", "")[:2]
    windows = numbers[-1] if len(numbers) > 2 else ""
    told = [line.strip() for line in status.text.splitlines() if line.strip()]
    data = {
        "version": wsl_number or None,
        "kernel_version": kernel or None,
        "windows_version": windows or None,
        "status": told if status.ok else [],
    }
    shown = " · ".join(filter(None, (wsl_number, f"kernel {kernel}" if kernel else "")))
    return (Fact("wsl", "WSL", shown, Tone.GOOD, data),)


def join(rows: tuple[Fact, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Fact, ...]:
    """Weaves in what is measured here (kind `samples`) and the distro's name (kind `here`)."""
    measured = _measured(others.get("samples", ()))
    names = others.get("here", ())
    if "containers" in others:
        known = others["containers"]
        rows = tuple(_counted_anew(r, known) if r.id == "containers" else r for r in rows)
    distro = [Fact("distro", "Distro", name, data={"name": name}) for name in names]
    return (*measured, *rows, *distro)


def _measured(samples: tuple[Sample, ...]) -> tuple[Fact, ...]:
    if not samples:
        return ()
    now = samples[-1]
    cpu, memory = now.cpu_percent, 100 * now.memory_used / (now.memory_total or 1)
    disk = 100 * now.disk_used / (now.disk_total or 1)
    return (
        Fact(
            "cpu", "CPU", f"{cpu:.0f} % of {now.cpus} cores", _load(cpu),
            {"percent": cpu, "cpus": now.cpus}, tuple(s.cpu_percent for s in samples),
        ),
        Fact(
            "memory", "Memory", _of(now.memory_used, now.memory_total), _load(memory),
            {"used_bytes": now.memory_used, "total_bytes": now.memory_total,
             "available_bytes": now.memory_available, "swap_used_bytes": now.swap_used,
             "swap_total_bytes": now.swap_total},
            tuple(100 * s.memory_used / (s.memory_total or 1) for s in samples),
        ),
        Fact(
            "disk", "Disk", _of(now.disk_used, now.disk_total), _load(disk),
            {"used_bytes": now.disk_used, "total_bytes": now.disk_total, "path": "/"}, (disk,),
        ),
    )  # fmt: skip


def _of(used: int, total: int) -> str:
    return f"{units.binary_size(used)} of {units.binary_size(total)}"


def _load(percent: float) -> Tone:
    return Tone.BAD if percent >= 90 else Tone.WARN if percent >= 75 else Tone.GOOD


def sparkline(values: tuple[float, ...], width: int, *, ascii_only: bool = False) -> str:
    """The last `width` percentages as bars; one value alone is drawn as a filled bar."""
    bars = ASCII_BARS if ascii_only else BARS
    if len(values) == 1:
        full = round(width * min(100.0, values[0]) / 100)
        return ("#" if ascii_only else "█") * full + ("." if ascii_only else "░") * (width - full)
    return "".join(bars[min(7, int(v * 8 / 100))] for v in values[-width:])


def _value(row: Fact, view: View) -> Cell:
    bars = sparkline(row.history, 8, ascii_only=view.ascii) if row.history else ""
    return Cell(clean(f"{bars:<8} {row.value}" if bars else row.value), row.tone)


COLUMNS: tuple[Column[Fact], ...] = (
    Column("title", "What", lambda r, _: Cell(r.title, Tone.DIM), lambda r: r.title, 7, rank=0),
    Column("value", "Value", _value, lambda r: r.value, 24, rank=0, grow=1),
)


def summary(row: Fact, view: View) -> tuple[Field, ...]:
    lines = [Field(row.title.lower(), Cell(clean(row.value), row.tone))]
    if len(row.history) > 1:
        bars = sparkline(row.history, 60, ascii_only=view.ascii)
        lines.append(Field("over time", Cell(bars, row.tone)))
        lines.append(Field("highest", Cell(f"{max(row.history):.0f} %")))
    for key, value in row.data.items():
        lines.append(Field(key.replace("_", " "), Cell(clean(_shown(key, value))), "Details"))
    return tuple(lines)


def _shown(key: str, value: Any) -> str:
    if key.endswith("_bytes") and isinstance(value, int):
        return units.binary_size(value)
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{k} {v}" for k, v in value.items())
    return "unknown" if value is None else str(value)


def fact_json(row: Fact, _view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(replace(row, history=()))
    del made["tone"], made["history"]
    return made


SYSTEM: Kind[Fact] = Kind(
    id="system",
    singular="system",
    title="System",
    tool="",
    listing=listing,
    needs=("samples", "here", "containers"),
    join=join,
    key=lambda row: row.id,
    names=lambda row: (row.id,),
    columns=COLUMNS,
    summary=summary,
    as_json=fact_json,
    empty="Nothing is known of this system yet.",
    headline=lambda _rows: "",
    spellings=("docker info", "docker version", "wsl.exe --version", "wsl.exe --status"),
)

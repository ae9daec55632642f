"""What `docker info` and `docker version` say of engine and client."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tui.core import parse, units
from tui.core.command import Result, docker
from tui.core.engines import EngineSort, Product, away, classify
from tui.core.kind import Tone
from tui.core.record import array, mapping, text
from tui.kinds.engine_signs import signs
from tui.kinds.fact import Fact, why
from tui.kinds.reading import integer

INFO = docker("info", "--format", "{{json .}}", timeout=15)
VERSION = docker("version", "--format", "{{json .}}", timeout=15)
_SILENT = "The engine does not answer."


def engine_facts(info: Result, version: Result) -> Iterator[Fact]:
    """An engine that is down is one fact; the client tells of itself all the same."""
    told, versions = mapping(parse.json_value(info.text)), mapping(parse.json_value(version.text))
    whole = {"docker info": told, "docker version": versions}
    for fact in _engine_facts(info, told, versions):
        yield replace(fact, whole=whole)


def _engine_facts(info: Result, told: dict[str, Any], versions: dict[str, Any]) -> Iterator[Fact]:
    if info.ok and text(told.get("ServerVersion")) and not told.get("ServerErrors"):
        yield _engine(told, mapping(versions.get("Server")))
        yield _containers(told)
        yield _sees(told)
    else:
        yield _down(info, array(told.get("ServerErrors")))
    client = mapping(versions.get("Client")) or mapping(told.get("ClientInfo"))
    if text(client.get("Version")):
        yield _client(client)


def _down(info: Result, errors: list[Any]) -> Fact:
    """CLI 20.10 ends well without an engine, and says why in its JSON."""
    said = "\n".join(filter(None, map(text, errors))).encode() or info.stderr
    sentence, remedy = why(replace(info, stdout=b"", stderr=said), _SILENT)
    return Fact("engine", "Engine", sentence, Tone.BAD, {"up": False}, remedy=remedy)


def _engine(told: dict[str, Any], server: dict[str, Any]) -> Fact:
    product, api = _product(server), text(server.get("ApiVersion"))
    version, kind = text(told.get("ServerVersion")), text(told.get("OSType"))
    system = text(told.get("OperatingSystem"))
    rootless = any("rootless" in text(one) for one in array(told.get("SecurityOptions")))
    parts = [version, product, f"API {api}" if api else "", kind, "rootless" if rootless else ""]
    parts += [] if product else [system]
    data = {
        "up": True,
        "version": version,
        "api_version": api or None,
        "os_type": kind or None,
        "operating_system": system or None,
        "platform": product or system or None,
        "architecture": text(told.get("Architecture")) or None,
        "kernel_version": text(told.get("KernelVersion")) or None,
        "storage_driver": text(told.get("Driver")) or None,
        "root_directory": text(told.get("DockerRootDir")) or None,
        "rootless": rootless,
        "id": text(told.get("ID")) or None,
        "name": text(told.get("Name")) or None,
        "warnings": [text(warning) for warning in array(told.get("Warnings"))],
        **sort_data(classify(signs(told, server))),
    }
    return Fact("engine", "Engine", " · ".join(filter(None, parts)), Tone.GOOD, data)


def sort_data(sort: EngineSort) -> dict[str, Any]:
    """Which engine it is, for scripts and for the line at the top."""
    return {
        "product": sort.product.value,
        "product_version": sort.version or None,
        "backend": sort.backend or None,
        "remote": sort.place or None,
        "short": sort.short,
        "meaning": sort.meaning,
    }


def placed(row: Fact, host: str) -> Fact:
    """The same fact, where the engine is reached at that address."""
    place = away(host)
    if not place or not row.data.get("up"):
        return row
    sort = EngineSort(
        Product(row.data["product"]), row.data["product_version"] or "",
        row.data["backend"] or "", row.data["rootless"], row.data["os_type"] == "windows", place,
    )  # fmt: skip
    return replace(row, value=f"{row.value} · at {place}", data={**row.data, **sort_data(sort)})


def _product(server: dict[str, Any]) -> str:
    """`Docker Desktop 4.76.0 (228118)` or `Podman`; a plain engine names none."""
    components = (text(mapping(one).get("Name")) for one in array(server.get("Components")))
    if any(name.startswith("Podman") for name in components):
        return "Podman"
    return text(mapping(server.get("Platform")).get("Name"))


def _containers(told: dict[str, Any]) -> Fact:
    counts = {
        "running": integer(told.get("ContainersRunning")) or 0,
        "paused": integer(told.get("ContainersPaused")) or 0,
        "stopped": integer(told.get("ContainersStopped")) or 0,
    }
    return _holds(counts, integer(told.get("Images")))


def _holds(counts: Mapping[str, int], images: Any) -> Fact:
    some = [f"{n} {state}" for state, n in counts.items() if n or state == "running"]
    shown = ", ".join(some) if any(counts.values()) else "no containers"
    return Fact("containers", "Holds", shown, data={**counts, "images": images})


def counted_anew(row: Fact, containers: Sequence[Any]) -> Fact:
    """The same fact from the containers as they are known now, which events keep fresh."""
    states = Counter(container.state for container in containers)
    running = states["running"] + states["restarting"]
    counts = {"running": running, "paused": states["paused"]}
    counts["stopped"] = len(containers) - sum(counts.values())
    return _holds(counts, row.data.get("images"))


def _sees(told: dict[str, Any]) -> Fact:
    cpus, memory = integer(told.get("NCPU")), integer(told.get("MemTotal"))
    shown = f"{cpus or 'unknown'} CPUs, {units.binary_size(memory or None, 'unknown')} of memory"
    return Fact("engine-sees", "It sees", shown, data={"cpus": cpus, "memory_bytes": memory})


def _client(client: dict[str, Any]) -> Fact:
    words = {
        "version": "Version",
        "api_version": "ApiVersion",
        "os": "Os",
        "arch": "Arch",
        "context": "Context",
    }
    data = {name: text(client.get(word)) or None for name, word in words.items()}
    shown = [f"CLI {data['version']}"]
    shown += [f"API {data['api_version']}"] if data["api_version"] else []
    shown += [f"context {data['context']}"] if data["context"] else []
    return Fact("client", "Client", " · ".join(shown), data=data)

"""What differs between a container as it was and as it is again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tui.core.record import array, mapping, text
from tui.core.restore.needs import Found, config, host_config, name

_CONFIG = ("Env", "Cmd", "Entrypoint", "User", "WorkingDir", "Labels", "Healthcheck", "StopSignal")
_HOST = ("PortBindings", "Memory", "Privileged")


def differences(before: Found, after: Found) -> tuple[str, ...]:
    """What is not as it was, of all that a user sets and would miss; nothing that engines make."""
    return tuple(_differences(before, after))


def _differences(before: Found, after: Found) -> Iterator[str]:
    if name(before) != name(after):
        yield "name"
    for key in _CONFIG:
        if _plain(config(before).get(key)) != _plain(config(after).get(key)):
            yield key
    for key in _HOST:
        if _plain(host_config(before).get(key)) != _plain(host_config(after).get(key)):
            yield key
    if _restart(before) != _restart(after):
        yield "RestartPolicy"
    if mounts(before) != mounts(after):
        yield "mounts"
    if networks(before) != networks(after):
        yield "networks"


def _plain(value: Any) -> Any:
    """Engines say null, nothing or an empty list for the same; podman keeps `[""]` as sent."""
    return None if value == [""] else value or None


def _restart(found: Found) -> tuple[str, Any]:
    """Newer engines write `no` where older ones left it empty."""
    policy = mapping(host_config(found).get("RestartPolicy"))
    return text(policy.get("Name")) or "no", policy.get("MaximumRetryCount") or 0


def mounts(found: Found) -> list[tuple[str, str, str, bool]]:
    """(type, volume or directory, destination, whether it can be written), sorted."""
    rows = (mapping(one) for one in array(found.get("Mounts")))
    return sorted(
        (
            text(one.get("Type")),
            text(one.get("Name")) or text(one.get("Source")),
            text(one.get("Destination")),
            bool(one.get("RW")),
        )
        for one in rows
    )


def networks(found: Found) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Name → (aliases without the container's own id, addresses that were asked for)."""
    attached = mapping(mapping(found.get("NetworkSettings")).get("Networks"))
    short = text(found.get("Id"))[:12]
    return {
        key: (_aliases(mapping(one), short), _asked(mapping(one))) for key, one in attached.items()
    }


def _aliases(endpoint: dict[str, Any], short: str) -> frozenset[str]:
    return frozenset(alias for alias in map(text, array(endpoint.get("Aliases"))) if alias != short)


def _asked(endpoint: dict[str, Any]) -> frozenset[str]:
    ipam = mapping(endpoint.get("IPAMConfig"))
    return frozenset(text(ipam.get(key)) for key in ("IPv4Address", "IPv6Address")) - {""}

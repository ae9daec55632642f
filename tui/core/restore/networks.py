"""Networks and volumes, made again from what inspect said of them."""

from __future__ import annotations

from typing import Any

from tui.core.record import array, mapping, text
from tui.core.restore.needs import Found

_ALWAYS = ("EnableIPv4", "EnableIPv6")
"""Where these are said at all, they are said on purpose: newer engines have other defaults."""
_WHERE_SET = ("Internal", "Attachable", "Ingress", "ConfigOnly", "Options", "Labels")
_POOL = ("Subnet", "IPRange", "Gateway", "AuxiliaryAddresses")


def network_body(found: Found, *, own_subnets: bool = True) -> dict[str, Any]:
    """What `POST /networks/create` is sent. Without `own_subnets` the engine chooses them anew."""
    body: dict[str, Any] = {
        "Name": text(found.get("Name")),
        "Driver": text(found.get("Driver")),
        "CheckDuplicate": True,
    }
    if found.get("Scope") not in (None, "local"):
        body["Scope"] = found["Scope"]
    source = mapping(found.get("ConfigFrom"))
    if source.get("Network"):  # whatever else inspect says came from there, and is refused here
        return body | {"ConfigFrom": source}
    body |= {key: found[key] for key in _ALWAYS if found.get(key) is not None}
    body |= {key: found[key] for key in _WHERE_SET if found.get(key)}
    ipam = mapping(found.get("IPAM"))
    said = {key: ipam[key] for key in ("Driver", "Options") if key in ipam}
    pools = _pools(found) if own_subnets else []
    return body | {"IPAM": said | ({"Config": pools} if pools else {})}


def _pools(found: Found) -> list[dict[str, Any]]:
    pools = map(mapping, array(mapping(found.get("IPAM")).get("Config")))
    return [{key: pool[key] for key in _POOL if pool.get(key)} for pool in pools]


def subnets(found: Found) -> tuple[str, ...]:
    return tuple(sorted(text(pool.get("Subnet")) for pool in _pools(found)))


def alike(one: Found, other: Found) -> bool:
    """Whether a network can stand in for another of its name."""
    keys = ("Driver", "Internal", "EnableIPv6", "Scope")
    return subnets(one) == subnets(other) and all(one.get(k) == other.get(k) for k in keys)


def has_static_address(container: Found, network: str) -> bool:
    """Whether a container was given an address of its own on that network."""
    networks = mapping(mapping(container.get("NetworkSettings")).get("Networks"))
    ipam = mapping(mapping(networks.get(network)).get("IPAMConfig"))
    return any(ipam.get(key) for key in ("IPv4Address", "IPv6Address"))


def volume_body(found: Found) -> dict[str, Any]:
    """What `POST /volumes/create` is sent."""
    return {
        "Name": text(found.get("Name")),
        "Driver": text(found.get("Driver")) or "local",
        "DriverOpts": found.get("Options"),
        "Labels": found.get("Labels"),
    }

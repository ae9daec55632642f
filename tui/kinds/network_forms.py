"""What is told before a network is made, or a container put on one, and what will not do."""

from __future__ import annotations

import re
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from tui.core.command import docker
from tui.core.form import About, Field
from tui.kinds import named
from tui.kinds.network_record import BUILT_IN, Network, Range

_ALIAS = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
SMALLEST = 30
"""Bits of an IPv4 subnet beyond which there is no room for a gateway and a container."""
NAMES = docker("ps", "--all", "--format", "{{json .Names}}")


def a_range(text: str) -> Range | None:
    """A subnet, whatever bits of hosts it has, or None."""
    try:
        return ip_network(text, strict=False) if "/" in text else None
    except ValueError:
        return None


def an_address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _new_name(about: About[Network], value: str) -> str | None:
    if not named.NAME.fullmatch(value):
        return named.NO_NAME
    if value in (*BUILT_IN, "default"):
        return f"{value} is what the engine calls one of its own"
    taken = any(row.name == value for row in about.rows)
    return f"there is a network {value} already" if taken else None


def _subnet(about: About[Network], value: str) -> str | None:
    found = a_range(value)
    if found is None:
        return "write an address and its bits, as in 10.11.0.0/16"
    if str(found.network_address) != value.partition("/")[0].lower():
        return f"that address is inside of {found}: write that"
    if found.is_multicast or found.is_loopback or not found.prefixlen:
        return "no container can have an address of that range"
    if found.version == 4 and found.prefixlen > SMALLEST:
        return "there is no room in it for a gateway and a container"
    return _overlap(about, found) if about.values.get("driver") == "bridge" else None


def _overlap(about: About[Network], found: Range) -> str | None:
    for row in about.rows:
        for other in map(a_range, row.subnets):
            if other is not None and _meet(other, found):
                return f"it overlaps {other} of {row.name}"
    return None


def _meet(one: Range, other: Range) -> bool:
    if isinstance(one, IPv4Network) and isinstance(other, IPv4Network):
        return one.overlaps(other)
    if isinstance(one, IPv6Network) and isinstance(other, IPv6Network):
        return one.overlaps(other)
    return False


def _gateway(about: About[Network], value: str) -> str | None:
    found, subnet = an_address(value), a_range(about.values.get("subnet", ""))
    if found is None:
        return "that is no address"
    if subnet is None:
        return "give the subnet that it is in"
    if found not in subnet:
        return f"it is not in {subnet}"
    ends = {subnet.network_address} | ({subnet.broadcast_address} if subnet.version == 4 else set())
    return f"no machine can have that address of {subnet}" if found in ends else None


def _container(about: About[Network], value: str) -> str | None:
    if about.row is not None and value in (about.row.containers or ()):
        return f"{value} is on {about.row.name} already"
    words = about.offered.get("container", ())
    return f"there is no container {value}" if words and value not in words else None


def _attached(about: About[Network], value: str) -> str | None:
    on = about.row is None or value in (about.row.containers or ())
    return None if on else f"{value} is not on {about.row.name if about.row else 'it'}"


def _aliases(_about: About[Network], value: str) -> str | None:
    wrong = next((word for word in value.split() if not _ALIAS.fullmatch(word)), None)
    return None if wrong is None else f"“{wrong}” is no name that can be looked up"


def _free(about: About[Network], value: str) -> str | None:
    """Which addresses are taken, only the engine knows."""
    found = an_address(value)
    if found is None:
        return "that is no address"
    if about.row is None:
        return None
    ranges = [one for one in map(a_range, about.row.subnets) if one is not None]
    if not any(found in one for one in ranges):
        return f"it is not in {' or '.join(about.row.subnets) or 'a subnet of it'}"
    return "that is its gateway" if value in about.row.gateways else None


def _names(text: str) -> tuple[str, ...]:
    """Of `docker ps`, where a container may have more than one, apart by commas."""
    told = (line.strip().strip('"') for line in text.splitlines())
    return tuple(name for line in told for name in line.split(",") if name and "/" not in name)


NAME: Field[Network] = Field(
    "name", "Name", "What it is called; no network may have that name yet", check=_new_name,
    sample="shop-back",
)  # fmt: skip
DRIVER: Field[Network] = Field(
    "driver", "Driver", "bridge, macvlan, ipvlan, overlay, or a plugin that the engine has",
    default=lambda _: "bridge", options=lambda _: ("bridge", "macvlan", "ipvlan", "overlay"),
    check=lambda _, value: None if _ALIAS.fullmatch(value.replace("/", "").replace(":", ""))
    else "that is no name of a driver",
)  # fmt: skip
SUBNET: Field[Network] = Field(
    "subnet", "Subnet", "Its addresses, as in 10.11.0.0/16; without it the engine chooses",
    check=_subnet, required=False, sample="10.11.0.0/16",
)  # fmt: skip
GATEWAY: Field[Network] = Field(
    "gateway", "Gateway", "Its way out, in the subnet; without it the first address",
    check=_gateway, required=False, sample="10.11.0.1",
)  # fmt: skip
OPTIONS: Field[object] = Field(
    "options", "Options", "Of the driver, as KEY=VALUE: parent=eth0", check=named.unpaired,
    required=False, sample="parent=eth0",
)  # fmt: skip
CONTAINER: Field[Network] = Field(
    "container", "Container", "One that is there; it may be stopped", check=_container,
    sample="registry", source=NAMES, read=_names,
)  # fmt: skip
ATTACHED: Field[Network] = Field(
    "container", "Container", "One that is on it, running or not", check=_attached,
    options=lambda about: (about.row.containers or ()) if about.row else (), sample="adminer",
)  # fmt: skip
ALIAS: Field[Network] = Field(
    "alias", "Alias", "More names that it is found by there, apart by blanks", check=_aliases,
    required=False, sample="db database",
)  # fmt: skip
IP: Field[Network] = Field(
    "ip", "Address", "In a subnet that was chosen by hand; without it the engine chooses",
    check=_free, required=False, sample="10.11.0.9",
)  # fmt: skip

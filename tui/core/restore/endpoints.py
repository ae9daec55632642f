"""How a container is attached to the networks it was on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.core.record import array, mapping, text
from tui.core.restore.needs import NO_NETWORK, Found, config, host_config

Settings = dict[str, dict[str, Any]]
SEVERAL = (1, 44)
"""The API that takes more than one network at creation, and a MAC address for each."""
_KEPT = ("IPAMConfig", "Links", "DriverOpts", "GwPriority")
"""What the user sets of an endpoint; ids, addresses and DNS names are made by the engine."""


def endpoints(found: Found, names: Mapping[str, str], api: tuple[int, int]) -> Settings:
    """The networks with their settings, the one that it was created on first.

    `names` are networks by what the record calls them, where they go by something else now.
    """
    mode = text(host_config(found).get("NetworkMode"))
    if mode.startswith("container:") or mode in NO_NETWORK:
        return {}
    attached = mapping(mapping(found.get("NetworkSettings")).get("Networks"))
    main = _main(mode, attached)
    ordered = sorted(attached, key=lambda one: (one != main, one))
    settings = {names.get(one, one): _settings(mapping(attached[one]), found) for one in ordered}
    mac = text(config(found).get("MacAddress"))
    if mac and main in attached and api >= SEVERAL:
        settings[names.get(main, main)]["MacAddress"] = mac
    return settings


def at_creation(settings: Settings, api: tuple[int, int]) -> Settings:
    """What goes into the call that creates it: all, or the first where the API is old."""
    return settings if api >= SEVERAL else dict(list(settings.items())[:1])


def _main(mode: str, attached: Mapping[str, Any]) -> str:
    """The network of the network mode, which may be an id or a part of one."""
    wanted = "bridge" if mode in ("", "default") else mode
    ids = {key: text(mapping(one).get("NetworkID")) for key, one in attached.items()}
    by_id = (key for key, id_ in ids.items() if id_ and id_.startswith(wanted))
    return wanted if wanted in attached else next(by_id, wanted)


def _settings(one: Mapping[str, Any], found: Found) -> dict[str, Any]:
    kept = {key: one[key] for key in _KEPT if one.get(key)}
    own_id = text(found.get("Id"))
    aliases = [alias for alias in map(text, array(one.get("Aliases"))) if alias != own_id[:12]]
    return kept | ({"Aliases": aliases} if aliases else {})


def connect_options(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """The options of `docker network connect` for these settings."""
    ipam = mapping(settings.get("IPAMConfig"))
    pairs = [("--alias", alias) for alias in map(text, array(settings.get("Aliases")))]
    pairs += [("--ip", text(ipam.get("IPv4Address"))), ("--ip6", text(ipam.get("IPv6Address")))]
    pairs += [("--link-local-ip", text(ip)) for ip in array(ipam.get("LinkLocalIPs"))]
    pairs += [("--link", text(link)) for link in array(settings.get("Links"))]
    options = mapping(settings.get("DriverOpts"))
    pairs += [("--driver-opt", f"{key}={value}") for key, value in options.items()]
    return tuple(word for option, value in pairs if value for word in (option, value))

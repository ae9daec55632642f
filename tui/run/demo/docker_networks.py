"""The verbs of docker for networks."""

from __future__ import annotations

from typing import Any

from tui.run.demo.inspecting import inspect
from tui.run.demo.options import sort_out
from tui.run.demo.printing import print_rows
from tui.run.demo.records import DemoNetwork
from tui.run.demo.reply import Reply, Verb, Words, each, from_daemon
from tui.run.demo.times import stamp
from tui.run.demo.world import World, only

BUILT_IN = ("bridge", "host", "none")


def ls(world: World, words: Words) -> Reply:
    """By name."""
    options = sort_out(words, ("-q", "--quiet", "--no-trunc"), ("--format",))
    full = "--no-trunc" in options.flags
    rows = [_listed(world.networks[name], full=full) for name in sorted(world.networks)]
    return print_rows(rows, options)


def _listed(network: DemoNetwork, *, full: bool) -> dict[str, Any]:
    return {
        "CreatedAt": f"{network.created:%Y-%m-%d %H:%M:%S.%f} +0000 UTC",
        "Driver": network.driver,
        "ID": network.id if full else network.id[:12],
        "IPv4": "true",
        "IPv6": "false",
        "Internal": "false",
        "Labels": ",".join(f"{k}={v}" for k, v in network.labels.items()),
        "Name": network.name,
        "Scope": "local",
    }


def inspect_networks(world: World, words: Words) -> Reply:
    return inspect(words, lambda name: _inspected(world, _found(world, name)))


def _found(world: World, word: str) -> DemoNetwork:
    by_id = {network.id: network for network in world.networks.values()}
    key = only(by_id, word)
    network = world.networks.get(word) or by_id.get(key or "")
    if network is None:
        raise from_daemon(f"network {word} not found")
    return network


def _inspected(world: World, network: DemoNetwork) -> dict[str, Any]:
    gateway = f"{network.subnet.rpartition('.')[0]}.1"
    ranges = [{"Subnet": f"{network.subnet}/16", "Gateway": gateway}] if network.subnet else []
    return {
        "Name": network.name,
        "Id": network.id,
        "Created": stamp(network.created),
        "Scope": "local",
        "Driver": network.driver,
        "EnableIPv4": True,
        "EnableIPv6": False,
        "IPAM": {"Driver": "default", "Options": None, "Config": ranges or None},
        "Internal": False,
        "Attachable": False,
        "Ingress": False,
        "ConfigFrom": {"Network": ""},
        "ConfigOnly": False,
        "Containers": {
            c.id: {"Name": c.name, "EndpointID": world.ident("endpoint", c.id)}
            for c in world.containers.values()
            if network.name in c.networks and c.alive
        },
        "Options": {},
        "Labels": dict(network.labels),
    }


def rm(world: World, words: Words) -> Reply:
    options = sort_out(words)

    def one(name: str) -> str:
        _remove(world, _found(world, name))
        return name

    return each(options.names, one)


def _remove(world: World, network: DemoNetwork) -> None:
    """Also for want of running containers only: nothing here could live on a lost network."""
    if network.name in BUILT_IN:
        raise from_daemon(f"{network.name} is a pre-defined network and cannot be removed")
    if any(network.name in c.networks for c in world.containers.values()):
        words = f"network {network.name} id {network.id} has active endpoints"
        raise from_daemon(f"error while removing network: {words}")
    del world.networks[network.name]
    about = {"name": network.name, "type": network.driver}
    world.events.tell("network", "destroy", network.id, about)


VERBS: dict[Words, Verb] = {
    ("network", "ls"): Verb(ls),
    ("network", "inspect"): Verb(inspect_networks),
    ("network", "rm"): Verb(rm, 0.2),
}

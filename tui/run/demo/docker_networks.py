"""The verbs of docker for networks."""

from __future__ import annotations

from typing import Any

from tui.run.demo.inspecting import inspect
from tui.run.demo.options import sort_out
from tui.run.demo.printing import print_rows
from tui.run.demo.records import DemoContainer, DemoNetwork
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


def create(world: World, words: Words) -> Reply:
    options = sort_out(words, ("--internal", "--attachable", "--ipv6"), _CREATE)
    (name,), driver = options.names, options.last("--driver") or "bridge"
    if name in world.networks:
        raise from_daemon(f"network with name {name} already exists")
    given = (options.last("--subnet") or "").partition("/")[0]
    subnet = given or f"172.{17 + len(world.networks)}.0.0"
    id_ = world.ident("network", name, world.clock().isoformat())
    labels = dict(one.partition("=")[::2] for one in options.values.get("--label", []))
    world.networks[name] = DemoNetwork(id_, name, world.clock(), driver, subnet, labels)
    world.events.tell("network", "create", id_, {"name": name, "type": driver})
    return Reply(f"{id_}\n")


def connect(world: World, words: Words) -> Reply:
    network, container = _ends(world, sort_out(words, (), ("--alias", "--ip", "--ip6")).names)
    if "host" in container.networks:
        how = "container cannot be disconnected from host network or connected to it"
        raise from_daemon(how)
    if network.name in container.networks:
        where = f"endpoint with name {container.name} already exists in network {network.name}"
        raise from_daemon(where)
    container.networks = (*container.networks, network.name)
    return _told(world, network, container, "connect")


def disconnect(world: World, words: Words) -> Reply:
    network, container = _ends(world, sort_out(words, ("-f", "--force")).names)
    if network.name not in container.networks:
        where = f"container {container.id} is not connected to network {network.name}"
        raise from_daemon(where)
    container.networks = tuple(one for one in container.networks if one != network.name)
    return _told(world, network, container, "disconnect")


def _ends(world: World, names: Words) -> tuple[DemoNetwork, DemoContainer]:
    network, container = names
    return _found(world, network), world.container(container)


def _told(world: World, network: DemoNetwork, container: DemoContainer, action: str) -> Reply:
    about = {"name": network.name, "type": network.driver, "container": container.id}
    world.events.tell("network", action, network.id, about)
    return Reply()


_CREATE = ("--driver", "--subnet", "--gateway", "--label", "--opt")
VERBS: dict[Words, Verb] = {
    ("network", "ls"): Verb(ls),
    ("network", "create"): Verb(create, 0.2),
    ("network", "connect"): Verb(connect, 0.2),
    ("network", "disconnect"): Verb(disconnect, 0.2),
    ("network", "inspect"): Verb(inspect_networks),
    ("network", "rm"): Verb(rm, 0.2),
}

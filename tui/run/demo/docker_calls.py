"""Calls of the Engine API by which things are made again as they were."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs

from tui.run.demo.docker_system import API, OLDEST_API, VERSION
from tui.run.demo.making import VOLUMES
from tui.run.demo.records import (
    DemoContainer,
    DemoMount,
    DemoNetwork,
    DemoPort,
    DemoVolume,
)
from tui.run.demo.reply import Reply, Verb, Words, from_daemon
from tui.run.demo.states import tell
from tui.run.demo.world import World

Found = Mapping[str, Any]
PATH = "PATH="


def version(_world: World, _words: Words) -> Reply:
    return Reply(json.dumps({"Version": VERSION, "ApiVersion": API, "MinAPIVersion": OLDEST_API}))


def create_container(world: World, words: Words) -> Reply:
    """`words` is the query, then the body. Raises Refusal: the name or the image is not free."""
    query, body = parse_qs(words[0]), json.loads(words[-1])
    name = query["name"][0]
    if any(c.name == name for c in world.containers.values()):
        raise from_daemon(f'Conflict. The container name "/{name}" is already in use')
    container = _container(world, name, body)
    for mount in container.mounts:
        if mount.type == "volume" and mount.name not in world.volumes:
            world.volumes[mount.name] = DemoVolume(mount.name, world.clock())
    world.containers[container.id] = container
    tell(world, container, "create")
    return Reply(json.dumps({"Id": container.id, "Warnings": []}))


def _container(world: World, name: str, body: Found) -> DemoContainer:
    image, _ = world.image(body["Image"])
    host = body["HostConfig"]
    given = [word for word in (body.get("Entrypoint") or ()) if word]
    endpoints = (body.get("NetworkingConfig") or {}).get("EndpointsConfig") or {}
    now = world.clock()
    return DemoContainer(
        id=world.ident("container", name, now.isoformat()),
        name=name,
        image=body["Image"],
        image_id=image.id,
        argv=(*given, *(body.get("Cmd") or ())),
        created=now,
        state="created",
        labels=body.get("Labels") or {},
        env=tuple(word for word in body.get("Env") or () if not word.startswith(PATH)),
        ports=tuple(_ports(body, host)),
        networks=tuple(endpoints) or (_network(host),),
        mounts=tuple(_mounts(host)),
        restart=(host.get("RestartPolicy") or {}).get("Name") or "no",
        auto_remove=bool(host.get("AutoRemove")),
    )


def _network(host: Found) -> str:
    mode = host.get("NetworkMode") or "default"
    return "bridge" if mode == "default" else str(mode)


def _ports(body: Found, host: Found) -> Iterator[DemoPort]:
    bound = host.get("PortBindings") or {}
    for port in {**(body.get("ExposedPorts") or {}), **bound}:
        inside, _, protocol = port.partition("/")
        at = (bound.get(port) or [{}])[0]
        yield DemoPort(int(inside), int(at.get("HostPort") or 0), at.get("HostIp", ""), protocol)


def _mounts(host: Found) -> Iterator[DemoMount]:
    for bind in host.get("Binds") or ():
        source, destination, *mode = bind.split(":")
        yield mounted(source, destination, "ro" not in mode)
    for mount in host.get("Mounts") or ():
        source, target = mount.get("Source", ""), mount.get("Target", "")
        yield mounted(source, target, not mount.get("ReadOnly"))


def mounted(source: str, destination: str, rw: bool) -> DemoMount:
    """A bind of a path, else a volume by its name."""
    if source.startswith("/"):
        return DemoMount("bind", source, destination, rw=rw)
    return DemoMount("volume", f"{VOLUMES}/{source}/_data", destination, source, rw)


def create_network(world: World, words: Words) -> Reply:
    body = json.loads(words[-1])
    name = body["Name"]
    if name in world.networks:
        raise from_daemon(f"network with name {name} already exists")
    ranges = (body.get("IPAM") or {}).get("Config") or [{}]
    subnet = str(ranges[0].get("Subnet", "")).partition("/")[0]
    id_ = world.ident("network", name, world.clock().isoformat())
    made = DemoNetwork(
        id_, name, world.clock(), body.get("Driver", "bridge"), subnet, body.get("Labels") or {}
    )
    world.networks[name] = made
    world.events.tell("network", "create", id_, {"name": name, "type": made.driver})
    return Reply(json.dumps({"Id": id_, "Warning": ""}))


def create_volume(world: World, words: Words) -> Reply:
    """One that is there already is left as it is."""
    body = json.loads(words[-1])
    name = body["Name"]
    if name not in world.volumes:
        world.volumes[name] = DemoVolume(name, world.clock(), labels=body.get("Labels") or {})
        world.events.tell("volume", "create", name, {"driver": "local"})
    return Reply(json.dumps({"Name": name, "Driver": "local"}))


CALLS: dict[Words, Verb] = {
    ("GET", "/version"): Verb(version),
    ("POST", "/containers/create"): Verb(create_container, 0.1),
    ("POST", "/networks/create"): Verb(create_network, 0.1),
    ("POST", "/volumes/create"): Verb(create_volume, 0.1),
}

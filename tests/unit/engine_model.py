"""How an engine makes a container of what it is sent, as far as inspect shows it again.

The rules are those of the engine's own create: what the image says is merged in, a host name
and volumes without a name are made up, aliases get the short id in old versions.
"""

from __future__ import annotations

import copy
import itertools
from typing import Any

IMAGE: dict[str, Any] = {
    "Env": ["PATH=/bin", "LEVEL=1"],
    "Cmd": ["serve"],
    "Entrypoint": ["/entry"],
    "Labels": {"from": "image"},
    "ExposedPorts": {"80/tcp": {}},
    "Volumes": {"/vol": {}},
    "WorkingDir": "/srv",
    "User": "app",
    "Healthcheck": {"Test": ["CMD", "true"]},
    "StopSignal": "SIGQUIT",
}


_IDS = (f"{n:012x}" + "e" * 52 for n in itertools.count(1))


class Refused(Exception):
    """What the engine answers with 400."""


class Model:
    """An engine with one image, `app:1`; `api` is the version that it is spoken to in."""

    def __init__(self, api: tuple[int, int] = (1, 41), host: str = "vm") -> None:
        self.api, self.host = api, host
        self._ids = _IDS

    def create(self, name: str, body: dict[str, Any]) -> dict[str, Any]:
        """What inspect says of it then."""
        body, id_ = copy.deepcopy(body), next(self._ids)
        host, config = body.pop("HostConfig"), body
        networks = config.pop("NetworkingConfig", {}).get("EndpointsConfig") or {}
        self._check(config, host, networks)
        _merge(config)
        mode = host.get("NetworkMode") or "default"
        host["NetworkMode"] = mode
        config["Hostname"] = config.get("Hostname") or (self.host if mode == "host" else id_[:12])
        return {
            "Id": id_,
            "Name": f"/{name}",
            "Image": "sha256:" + "1" * 64,
            "State": {"Status": "created"},
            "Config": config,
            "HostConfig": host,
            "Mounts": [*self._mounts(config, host)],
            "NetworkSettings": {"Networks": self._networks(mode, networks, id_)},
        }

    def _check(self, config: dict[str, Any], host: dict[str, Any], networks: Any) -> None:
        mode = host.get("NetworkMode") or ""
        if mode.startswith("container:") and (config.get("Hostname") or config.get("ExposedPorts")):
            raise Refused("conflicting options: hostname and the network mode")
        if host.get("UTSMode") == "host" and config.get("Hostname"):
            raise Refused("conflicting options: hostname and the UTS mode")
        if self.api < (1, 44) and len(networks) > 1:
            raise Refused("cannot be created with multiple network endpoints")

    def _mounts(self, config: dict[str, Any], host: dict[str, Any]) -> Any:
        taken = set()
        for bind in host.get("Binds") or []:
            source, target, *mode = bind.split(":")
            taken.add(target)
            yield _mount("volume", source, target, "ro" not in ",".join(mode))
        for mount in host.get("Mounts") or []:
            taken.add(mount["Target"])
            source = mount.get("Source") or next(self._ids)
            yield _mount(mount["Type"], source, mount["Target"], not mount.get("ReadOnly"))
        for target in config.get("Volumes") or {}:
            if target not in taken:
                yield _mount("volume", next(self._ids), target, True)

    def _networks(self, mode: str, networks: dict[str, Any], id_: str) -> dict[str, Any]:
        if mode.startswith("container:"):
            return {}
        main = "bridge" if mode == "default" else mode
        attached = networks or {main: {}}
        short = [id_[:12]] if self.api < (1, 45) else []
        return {
            key: {
                "IPAMConfig": None,
                "MacAddress": "02:42:ac:11:00:02",
                "IPAddress": "172.17.0.2",
                **one,
                "Aliases": (one.get("Aliases") or []) + short,
            }
            for key, one in attached.items()
        }


def _mount(kind: str, name: str, target: str, writable: bool) -> dict[str, Any]:
    return {"Type": kind, "Name": name, "Destination": target, "RW": writable}


def _merge(config: dict[str, Any]) -> None:
    """Source: the order of these rules decides, as in the engine's own merge."""
    entrypoint = config.get("Entrypoint")
    if not entrypoint and not config.get("Cmd"):
        config["Cmd"] = IMAGE["Cmd"]
    if entrypoint is None:
        config["Entrypoint"] = IMAGE["Entrypoint"]
    if config["Entrypoint"] == [""]:
        config["Entrypoint"] = None
    names = {word.partition("=")[0] for word in config.get("Env") or []}
    own = [word for word in IMAGE["Env"] if word.partition("=")[0] not in names]
    config["Env"] = (config.get("Env") or []) + own
    for key in ("Labels", "ExposedPorts", "Volumes"):
        config[key] = {**dict(IMAGE[key]), **(config.get(key) or {})}
    for key in ("WorkingDir", "User", "Healthcheck", "StopSignal"):
        config[key] = config.get(key) or IMAGE[key]

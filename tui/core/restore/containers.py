"""From what `docker inspect` says of a container to the body that creates it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tui.core.record import mapping, text
from tui.core.restore import mounts
from tui.core.restore.endpoints import SEVERAL, at_creation, endpoints
from tui.core.restore.needs import Found, config, host_config, sources_of

_MODES = ("NetworkMode", "IpcMode", "PidMode")


@dataclass(frozen=True, slots=True)
class Now:
    """What the engine is like when a container is created again.

    image     what to create it from: a tag or an id
    host      what the machine of the engine is called
    api       the version of the Engine API that calls are made with
    networks  networks by the name or id in the record, where they go by another word now
    peers     containers by the name or id in the record, where they go by another word now
    absent    containers that it took volumes over from and that are not there
    fresh     volumes that had to be made anew and are empty
    """

    image: str
    host: str = ""
    api: tuple[int, int] = (1, 41)
    networks: Mapping[str, str] = field(default_factory=dict)
    peers: Mapping[str, str] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    fresh: frozenset[str] = frozenset()


def body(found: Found, now: Now) -> dict[str, Any]:
    """What `POST /containers/create` is sent. Source of the fields: Engine API 1.41 to 1.52."""
    networks = at_creation(endpoints(found, now.networks, now.api), now.api)
    return _config(found, now) | {
        "HostConfig": _host_config(found, now),
        "NetworkingConfig": {"EndpointsConfig": networks},
    }


def platform(found: Found) -> str:
    """`linux/arm64/v8` for a container of an image for several platforms, else empty."""
    manifest = mapping(found.get("ImageManifestDescriptor"))
    parts = mapping(manifest.get("platform"))
    words = (text(parts.get(key)) for key in ("os", "architecture", "variant"))
    return "/".join(word for word in words if word)


def _config(found: Found, now: Now) -> dict[str, Any]:
    """An empty entrypoint is spelled `[""]`: left out, the image's own would come back."""
    said = config(found)
    dropped = {key for key, drop in _derived(found, now).items() if drop}
    kept = {key: value for key, value in said.items() if key not in dropped}
    return kept | {"Image": now.image, "Entrypoint": said.get("Entrypoint") or [""]}


def _derived(found: Found, now: Now) -> dict[str, bool]:
    """Fields that the engine filled in itself, and would refuse or freeze as given words."""
    said, host = config(found), host_config(found)
    mode, hostname = text(host.get("NetworkMode")), text(said.get("Hostname"))
    shares = mode.startswith("container:")
    own_id = hostname == text(found.get("Id"))[:12]
    of_the_host = mode == "host" and hostname == now.host
    return {
        "Hostname": shares or own_id or of_the_host or host.get("UTSMode") == "host",
        "Domainname": shares,
        "ExposedPorts": shares,
        "MacAddress": now.api >= SEVERAL or not said.get("MacAddress"),
    }


def _host_config(found: Found, now: Now) -> dict[str, Any]:
    said = dict(host_config(found))
    said |= {key: _mode(text(said[key]), now) for key in _MODES if key in said}
    sources = sources_of(found)
    said["VolumesFrom"] = [
        now.peers.get(one, one) + mode for one, mode in sources if one not in now.absent
    ] or None
    lost_sources = any(one in now.absent for one, _ in sources)
    said["Binds"] = mounts.binds(found, without_sources=lost_sources, fresh=now.fresh) or None
    said["Mounts"] = mounts.mounts(found, now.fresh) or None
    return said


def _mode(mode: str, now: Now) -> str:
    kind, colon, peer = mode.partition(":")
    if kind == "container" and colon:
        return f"container:{now.peers.get(peer, peer)}"
    return now.networks.get(mode, mode)

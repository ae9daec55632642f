"""What a container needs before it can be created again, and in which order that goes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tui.core.record import array, bare_id, mapping, text

Found = Mapping[str, Any]
"""One object of `docker inspect`, complete."""

NO_NETWORK = frozenset({"host", "none"})
PREDEFINED = NO_NETWORK | {"bridge", "default", "nat", "ingress", "docker_gwbridge"}
"""Networks that the engine makes itself: never made again from a record."""
SERVICE_LABEL = "com.docker.swarm.service.id"
_NAMED_BY_ENGINE = re.compile(r"[0-9a-f]{64}")


def name(found: Found) -> str:
    """The name of a thing: a container's without its slash, an image's first tag or its id."""
    tags = tags_of(found)
    own = text(found.get("Name")).removeprefix("/")
    return own or (tags[0] if tags else bare_id(text(found.get("Id")))[:12])


def host_config(found: Found) -> dict[str, Any]:
    return mapping(found.get("HostConfig"))


def config(found: Found) -> dict[str, Any]:
    return mapping(found.get("Config"))


def tags_of(image: Found) -> tuple[str, ...]:
    """The `repo:tag`s of an image."""
    return _texts(image.get("RepoTags"), "<none>:<none>")


def digests_of(image: Found) -> tuple[str, ...]:
    """The `repo@digest`s of an image: what it can be pulled by."""
    return _texts(image.get("RepoDigests"), "<none>@<none>")


def _texts(value: Any, nothing: str) -> tuple[str, ...]:
    return tuple(one for one in array(value) if isinstance(one, str) and one and one != nothing)


def image_of(container: Found) -> str:
    """What it was created from, as it was written then; its image's id where that is not known."""
    return text(config(container).get("Image")) or text(container.get("Image"))


def volume_mounts(container: Found) -> list[dict[str, Any]]:
    mounts = (mapping(one) for one in array(container.get("Mounts")))
    return [one for one in mounts if one.get("Type") == "volume" and text(one.get("Name"))]


def volumes_of(container: Found) -> tuple[str, ...]:
    """The names of all volumes that it mounts."""
    return tuple(dict.fromkeys(text(one["Name"]) for one in volume_mounts(container)))


def anonymous_volumes(container: Found) -> tuple[str, ...]:
    """Those of its volumes that nobody named: nothing but this container leads to their data."""
    return tuple(filter(is_anonymous, volumes_of(container)))


def is_anonymous(volume: str) -> bool:
    """Whether its name is one that the engine made up."""
    return bool(_NAMED_BY_ENGINE.fullmatch(volume))


def networks_of(container: Found) -> tuple[str, ...]:
    """The networks that it is attached to, as inspect names them."""
    settings = mapping(container.get("NetworkSettings"))
    return tuple(mapping(settings.get("Networks")))


def peers_of(container: Found) -> tuple[str, ...]:
    """The containers, by id or name, that it cannot be created or started without."""
    host = host_config(container)
    modes = (text(host.get(mode)) for mode in ("NetworkMode", "IpcMode", "PidMode"))
    found = [mode.removeprefix("container:") for mode in modes if mode.startswith("container:")]
    found += [source for source, _ in sources_of(container)]
    found += [link.split(":")[0].strip("/") for link in map(text, array(host.get("Links")))]
    return tuple(dict.fromkeys(one for one in found if one))


def sources_of(container: Found) -> tuple[tuple[str, str], ...]:
    """The containers whose volumes it took over: (name or id, `:mode` or nothing)."""
    sources = map(text, array(host_config(container).get("VolumesFrom")))
    parts = (source.partition(":") for source in sources)
    return tuple((one, colon + mode) for one, colon, mode in parts)


def state(container: Found) -> str:
    return text(mapping(container.get("State")).get("Status"))


def was_running(container: Found) -> bool:
    return state(container) in ("running", "paused", "restarting")


def of_a_service(container: Found) -> bool:
    """Whether a swarm made it, which makes another one by itself."""
    return SERVICE_LABEL in mapping(config(container).get("Labels"))


def in_order(containers: Sequence[Found]) -> list[Found]:
    """The same containers, each after those that it cannot do without."""
    by_word = {word: one for one in containers for word in (name(one), text(one.get("Id")))}
    ordered: dict[str, Found] = {}
    begun: set[str] = set()
    waiting = list(reversed(containers))
    while waiting:
        one = waiting[-1]
        key = text(one.get("Id"))
        peers = (by_word.get(peer) for peer in peers_of(one))
        before = [peer for peer in peers if peer and text(peer.get("Id")) not in begun | {key}]
        begun.add(key)
        if before:
            waiting += before
        else:
            ordered.setdefault(key, waiting.pop())
    return list(ordered.values())

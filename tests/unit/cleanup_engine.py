"""An engine in memory that removes and refuses as dockerd does, and knows what is on its disk.

Images as in moby's daemon/images/image_delete.go, build cache as `builder prune` was seen to do it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tui.core.cleanup.naming import repository
from tui.core.command import Command


class Conflict(Exception):
    """The engine refused, or there is no such thing."""


@dataclass
class Container:
    name: str
    state: str
    image: str
    volumes: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    joins: str = ""
    code: int | None = 0
    age: float | None = 0.0
    labels: dict[str, str] = field(default_factory=dict)
    project: str | None = None
    size: int = 0
    log: int | None = None

    @property
    def runs(self) -> bool:
        return self.state in ("running", "paused", "restarting", "removing")


@dataclass
class Image:
    layers: tuple[str, ...]
    tags: list[str] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    parent: str = ""
    age: float | None = 0.0
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def single(self) -> bool:
        """At most one tag, and all names in one repository."""
        names = {repository(name) for name in (*self.tags, *self.digests)}
        return len(self.tags) <= 1 and len(names) == 1


@dataclass
class Network:
    name: str
    predefined: bool = False
    scope: str = "local"
    age: float | None = 0.0
    labels: dict[str, str] = field(default_factory=dict)
    project: str | None = None


@dataclass
class Volume:
    anonymous: bool
    size: int = 0
    age: float | None = 0.0
    database: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    project: str | None = None


@dataclass
class Entry:
    """Build cache: `layer` where an image may have the same one, else `size` of its own."""

    parents: tuple[str, ...] = ()
    in_use: bool = False
    layer: str = ""
    size: int = 0
    age: float | None = 0.0


@dataclass
class Engine:
    containers: dict[str, Container] = field(default_factory=dict)
    images: dict[str, Image] = field(default_factory=dict)
    networks: dict[str, Network] = field(default_factory=dict)
    volumes: dict[str, Volume] = field(default_factory=dict)
    cache: dict[str, Entry] = field(default_factory=dict)
    layers: dict[str, int] = field(default_factory=dict)
    lost: dict[str, Image] = field(default_factory=dict)

    @property
    def disk(self) -> int:
        """Bytes on the disk: a layer once, and as long as anything has it."""
        used = {layer for image in self.images.values() for layer in image.layers}
        used |= {entry.layer for entry in self.cache.values() if entry.layer}
        used |= {
            layer
            for box in self.containers.values()
            if box.image in self.lost
            for layer in self.lost[box.image].layers
        }
        own = sum(box.size + (box.log or 0) for box in self.containers.values())
        own += sum(volume.size for volume in self.volumes.values())
        own += sum(entry.size for entry in self.cache.values())
        return own + sum(self.layers[layer] for layer in used)

    def run(self, command: Command) -> None:
        """Raises Conflict where the engine would refuse, or do nothing."""
        match command.argv:
            case ("docker", "rm", key):
                self._rm(key)
            case ("docker", "image", "rm", "--no-prune", name):
                self._image_rm(name)
            case ("docker", "network", "rm", key):
                self._network_rm(key)
            case ("docker", "volume", "rm", name):
                self._volume_rm(name)
            case ("docker", "builder", "prune", "--force", "--all", "--filter", term):
                self._builder_prune(term.removeprefix("id="))
            case ("truncate", "--size", "0", path):
                self._truncate(path)
            case argv:
                raise AssertionError(f"not a removal: {argv}")

    def _rm(self, key: str) -> None:
        _there(key, self.containers)
        if self.containers[key].runs:
            raise Conflict(f"container {key} is running")
        del self.containers[key]

    def _image_rm(self, name: str) -> None:
        found = [key for key, i in self.images.items() if name in (key, *i.tags, *i.digests)]
        if not found:
            raise Conflict(f"no such image: {name}")
        image = self.images[found[0]]
        used = any(box.image == found[0] for box in self.containers.values())
        if name == found[0]:
            if image.single:
                image.tags, image.digests = [], []
            if image.tags or image.digests:
                raise Conflict(f"image {name} is referenced in multiple repositories")
        else:
            if image.single and used:
                raise Conflict(f"a container uses {name}")
            self._untag(image, name)
            if image.tags or image.digests:
                return
        self._delete(found[0], used)

    def _untag(self, image: Image, name: str) -> None:
        image.tags = [tag for tag in image.tags if tag != name]
        gone = repository(name)
        if name in image.digests:
            image.digests.remove(name)
        elif not any(repository(tag) == gone for tag in image.tags):
            image.digests = [one for one in image.digests if repository(one) != gone]

    def _delete(self, key: str, used: bool) -> None:
        if used or any(image.parent == key for image in self.images.values()):
            raise Conflict(f"image {key} is needed")
        del self.images[key]

    def _network_rm(self, key: str) -> None:
        _there(key, self.networks)
        if self.networks[key].predefined:
            raise Conflict(f"network {key} is predefined")
        if any(key in box.networks and box.runs for box in self.containers.values()):
            raise Conflict(f"network {key} has active endpoints")
        del self.networks[key]

    def _volume_rm(self, name: str) -> None:
        _there(name, self.volumes)
        if any(name in box.volumes for box in self.containers.values()):
            raise Conflict(f"volume {name} is in use")
        del self.volumes[name]

    def _builder_prune(self, pattern: str) -> None:
        """The real one says nothing about an entry that it passes over."""
        met = [key for key in self.cache if re.search(pattern, key)]
        for key in met:
            if self.cache[key].in_use or any(key in e.parents for e in self.cache.values()):
                raise Conflict(f"cache entry {key} is passed over")
        if len(met) != 1:
            raise Conflict(f"{pattern} means {len(met)} entries")
        del self.cache[met[0]]

    def _truncate(self, path: str) -> None:
        key = path.removeprefix("/logs/")
        _there(key, self.containers)
        self.containers[key].log = 0


def _there(key: str, things: object) -> None:
    assert isinstance(things, dict)
    if key not in things:
        raise Conflict(f"no such thing: {key}")

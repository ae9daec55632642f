"""The demo world: what there is, and how the words of a command line find it."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from tui.run.demo.events import Events
from tui.run.demo.records import (
    DemoCache,
    DemoContainer,
    DemoDistro,
    DemoImage,
    DemoNetwork,
    DemoVolume,
)
from tui.run.demo.reply import from_daemon
from tui.run.demo.schedule import Clock, Schedule

SEED = 7


def utc_now() -> datetime:
    return datetime.now(UTC)


class World:
    """Everything that changes. Equal seeds and clocks make equal worlds.

    By their files, `archives` are images that were saved, `copies` bytes of volumes;
    `files` are the texts of those that were edited. `context` is docker's default one, and
    `forgotten` are those that were removed.
    """

    def __init__(self, *, seed: int = SEED, clock: Clock = utc_now) -> None:
        self.seed = seed
        self.clock = clock
        self.began = clock()
        self.chance = random.Random(seed)  # noqa: S311 - nothing here is secret
        self.events = Events(clock)
        self.schedule = Schedule(clock)
        self.containers: dict[str, DemoContainer] = {}
        self.images: dict[str, DemoImage] = {}
        self.registry: dict[str, DemoImage] = {}
        self.volumes: dict[str, DemoVolume] = {}
        self.networks: dict[str, DemoNetwork] = {}
        self.cache: dict[str, DemoCache] = {}
        self.distros: list[DemoDistro] = []
        self.archives: dict[str, list[DemoImage]] = {}
        self.copies: dict[str, int] = {}
        self.files: dict[str, str] = {}
        self.context = "default"
        self.forgotten: set[str] = set()

    def ago(self, **spans: float) -> datetime:
        """A time before the world began, from the spans of a timedelta."""
        return self.began - timedelta(**spans)

    def ident(self, *words: str) -> str:
        """64 hexadecimal digits, the same for the same words."""
        return hashlib.sha256("/".join((str(self.seed), *words)).encode()).hexdigest()

    def container(self, word: str) -> DemoContainer:
        """By name, id or a beginning of an id that fits one only. Raises Refusal."""
        named = [c for c in self.containers.values() if c.name == word.removeprefix("/")]
        key = named[0].id if named else only(self.containers, word)
        if key is None:
            raise from_daemon(f"No such container: {word}")
        return self.containers[key]

    def image(self, word: str) -> tuple[DemoImage, str]:
        """An image and the tag that led to it, empty if it was its id. Raises Refusal."""
        last = word.rpartition("/")[2]
        tag = word if ":" in last or "@" in last else f"{word}:latest"
        for image in self.images.values():
            if tag in image.tags or tag in image.digests:
                return image, tag
        key = only(self.images, word.removeprefix("sha256:"))
        if key is None:
            raise from_daemon(f"No such image: {word if word.startswith('sha256:') else tag}")
        return self.images[key], ""

    def users(self, image: DemoImage) -> list[DemoContainer]:
        """The containers that were made from an image."""
        return [c for c in self.containers.values() if c.image_id == image.id]

    def children(self, image: DemoImage) -> list[DemoImage]:
        return [i for i in self.images.values() if i.parent == image.id]


def only(keys: Iterable[str], start: str) -> str | None:
    """The one key that begins so."""
    found = [key for key in keys if start and key.startswith(start)]
    return found[0] if len(found) == 1 else None

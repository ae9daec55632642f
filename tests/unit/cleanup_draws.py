"""Engines, policies, pins and gatherers of every sort, for the properties of the planner.

An engine is drawn from how many things it has and a seed: that is many times as fast as drawing
every part, and a failure still comes down to the few things that it needs.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from tests.unit.cleanup_engine import Container, Engine, Entry, Image, Network, Volume
from tests.unit.cleanup_worlds import Eyes
from tui.core.cleanup.pins import By, Pin
from tui.core.cleanup.policy import DAY, PRESETS, Images, Policy
from tui.core.cleanup.world import Class

T = TypeVar("T")
REPOSITORIES = ("app", "host:5000/team/web", "db")
IDLE = ("exited", "exited", "created", "dead")
STATES = (*IDLE, *IDLE, "running", "paused", "restarting", "removing", "odd", "")
AGES = (None, -60.0, 0.0, 3600.0, 6 * DAY, 8 * DAY, 8 * DAY, 41 * DAY, 41 * DAY, 3000 * DAY)
SIZES = (0, 1, 999, 10_000, 5_000_000)
LABELS: tuple[dict[str, str], ...] = (
    {},
    {},
    {"keep": ""},
    {"team": "shop"},
    {"a": "b=c", "keep": "1"},
)
PROJECTS = (None, None, "shop", "blog")


def ident(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


class _Making:
    """Makes one engine; every choice comes from the seed."""

    def __init__(self, seed: int) -> None:
        self.engine, self._random = Engine(), Random(seed)
        self._tags = [f"{name}:{tag}" for name in REPOSITORIES for tag in "12345x"]
        self._random.shuffle(self._tags)
        self._ages = (41 * DAY,) if self._odds(2) else AGES

    def _odds(self, one_in: int) -> bool:
        return self._random.randrange(one_in) == 0

    def _one(self, choices: tuple[T, ...] | list[T]) -> T:
        return self._random.choice(choices)

    def _some(self, choices: list[T], most: int) -> list[T]:
        return self._random.sample(choices, min(len(choices), self._random.randint(0, most)))

    def image(self, n: int) -> None:
        """Built upon another one, which then is its parent or merely has the same layers."""
        engine = self.engine
        below = None if self._odds(3) or not engine.images else self._one(list(engine.images))
        own = [f"layer{n}.{i}" for i in range(self._random.randint(0, 2))]
        engine.layers.update({layer: self._one(SIZES) for layer in own})
        nameless = self._odds(2)
        engine.images[ident("image", n)] = Image(
            (*(engine.images[below].layers if below else ()), *own),
            [] if nameless else [self._tags.pop() for _ in range(self._random.randint(1, 2))],
            [f"{r}@sha256:{ident(n, r)}" for r in self._some([*REPOSITORIES], 2)]
            if self._odds(3)
            else [],
            below if below and not self._odds(3) else "",
            self._one(self._ages),
            self._one(LABELS),
        )

    def network(self, n: int) -> None:
        self.engine.networks[ident("network", n)] = Network(
            "bridge" if n == 0 else self._one(("back", "front")),
            n == 0,
            "swarm" if self._odds(5) else "local",
            self._one(self._ages),
            self._one(LABELS),
            self._one(PROJECTS),
        )

    def volume(self, n: int) -> None:
        anonymous = not self._odds(3)
        name = ident("volume", n) if anonymous else f"data{n}"
        looks = "its name speaks of a database" if self._odds(4) else ""
        self.engine.volumes[name] = Volume(
            anonymous, self._one(SIZES), self._one(self._ages), looks, self._one(LABELS),
            self._one(PROJECTS),
        )  # fmt: skip

    def container(self, n: int) -> None:
        engine = self.engine
        images = list(engine.images) if engine.images and not self._odds(6) else [ident("lost")]
        engine.containers[ident("container", n)] = Container(
            f"shop-{n}",
            self._one(STATES),
            self._one(images),
            tuple(self._some(list(engine.volumes), 2)),
            tuple(self._some(list(engine.networks), 2)),
            self._one(list(engine.containers)) if engine.containers and self._odds(4) else "",
            self._one((None, 0, 137)),
            self._one(self._ages),
            self._one(LABELS),
            self._one(PROJECTS),
            self._one(SIZES),
            self._one((None, *SIZES)),
        )

    def lost_image(self) -> None:
        """Containers can outlive an image that was forced away, and keep its layers."""
        known = [image.layers for image in self.engine.images.values()]
        self.engine.lost[ident("lost")] = Image(self._one([(), *known]))

    def entry(self, n: int) -> None:
        free = {layer for image in self.engine.images.values() for layer in image.layers}
        free -= {entry.layer for entry in self.engine.cache.values()}
        layer = self._one(sorted(free)) if free and self._odds(2) else ""
        self.engine.cache[ident("cache", n)[:25]] = Entry(
            tuple(self._some([*self.engine.cache, "elsewhere"], 2)),
            self._odds(4),
            layer,
            0 if layer else self._one(SIZES),
            self._one(self._ages),
        )


def _engine(counts: tuple[int, ...], seed: int) -> Engine:
    making = _Making(seed)
    images, networks, volumes, containers, entries = counts
    for n in range(images):
        making.image(n)
    making.lost_image()
    for n in range(networks):
        making.network(n)
    for n in range(volumes):
        making.volume(n)
    for n in range(containers):
        making.container(n)
    for n in range(entries):
        making.entry(n)
    return making.engine


_COUNTS = ((0, 8), (1, 4), (0, 4), (0, 6), (0, 6))
engines = st.builds(
    _engine,
    st.tuples(*(st.integers(least, most) for least, most in _COUNTS)),
    st.integers(0, 2**32),
)

EVERYTHING = replace(
    PRESETS["thorough"], name="own", volumes=frozenset({"data0", "data1", "data2"}), log_files=0
)
_filtered = st.builds(
    Policy,
    name=st.just("own"),
    containers=st.booleans(),
    images=st.sampled_from(Images),
    networks=st.booleans(),
    anonymous_volumes=st.booleans(),
    volumes=st.frozensets(st.sampled_from(["data0", "data1", "data2"])),
    build_cache=st.booleans(),
    older_than=st.sampled_from([0.0, 0.0, 3600.0, 7 * DAY]),
    larger_than=st.sampled_from([0, 0, 1000]),
    labels=st.sampled_from([(), (), ("keep",)]),
    not_labels=st.sampled_from([(), (), ("keep",)]),
    names=st.sampled_from([(), (), ("shop-*", "app"), ("*",)]),
    projects=st.sampled_from([(), (), ("shop",)]),
    keep_tags=st.sampled_from([0, 0, 1, 2]),
    log_files=st.sampled_from([None, 0, 1000]),
)
policies = st.one_of(
    st.sampled_from(list(PRESETS.values())),
    st.just(EVERYTHING),
    st.sampled_from([replace(EVERYTHING, build_cache=False), replace(EVERYTHING, keep_tags=1)]),
    st.sampled_from([replace(EVERYTHING, not_labels=("keep",)), replace(EVERYTHING, names=("*",))]),
    _filtered,
)

_words = st.sampled_from(["shop-1", "app", "app:1", "data1", "back", "*:x", "shop-*", "*b*"])
_ids = st.sampled_from([ident("image", 0), ident("image", 2)[:12], ident("container", 1)])
_pin = st.one_of(
    st.builds(Pin, st.sampled_from([By.NAME, By.PATTERN]), _words, st.sampled_from(["", *Class])),
    st.builds(Pin, st.just(By.NAME), _ids),
    st.builds(Pin, st.just(By.LABEL), st.sampled_from(["keep", "team=shop", "team=x"])),
    st.builds(Pin, st.just(By.PROJECT), st.just("blog")),
)
pins = st.just(()) | st.lists(_pin, max_size=2).map(tuple)

eyes = st.just(Eyes()) | st.builds(
    Eyes,
    st.sampled_from([True, True, False]),
    st.booleans(),
    st.booleans(),
    st.just({}) | st.sampled_from(Class).map(lambda kind: {kind: "no answer"}),
)

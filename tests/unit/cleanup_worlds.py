"""Engines of every sort for the properties of the planner, and the world as it is gathered."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from tests.unit.cleanup_engine import Container, Engine, Entry, Image, Network, Volume
from tui.core.cleanup.pins import By, Pin
from tui.core.cleanup.plan import Keeping, Plan
from tui.core.cleanup.policy import DAY, PRESETS, Images, Policy
from tui.core.cleanup.world import Class, Ref, Thing, World

NOW = datetime(2030, 1, 31, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(days=30)
UNDO = Keeping("u1", UNTIL)
STATES = ("running", "paused", "restarting", "removing", "exited", "created", "dead", "odd", "")
REPOSITORIES = ("app", "host:5000/team/web", "db")
LABELS = ("keep", "team=shop", "a=b=c")
PROJECTS = (None, "shop", "blog")

ages = st.none() | st.sampled_from([-60.0, 0.0, 3600.0, 6 * DAY, 8 * DAY, 41 * DAY, 3000 * DAY])
sizes = st.sampled_from([0, 1, 999, 10_000, 5_000_000])
labels = st.lists(st.sampled_from(LABELS), max_size=2, unique=True).map(
    lambda words: {w.partition("=")[0]: w.partition("=")[2] for w in words}
)
projects = st.sampled_from(PROJECTS)


def ident(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@st.composite
def engines(draw: st.DrawFn) -> Engine:
    engine = Engine()
    _draw_images(draw, engine)
    _draw_networks(draw, engine)
    _draw_volumes(draw, engine)
    _draw_containers(draw, engine)
    _draw_cache(draw, engine)
    return engine


def _draw_images(draw: st.DrawFn, engine: Engine) -> None:
    tags = list(draw(st.permutations([f"{r}:{t}" for r in REPOSITORIES for t in "1234x"])))
    for n in range(draw(st.integers(0, 6))):
        below = draw(st.sampled_from([None, *engine.images]))
        own = [f"layer{n}.{i}" for i in range(draw(st.integers(0, 2)))]
        engine.layers.update({layer: draw(sizes) for layer in own})
        base = engine.images[below].layers if below else ()
        engine.images[ident("image", n)] = Image(
            (*base, *own),
            [tags.pop() for _ in range(draw(st.integers(0, 2)))],
            [f"{r}@sha256:{ident(n, r)}" for r in draw(st.sets(st.sampled_from(REPOSITORIES)))],
            below if below and draw(st.booleans()) else "",
            draw(ages),
            draw(labels),
        )


def _draw_networks(draw: st.DrawFn, engine: Engine) -> None:
    engine.networks[ident("network", "bridge")] = Network("bridge", predefined=True)
    for n in range(draw(st.integers(0, 3))):
        engine.networks[ident("network", n)] = Network(
            draw(st.sampled_from(["back", "front"])),
            draw(st.booleans()) and draw(st.booleans()),
            draw(st.sampled_from(["local", "local", "swarm"])),
            draw(ages), draw(labels), draw(projects),
        )  # fmt: skip


def _draw_volumes(draw: st.DrawFn, engine: Engine) -> None:
    for n in range(draw(st.integers(0, 4))):
        anonymous = draw(st.booleans())
        name = ident("volume", n) if anonymous else f"data{n}"
        looks = draw(st.sampled_from(["", "its name speaks of a database"]))
        engine.volumes[name] = Volume(
            anonymous, draw(sizes), draw(ages), looks, draw(labels), draw(projects)
        )


def _draw_containers(draw: st.DrawFn, engine: Engine) -> None:
    known = [image.layers for image in engine.images.values()]
    engine.lost[ident("lost")] = Image(draw(st.sampled_from([(), *known])))
    some_volumes = st.sets(st.sampled_from(list(engine.volumes) or [""]), max_size=2)
    some_networks = st.sets(st.sampled_from(list(engine.networks)), max_size=2)
    for n in range(draw(st.integers(0, 5))):
        engine.containers[ident("container", n)] = Container(
            f"shop-{n}",
            draw(st.sampled_from(STATES)),
            draw(st.sampled_from([*engine.images, *engine.lost])),
            tuple(draw(some_volumes) & engine.volumes.keys()),
            tuple(draw(some_networks)),
            draw(st.sampled_from(["", "", *engine.containers])),
            draw(st.sampled_from([None, 0, 137])),
            draw(ages),
            draw(labels),
            draw(projects),
            draw(sizes),
            draw(st.none() | sizes),
        )


def _draw_cache(draw: st.DrawFn, engine: Engine) -> None:
    in_images = {layer for image in engine.images.values() for layer in image.layers}
    layers = list(draw(st.permutations(["", "", "", *sorted(in_images)])))
    for n in range(draw(st.integers(0, 5))):
        layer = layers.pop() if layers else ""
        engine.cache[ident("cache", n)[:25]] = Entry(
            tuple(draw(st.sets(st.sampled_from([*engine.cache, "elsewhere"]), max_size=2))),
            draw(st.sampled_from([False, False, True])),
            layer,
            0 if layer else draw(sizes),
            draw(ages),
        )


policies = st.sampled_from(list(PRESETS.values())) | st.builds(
    Policy,
    name=st.just("own"),
    containers=st.booleans(),
    images=st.sampled_from(Images),
    networks=st.booleans(),
    anonymous_volumes=st.booleans(),
    volumes=st.frozensets(st.sampled_from(["data0", "data1", "data2", "data3"])),
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
_words = st.sampled_from(["shop-1", "app", "app:1", "data1", "back", "*:x", "shop-*", "*b*"])
pins = st.lists(
    st.builds(Pin, st.sampled_from([By.NAME, By.PATTERN]), _words, st.sampled_from(["", *Class]))
    | st.builds(Pin, st.just(By.LABEL), st.sampled_from(["keep", "team=shop", "team=x"]))
    | st.builds(Pin, st.just(By.PROJECT), st.just("blog")),
    max_size=2,
).map(tuple)


@dataclass(frozen=True)
class Eyes:
    """How much a gatherer sees."""

    measured: bool = True
    layers: bool = True
    logs: bool = True
    missing: Mapping[Class, str] = field(default_factory=dict)

    def world(
        self, engine: Engine, held: Mapping[Ref, tuple[str, datetime]] | None = None
    ) -> World:
        found = tuple(thing for thing in _things(engine, self) if thing.kind not in self.missing)
        return World("E1", "default", NOW, found, held or {}, self.missing)


eyes = st.builds(
    Eyes,
    st.sampled_from([True, True, False]),
    st.booleans(),
    st.booleans(),
    st.just({}) | st.sampled_from(Class).map(lambda kind: {kind: "no answer"}),
)


def _things(engine: Engine, eyes: Eyes) -> Iterator[Thing]:
    yield from _containers(engine, eyes)
    yield from _images(engine, eyes)
    for key, net in engine.networks.items():
        yield Thing(
            Class.NETWORK, key, net.name, since=_since(net.age), labels=net.labels,
            project=net.project, predefined=net.predefined, scope=net.scope,
        )  # fmt: skip
    for name, volume in engine.volumes.items():
        yield Thing(
            Class.VOLUME, name, name, volume.size, volume.size, since=_since(volume.age),
            labels=volume.labels, project=volume.project, anonymous=volume.anonymous,
            database=volume.database,
        )  # fmt: skip
    in_images = {layer for image in engine.images.values() for layer in image.layers}
    for key, entry in engine.cache.items():
        size = engine.layers[entry.layer] if entry.layer else entry.size
        yield Thing(
            Class.BUILD_CACHE, key, "RUN make", size, size, last_used=_since(entry.age),
            in_use=entry.in_use, shared=entry.layer in in_images,
            uses=frozenset((Class.BUILD_CACHE, parent) for parent in entry.parents),
        )  # fmt: skip


def _containers(engine: Engine, eyes: Eyes) -> Iterator[Thing]:
    for key, box in engine.containers.items():
        uses = {(Class.IMAGE, box.image)}
        uses |= {(Class.VOLUME, name) for name in box.volumes}
        uses |= {(Class.NETWORK, net) for net in box.networks}
        uses |= {(Class.CONTAINER, box.joins)} if box.joins else set()
        common = Thing(
            Class.CONTAINER, key, box.name, box.size, box.size + (box.log or 0),
            since=_since(box.age), state=box.state, exit_code=box.code, labels=box.labels,
            project=box.project, uses=frozenset(uses),
        )  # fmt: skip
        yield common
        if eyes.logs and box.log is not None:
            yield replace(
                common, kind=Class.LOG_FILE, bytes_min=box.log, bytes_max=box.log, state="",
                exit_code=None, path=f"/logs/{key}",
            )  # fmt: skip


def _images(engine: Engine, eyes: Eyes) -> Iterator[Thing]:
    parents = {image.parent for image in engine.images.values()}
    counted = {k: i for k, i in engine.images.items() if i.tags or i.digests or k not in parents}
    sharers = Counter(layer for image in counted.values() for layer in image.layers)
    for key, image in engine.images.items():
        unique = sum(engine.layers[layer] for layer in image.layers if sharers[layer] == 1)
        yield Thing(
            Class.IMAGE, key, image.tags[0] if image.tags else key[:12],
            unique if eyes.measured and key in counted else -1,
            sum(engine.layers[layer] for layer in image.layers),
            since=_since(image.age), labels=image.labels, tags=tuple(image.tags),
            digests=tuple(image.digests), layers=image.layers if eyes.layers else (),
            uses=frozenset([(Class.IMAGE, image.parent)] if image.parent else []),
            intermediate=key not in counted,
        )  # fmt: skip


def _since(age: float | None) -> datetime | None:
    return None if age is None else NOW - timedelta(seconds=age)


def held_by_undo(plan: Plan) -> dict[Ref, tuple[str, datetime]]:
    """What an undo entry of this plan needs from then on."""
    anonymous = {t.ref for t in plan.world.things if t.kind is Class.VOLUME and t.anonymous}
    used = {r for i in plan.removals if i.thing.kind is Class.CONTAINER for r in i.thing.uses}
    needed = {ref for ref in used if ref[0] in (Class.IMAGE, Class.NETWORK) or ref in anonymous}
    return dict.fromkeys(needed, (UNDO.id, UNTIL)) if plan.undo_id else {}

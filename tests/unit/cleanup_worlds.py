"""What a gatherer makes of an engine: a world, and what an undo of a plan needs of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tests.unit.cleanup_engine import Engine
from tui.core.cleanup.plan import Keeping, Plan
from tui.core.cleanup.world import Class, Ref, Thing, World

NOW = datetime(2030, 1, 31, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(days=30)
UNDO = Keeping("u1", UNTIL)


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

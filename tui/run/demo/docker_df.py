"""What everything costs in the demo world, as `GET /system/df` tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tui.run.demo import docker_builds
from tui.run.demo.records import DemoContainer, DemoImage
from tui.run.demo.reply import Reply, Verb, Words
from tui.run.demo.world import World

MOST_WRITTEN = 9_000_000
"""Bytes that containers have written at most, each another number below it."""


def df_call(world: World, words: Words) -> Reply:
    """All of it, unless only the build cache is asked for."""
    if any(words):
        return docker_builds.df_call(world, words)
    images = list(world.images.values())
    told: dict[str, Any] = {
        "LayersSize": sum(image.size - below(world, image) for image in images),
        "Images": [_image(world, image) for image in images],
        "Containers": [
            {"Id": c.id, "Names": [f"/{c.name}"], "SizeRw": written(c)}
            for c in world.containers.values()
        ],
        "Volumes": list(_volumes(world)),
        "BuildCache": [docker_builds.told(entry) for entry in world.cache.values()],
    }
    return Reply(json.dumps(told))


def written(container: DemoContainer) -> int:
    """Bytes in its own layer."""
    return int(container.id[:8], 16) % MOST_WRITTEN


def below(world: World, image: DemoImage) -> int:
    parent = world.images.get(image.parent)
    return parent.size if parent else 0


def _image(world: World, image: DemoImage) -> dict[str, Any]:
    shared = image.size if world.children(image) else below(world, image)
    return {
        "Id": f"sha256:{image.id}",
        "ParentId": f"sha256:{image.parent}" if image.parent in world.images else "",
        "Size": image.size,
        "SharedSize": shared,
        "Containers": len(world.users(image)),
    }


def _volumes(world: World) -> Iterator[dict[str, Any]]:
    for volume in world.volumes.values():
        users = [c for c in world.containers.values() if volume.name in (m.name for m in c.mounts)]
        yield {"Name": volume.name, "UsageData": {"Size": volume.size, "RefCount": len(users)}}


CALLS: dict[Words, Verb] = {("GET", "/system/df"): Verb(df_call, docker_builds.SECONDS)}

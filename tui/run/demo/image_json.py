"""An image as docker prints it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tui.core import units
from tui.run.demo.records import DemoImage
from tui.run.demo.times import list_time, stamp
from tui.run.demo.world import World

NONE = "<none>"


def inspected(world: World, image: DemoImage) -> dict[str, Any]:
    """The object that `docker image inspect` prints."""
    return {
        "Id": f"sha256:{image.id}",
        "RepoTags": list(image.tags),
        "RepoDigests": list(image.digests),
        "Parent": f"sha256:{image.parent}" if image.parent else "",
        "Comment": "",
        "Created": stamp(image.created),
        "DockerVersion": "",
        "Author": "",
        "Config": {
            "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/bin:/bin", *image.env],
            "Cmd": list(image.argv),
            "Entrypoint": None,
            "WorkingDir": "",
            "Labels": dict(image.labels) or None,
        },
        "Architecture": "amd64",
        "Variant": "",
        "Os": "linux",
        "Size": image.size,
        "GraphDriver": {"Data": None, "Name": "overlay2"},
        "RootFS": {"Type": "layers", "Layers": list(_layers(world, image))},
        "Metadata": {"LastTagTime": stamp(image.created if image.tags else None)},
    }


def listed(world: World, image: DemoImage, *, full: bool) -> Iterator[dict[str, Any]]:
    """The rows of `docker image ls`, one a tag; `full` is --no-trunc."""
    for repository, tag in _names(image):
        own = [d for d in image.digests if d.partition("@")[0] == repository]
        yield {
            "Containers": "N/A",
            "CreatedAt": list_time(image.created),
            "CreatedSince": f"{_age(world, image)} ago",
            "Digest": own[0].partition("@")[2] if own else NONE,
            "ID": f"sha256:{image.id}" if full else image.id[:12],
            "Repository": repository,
            "SharedSize": "N/A",
            "Size": units.size(image.size).replace(" ", ""),
            "Tag": tag,
            "UniqueSize": "N/A",
        }


def _layers(world: World, image: DemoImage) -> Iterator[str]:
    """Those of the image that it was made from, and one of its own."""
    parent = world.images.get(image.parent)
    if parent is not None:
        yield from _layers(world, parent)
    yield f"sha256:{image.id[::-1]}"


def _names(image: DemoImage) -> list[tuple[str, str]]:
    """An image that only a digest leads to has a repository and no tag."""
    if image.tags:
        return [(repository, tag) for repository, _, tag in (t.rpartition(":") for t in image.tags)]
    if image.digests:
        return [(digest.partition("@")[0], NONE) for digest in image.digests]
    return [(NONE, NONE)]


def _age(world: World, image: DemoImage) -> str:
    return units.duration_words((world.clock() - image.created).total_seconds())

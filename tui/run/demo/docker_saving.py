"""What keeps things before they go and fills them again: archives, changed files, copies."""

from __future__ import annotations

import csv
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

from tui.run.demo import docker_registry
from tui.run.demo.docker_copying import INTO
from tui.run.demo.options import sort_out
from tui.run.demo.records import DemoContainer, DemoImage, DemoMount, DemoVolume
from tui.run.demo.reply import Refusal, Reply, Verb, Words, lines
from tui.run.demo.world import World

CHANGED = 1_200_000
"""Bytes that the image of changed files takes beyond that of its container."""


def commit(world: World, words: Words) -> Reply:
    name, tag = sort_out(words).names
    container = world.container(name)
    base = world.images[container.image_id]
    id_ = world.ident("commit", container.id, tag)
    world.images[id_] = DemoImage(
        id_, world.clock(), base.size + CHANGED, [tag], parent=base.id, argv=container.argv
    )
    return Reply(f"sha256:{id_}\n")


def save(world: World, words: Words) -> Reply:
    """What was named by its id has no tags in the archive. No file is written."""
    if words[-2:-1] == (INTO,):
        words = (*words[:-2], "--output", words[-1])
    options = sort_out(words, (), ("--output", "-o"))
    found = [world.image(name) for name in options.names]
    images = [replace(deepcopy(image), tags=[tag] if tag else []) for image, tag in found]
    world.archives[options.last("--output") or ""] = images
    return Reply()


def load(world: World, words: Words) -> Reply:
    file = sort_out(words, (), ("--input", "-i")).last("--input") or ""
    if file not in world.archives and Path(file).name == "noise.tar":
        raise Refusal("Error processing tar file(exit status 1): archive/tar: invalid tar header")
    images = world.archives.get(file, [])
    for image in images:
        have = world.images.setdefault(image.id, replace(deepcopy(image), tags=[]))
        for tag in image.tags:
            docker_registry.give(world, have, tag)
    return Reply(
        lines(
            [f"Loaded image: {tag}" for one in images for tag in one.tags]
            + [f"Loaded image ID: sha256:{i.id}" for i in images if not i.tags]
        )
    )


def import_(world: World, words: Words) -> Reply:
    _, tag = sort_out(words, (), ("--message",)).names
    id_ = world.ident("import", tag)
    world.images[id_] = DemoImage(id_, world.clock(), 0, [tag])
    return Reply(f"sha256:{id_}\n")


def create(world: World, words: Words) -> Reply:
    """With one volume in it, as a copy needs it."""
    options = sort_out(words[:-1], (), ("--name", "--label", "--mount"))
    (told,) = csv.reader([options.last("--mount") or ""])
    parts = dict(one.partition("=")[::2] for one in told)
    (image,), name = options.names, options.last("--name") or ""
    mount = DemoMount("volume", "", parts["target"], parts["source"], rw="readonly" not in parts)
    world.volumes.setdefault(mount.name, DemoVolume(mount.name, world.clock()))
    id_ = world.ident("container", name, world.clock().isoformat())
    world.containers[id_] = DemoContainer(
        id_, name, image, world.image(image)[0].id, (), world.clock(), "created", mounts=(mount,)
    )
    return Reply(f"{id_}\n")


VERBS: dict[Words, Verb] = {
    ("container", "commit"): Verb(commit, 0.3),
    ("container", "create"): Verb(create, 0.1),
    ("image", "save"): Verb(save, 0.5),
    ("image", "load"): Verb(load, 0.5),
    ("image", "import"): Verb(import_, 0.1),
}

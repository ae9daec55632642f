"""What keeps things before they go and fills them again: archives, changed files, copies."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

from tui.run.demo import container_deeds, container_making, docker_registry
from tui.run.demo.docker_copying import INTO
from tui.run.demo.options import sort_out
from tui.run.demo.records import DemoImage
from tui.run.demo.reply import Refusal, Reply, Verb, Words, lines
from tui.run.demo.world import World


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


VERBS: dict[Words, Verb] = {
    ("container", "commit"): Verb(container_deeds.commit, 0.3),
    ("container", "create"): Verb(container_making.create, 0.1),
    ("image", "save"): Verb(save, 0.5),
    ("image", "load"): Verb(load, 0.5),
    ("image", "import"): Verb(import_, 0.1),
}

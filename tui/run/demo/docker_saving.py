"""What keeps things before they go and fills them again: archives, changed files, copies."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

from tui.run.demo import container_deeds, container_making
from tui.run.demo.options import sort_out
from tui.run.demo.records import DemoImage, DemoVolume
from tui.run.demo.reply import Reply, Verb, Words, from_daemon, lines
from tui.run.demo.world import World


def save(world: World, words: Words) -> Reply:
    """By id, so the tags are not in the archive. No file is written."""
    options = sort_out(words, (), ("--output", "-o"))
    images = [deepcopy(world.image(name)[0]) for name in options.names]
    for image in images:
        image.tags.clear()
    world.archives[options.last("--output") or ""] = images
    return Reply()


def load(world: World, words: Words) -> Reply:
    file = sort_out(words, (), ("--input", "-i")).last("--input") or ""
    images = world.archives.get(file, [])
    for image in images:
        world.images.setdefault(image.id, deepcopy(image))
    return Reply(lines([f"Loaded image ID: sha256:{image.id}" for image in images]))


def import_(world: World, words: Words) -> Reply:
    _, tag = sort_out(words).names
    id_ = world.ident("import", tag)
    world.images[id_] = DemoImage(id_, world.clock(), 0, [tag])
    return Reply(f"sha256:{id_}\n")


def cp(world: World, words: Words) -> Reply:
    """The files of the one volume of a container to stdout, or from stdin: `FILE` is behind."""
    *names, file = words
    if "-" not in names:
        return container_deeds.copy(world, words)
    out = names[1] == "-"
    volume = _volume(world, names[0 if out else 1].partition(":")[0])
    if out:
        Path(file).touch(mode=0o600)
        world.copies[file] = volume.size
    else:
        volume.size = world.copies.get(file, 0)
    return Reply()


def _volume(world: World, carrier: str) -> DemoVolume:
    mounts = world.container(carrier).mounts
    if not mounts:
        raise from_daemon(f"Could not find the file / in container {carrier}")
    return world.volumes[mounts[0].name]


VERBS: dict[Words, Verb] = {
    ("container", "commit"): Verb(container_deeds.commit, 0.3),
    ("container", "create"): Verb(container_making.create, 0.1),
    ("container", "cp"): Verb(cp, 0.3),
    ("image", "save"): Verb(save, 0.5),
    ("image", "load"): Verb(load, 0.5),
    ("image", "import"): Verb(import_, 0.1),
}

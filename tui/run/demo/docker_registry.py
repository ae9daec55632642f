"""Images that can be had again, and names that can be given to them."""

from __future__ import annotations

from dataclasses import replace

from tui.run.demo.options import sort_out
from tui.run.demo.reply import NoAnswerError, Reply, Verb, Words, from_daemon
from tui.run.demo.world import World


def fill(world: World) -> None:
    """The registries have what was pulled from them, by its digest."""
    for image in world.images.values():
        for digest in image.digests:
            world.registry[digest] = replace(image, tags=[], digests=[digest])


def pull(world: World, words: Words) -> Reply:
    """By digest alone: what a tag leads to by now, the demo world cannot know."""
    (name,) = sort_out(words).names or ("",)
    if "@" not in name:
        raise NoAnswerError(f"pull {name}")
    known = world.registry.get(name)
    if known is None:
        raise from_daemon(f"manifest for {name} not found: manifest unknown")
    if known.id not in world.images:
        world.images[known.id] = replace(known, tags=[], digests=[name])
    elif name not in world.images[known.id].digests:
        world.images[known.id].digests.append(name)
    world.events.tell("image", "pull", name, {"name": name})
    return Reply(f"Digest: {name.partition('@')[2]}\nStatus: Downloaded newer image for {name}\n")


def tag(world: World, words: Words) -> Reply:
    """A name that another image has goes over to this one."""
    source, name = sort_out(words).names
    image, _ = world.image(source)
    for other in world.images.values():
        if name in other.tags:
            other.tags.remove(name)
    image.tags.append(name)
    world.events.tell("image", "tag", f"sha256:{image.id}", {"name": name})
    return Reply()


VERBS: dict[Words, Verb] = {
    ("image", "pull"): Verb(pull, 1.2),
    ("image", "tag"): Verb(tag),
}

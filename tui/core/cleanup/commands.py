"""What removes a thing: always that one thing by its id, never a prune of many.

Volume drivers allow any name, so one could look like an option.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui.core.cleanup.naming import repository
from tui.core.cleanup.world import Class, Thing
from tui.core.command import Command, docker

SECONDS = 120.0


def removal(thing: Thing) -> tuple[Command, ...]:
    """The commands that remove it, in their order. A log file is emptied, not deleted."""
    if thing.kind is Class.LOG_FILE:
        words = ("truncate", "--size", "0", thing.path)
        return (Command("host", words, mutates=True, timeout=SECONDS),)
    return tuple(docker(*words, mutates=True, timeout=SECONDS) for words in _words(thing))


def _words(thing: Thing) -> Iterator[tuple[str, ...]]:
    if thing.kind is Class.CONTAINER:
        yield "rm", thing.id
    elif thing.kind is Class.IMAGE:
        for reference in _references(thing):
            yield "image", "rm", "--no-prune", reference
    elif thing.kind is Class.BUILD_CACHE:
        yield "builder", "prune", "--force", "--all", "--filter", f"id={thing.id}"
    else:
        yield thing.kind.value, "rm", *(("--",) if thing.id.startswith("-") else ()), thing.id


def _references(image: Thing) -> tuple[str, ...]:
    """The names whose removal removes an image; its parents are not to go unasked with it.

    The last tag of a repository takes that repository's digests along. Without a tag the id
    will do, unless several repositories know the image: then docker refuses it.
    """
    tagged = {repository(tag) for tag in image.tags}
    left = tuple(digest for digest in image.digests if repository(digest) not in tagged)
    if not image.tags and len({repository(digest) for digest in left}) <= 1:
        return (image.id,)
    return (*image.tags, *left)

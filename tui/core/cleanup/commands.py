"""What removes a thing: always that one thing by its id, never a prune of many."""

from __future__ import annotations

from tui.core.cleanup.world import Class, Thing
from tui.core.command import Command, docker

SECONDS = 120.0


def removal(thing: Thing) -> tuple[Command, ...]:
    """The commands that remove it, in their order. A log file is emptied, not deleted."""
    return tuple(_argv(*words) for words in _words(thing))


def _argv(*words: str) -> Command:
    if words[0] == "truncate":
        return Command("host", words, mutates=True, timeout=SECONDS)
    return docker(*words, mutates=True, timeout=SECONDS)


def _words(thing: Thing) -> list[tuple[str, ...]]:
    if thing.kind is Class.CONTAINER:
        return [("rm", thing.id)]
    if thing.kind is Class.IMAGE:
        return [("image", "rm", tag) for tag in thing.tags] or [("image", "rm", thing.id)]
    if thing.kind is Class.NETWORK:
        return [("network", "rm", thing.id)]
    if thing.kind is Class.VOLUME:
        return [("volume", "rm", thing.id)]
    if thing.kind is Class.BUILD_CACHE:
        return [("builder", "prune", "--force", "--all", "--filter", f"id={thing.id}")]
    return [("truncate", "--size", "0", thing.path)]

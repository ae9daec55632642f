"""All verbs of docker that the demo world knows. A new sort of thing adds its VERBS here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from tui.core.command import Api, body_text
from tui.run.demo import (
    docker_builders,
    docker_building,
    docker_builds,
    docker_calls,
    docker_containers,
    docker_contexts,
    docker_copying,
    docker_df,
    docker_events,
    docker_help,
    docker_images,
    docker_networks,
    docker_registry,
    docker_saving,
    docker_stats,
    docker_system,
    docker_usage,
    docker_volumes,
)
from tui.run.demo.docker_events import Streaming
from tui.run.demo.reply import Verb, Words

VERBS: dict[Words, Verb] = {
    **docker_containers.VERBS,
    **docker_images.VERBS,
    **docker_registry.VERBS,
    **docker_building.VERBS,
    **docker_saving.VERBS,
    **docker_copying.VERBS,
    **docker_volumes.VERBS,
    **docker_networks.VERBS,
    **docker_builds.VERBS,
    **docker_builders.VERBS,
    **docker_system.VERBS,
    **docker_usage.VERBS,
    **docker_events.VERBS,
    **docker_help.VERBS,
    **docker_contexts.VERBS,
}
CALLS: dict[Words, Verb] = {**docker_df.CALLS, **docker_calls.CALLS}
"""Calls of the Engine API, by method and path."""
STREAMS: dict[Words, Streaming] = {**docker_events.STREAMS}
SHORT: dict[str, Words] = {
    "ps": ("container", "ls"),
    "images": ("image", "ls"),
    "rmi": ("image", "rm"),
    "pull": ("image", "pull"),
    "history": ("image", "history"),
    "tag": ("image", "tag"),
    **{verb: ("image", verb) for verb in ("save", "load", "import")},
    **{
        verb: ("container", verb)
        for verb in (
            "start",
            "stop",
            "restart",
            "kill",
            "pause",
            "unpause",
            "rm",
            "exec",
            "run",
            "rename",
            "update",
            "export",
            "port",
            "diff",
            "wait",
            "attach",
            "commit",
            "create",
            "cp",
            "top",
        )
    },
}
"""The short words that docker has for verbs of containers and images."""


Found = TypeVar("Found")


def find(words: Words) -> tuple[Verb, Words] | None:
    """The verb and what stands behind it."""
    if words[-1:] == ("--help",):
        return Verb(lambda _world, above: docker_help.usage(_spoken(), above)), words[:-1]
    if words[:1] == ("__complete",):
        return Verb(lambda _world, typed: docker_help.completed(_spoken(), typed)), words[1:]
    return _find(VERBS, words)


def _spoken() -> list[Words]:
    """Every verb in each of its spellings."""
    return [*VERBS, *((short,) for short in SHORT)]


def find_call(api: Api) -> tuple[Verb, Words] | None:
    """What answers a call of the Engine API, and its query; the body follows that of a POST."""
    path, _, query = api.path.partition("?")
    verb = CALLS.get((api.method, path))
    body = (body_text(api),) if api.method == "POST" else ()
    return (verb, (query, *body)) if verb else None


def find_flow(api: Api) -> tuple[Streaming, Words] | None:
    """The same for a call whose answer goes on."""
    found = re.fullmatch(r"/containers/(\w+)/stats\?stream=true", api.path)
    return (docker_stats.stats, (found[1],)) if found else None


def find_stream(words: Words) -> tuple[Streaming, Words] | None:
    """The same for what goes on printing."""
    return _find(STREAMS, words)


def _find(verbs: Mapping[Words, Found], words: Words) -> tuple[Found, Words] | None:
    if words and words[0] in SHORT:
        words = (*SHORT[words[0]], *words[1:])
    for length in (2, 1):
        verb = verbs.get(words[:length])
        if verb is not None:
            return verb, words[length:]
    return None

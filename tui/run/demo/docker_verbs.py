"""All verbs of docker that the demo world knows. A new sort of thing adds its VERBS here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from tui.run.demo import docker_containers, docker_events, docker_images, docker_system
from tui.run.demo.docker_events import Streaming
from tui.run.demo.reply import Verb, Words

VERBS: dict[Words, Verb] = {
    **docker_containers.VERBS,
    **docker_images.VERBS,
    **docker_system.VERBS,
}
STREAMS: dict[Words, Streaming] = {**docker_events.STREAMS}
SHORT: dict[str, Words] = {
    "ps": ("container", "ls"),
    "images": ("image", "ls"),
    "rmi": ("image", "rm"),
    **{
        verb: ("container", verb)
        for verb in ("start", "stop", "restart", "kill", "pause", "unpause", "rm", "exec")
    },
}
"""The short words that docker has for verbs of containers and images."""


Found = TypeVar("Found")


def find(words: Words) -> tuple[Verb, Words] | None:
    """The verb and what stands behind it."""
    return _find(VERBS, words)


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

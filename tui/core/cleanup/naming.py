"""The names of images: one image goes by several, and tools spell one name in several ways."""

from __future__ import annotations

import re
from collections.abc import Iterable

SHORT_ID = 12
"""Digits of an id that docker shows, and that stand for the whole."""

_WHOLE_ID = re.compile(r"\b(?:sha256:)?([0-9a-f]{12})[0-9a-f]{52}\b")
_UNSPOKEN = ("docker.io/library/", "docker.io/")


def with_short_ids(text: str) -> str:
    """A name or a sentence with its ids as docker prints them: whole ones fill a line."""
    return _WHOLE_ID.sub(r"\1", text)


def repository(reference: str) -> str:
    """`host:5000/app` of `host:5000/app:1` and of `host:5000/app@sha256:…`."""
    name = reference.partition("@")[0]
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}{last.partition(':')[0]}"


def familiar(reference: str) -> str:
    """Without the registry that docker leaves unspoken and podman spells out."""
    for unspoken in _UNSPOKEN:
        if reference.startswith(unspoken):
            return reference.removeprefix(unspoken)
    return reference


def forms(reference: str) -> tuple[str, ...]:
    """Every way in which a pin or a pattern may spell an image: with and without its tag."""
    spelled = (reference, familiar(reference))
    return tuple(dict.fromkeys((*spelled, *map(repository, spelled))))


def is_id(word: str, full: str) -> bool:
    """Whether a word is an id, or at least the 12 first digits of it, `sha256:` or not."""
    digits = word.removeprefix("sha256:")
    return digits == full or (len(digits) >= SHORT_ID and full.startswith(digits))


def called(name: str, full: str, references: Iterable[str]) -> tuple[str, ...]:
    """What people call a thing. An id is no name: a pattern must not meet it by chance."""
    own = () if not name or is_id(name, full) else (name,)
    return tuple(dict.fromkeys((*own, *(form for ref in references for form in forms(ref)))))

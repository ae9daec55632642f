"""What may come next on a docker command that is being typed."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.core import parse
from tui.core.command import docker
from tui.core.record import could_be_id

if TYPE_CHECKING:
    from tui.session.session import Session

PATIENCE = 3.0
"""Seconds; later ones are of no use to somebody who types."""
MOST = 200


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`word` takes the place of the last word of the line; `about` says what it is."""

    word: str
    about: str = ""


def last_word(line: str) -> str:
    """What is typed of the last word: empty behind a blank."""
    return line.split(" ")[-1]


async def suggestions(session: Session, line: str) -> tuple[Suggestion, ...]:
    """Docker's own, as its shell completion has them, and the names of all that is known.

    None for a line that cannot be read yet.
    """
    begun = last_word(line)
    try:
        first, *words = shlex.split(line[: len(line) - len(begun)])
    except ValueError:
        return ()
    if first != "docker":
        return ()
    result = await session.execute(docker("__complete", *words, begun, timeout=PATIENCE))
    own = [one for one in _told(result.text) if one.word.startswith(begun)] if result.ok else []
    names = [one for one in names_of(session) if one.word.startswith(begun)] if words else []
    found = {one.word: one for one in (*own, *names)}
    return tuple(found.values())[:MOST]


def _told(text: str) -> list[Suggestion]:
    """`WORD<tab>ABOUT` a line, and at the end `:DIRECTIVE` (spf13/cobra)."""
    lines = [line for line in text.splitlines() if not line.startswith(":")]
    told = (line.partition("\t") for line in lines)
    return [Suggestion(parse.clean(word), parse.clean(about)) for word, _, about in told if word]


def names_of(session: Session) -> tuple[Suggestion, ...]:
    """Of all things of docker that the panes know; no ids."""
    return tuple(
        Suggestion(name, kind.singular)
        for kind in session.kinds.values()
        if kind.tool == "docker"
        for row in session.store[kind.id].rows
        for name in (kind.name(row),)
        if not could_be_id(name) and parse.clean(name) == name and shlex.quote(name) == name
    )

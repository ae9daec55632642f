"""What the engine says of things, complete: the same words as `docker inspect` without a format."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tui.core import parse
from tui.core.cleanup.world import Class
from tui.core.command import Command, Result, docker
from tui.core.errors import CommandFailed
from tui.core.failure import failure
from tui.core.identity import WHO, identity
from tui.core.record import array, mapping, text

if TYPE_CHECKING:
    from tui.session.session import Session

BATCH = 100
"""Things per call: complete inspects are long, and a command line has an end."""
SECONDS = 120.0
ABSENT = re.compile(r"(?i)\bno such |\bnot found\b|cannot specify 64-byte hexadecimal")
"""The last is podman's, of an image by its whole id."""
Things = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Engine:
    """What the engine calls itself, and what its machine is called."""

    id: str
    host: str


async def engine(session: Session) -> Engine:
    """Raises WsltuiError where there is no answer."""
    result = await session.execute(WHO)
    found = mapping(parse.json_value(result.text.strip()))
    if not result.ok or not identity(found):
        raise session.error(result) if not result.ok else _odd(result)
    return Engine(identity(found), text(found.get("Name")))


async def inspect(session: Session, kind: Class, words: Sequence[str]) -> Things:
    """What there is of these ids and names. Raises WsltuiError for anything but absence."""
    found: Things = []
    for start in range(0, len(words), BATCH):
        batch = words[start : start + BATCH]
        command = docker(kind.value, "inspect", *batch, timeout=SECONDS)
        found += await _ask(session, command)
    return found


async def _ask(session: Session, command: Command) -> Things:
    result = await session.execute(command)
    if not result.ok and not absent(result):
        raise failure(result)
    try:
        found = json.loads(result.text)
    except (ValueError, RecursionError):
        raise _odd(result) from None
    return [mapping(one) for one in array(found)]


def absent(result: Result) -> bool:
    """Whether it failed for nothing else than things that are not there."""
    lines = [line for line in result.error_text.splitlines() if line.strip()]
    return result.code == 1 and bool(lines) and all(ABSENT.search(line) for line in lines)


def _odd(result: Result) -> CommandFailed:
    brief = result.command.brief()
    said = parse.clean(result.text.strip()[:120]) or "nothing"
    return CommandFailed(
        f"`{brief}` printed something that cannot be read: {said}",
        f"See what `{brief}` prints in a terminal.",
        shown=result.command.typed(),
        code=result.code,
    )

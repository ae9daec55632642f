"""How the trash keeps to its limits, and what it takes with it from the engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tui.core.command import docker
from tui.core.record import bare_id
from tui.core.restore import calls
from tui.session.undo import carrier
from tui.session.undo.records import Entry

if TYPE_CHECKING:
    from tui.session.session import Session

UNFINISHED = timedelta(hours=1)
"""After this a record without an entry is no longer being made: its wsltui was killed."""


def doomed(
    entries: Sequence[Entry], at: datetime, days: float, max_bytes: int
) -> tuple[Entry, ...]:
    """What has to go of `entries`, newest first: all that is too old, then what takes too much.

    For its size the oldest goes first, those with nothing left to bring back before the others.
    Two entries of an engine that can still be undone never go for their size: the newest, and
    the newest with saved data. So what has just been done stays undoable, however large it was,
    and what is removed after it does not push the only backup out.
    """
    old = [one for one in entries if _too_old(one, at, days)]
    kept = [one for one in entries if one not in old]
    spared = set(_spared(kept)) | set(_spared([one for one in kept if one.holds_data]))
    by_use = sorted(kept, key=lambda one: (not one.undone, one.id))
    total = sum(one.bytes for one in kept)
    for one in by_use:
        if total <= max_bytes:
            break
        if one.id not in spared:
            old.append(one)
            total -= one.bytes
    return tuple(old)


def _spared(entries: Sequence[Entry]) -> Iterable[str]:
    """The newest of each engine that can still be undone."""
    return {one.engine_id: one.id for one in reversed(entries) if one.undoable}.values()


def _too_old(entry: Entry, at: datetime, days: float) -> bool:
    if entry.at is None:
        return False
    limit = UNFINISHED if entry.unfinished else timedelta(days=days)
    return at - entry.at > limit


async def clear_engine(session: Session, undo_id: str, held: frozenset[str] = frozenset()) -> None:
    """Remove what an entry made on the engine: images of changed files, and what was left over.

    Images that are `held`, or that a container uses, stay; all of it does while the engine does
    not answer.
    """
    await carrier.clear(session, undo_id)
    reference = f"reference={calls.REPOSITORY}/{undo_id}*"
    rows = ("--no-trunc", "--format", "{{.ID}} {{.Repository}}:{{.Tag}}")
    found = await session.execute(docker("image", "ls", *rows, "--filter", reference))
    for id_, name in (line.split() for line in found.text.splitlines() if line.count(" ") == 1):
        if bare_id(id_) not in held:
            await session.execute(calls.remove_image(name))

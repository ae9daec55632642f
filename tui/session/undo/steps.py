"""One command of a record or an undo, which succeeds or says why not."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.backends.aside import aside
from tui.core.cleanup.world import Class
from tui.core.command import Command, Outcome, Result
from tui.core.errors import Unavailable
from tui.core.failure import failure

if TYPE_CHECKING:
    from tui.session.session import Session

_TO_FILE = 'umask 077; file=$1; shift; exec "$@" > "$file"'
_FROM_FILE = 'file=$1; shift; exec "$@" < "$file"'
NO_API = "What was removed is made again through the Engine API: use a context where it answers."
MADE_BY_CALLS = frozenset({Class.NETWORK, Class.VOLUME, Class.CONTAINER})


async def do(session: Session, command: Command) -> Result:
    """Carry it out. Raises WsltuiError where it does not succeed."""
    return succeeded(await session.execute(command))


def succeeded(result: Result) -> Result:
    if result.ok:
        return result
    if result.command.api is not None and result.outcome is Outcome.NOT_STARTED:
        raise Unavailable(result.last_words(), NO_API)
    raise failure(result)


async def to_file(session: Session, command: Command, file: Path) -> None:
    """Its stdout into a file of the user's alone, on the disk when this returns.

    A shell opens the file, for volumes are larger than what a command may print.
    """
    succeeded(await session.run_prepared(_redirected(session.prepared(command), _TO_FILE, file)))
    if not session.runner.dry_run:
        await aside(lambda: _sync(file))


async def from_file(session: Session, command: Command, file: Path) -> None:
    """A file as its stdin."""
    succeeded(await session.run_prepared(_redirected(session.prepared(command), _FROM_FILE, file)))


def _redirected(command: Command, script: str, file: Path) -> Command:
    argv = ("sh", "-c", script, "sh", str(file), *command.spawned())
    return replace(command, argv=argv, program="/bin/sh")


def _sync(file: Path) -> None:
    fd = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)

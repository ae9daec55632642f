"""How the files of a volume get out and in: `docker cp` through a container that never starts.

It is made from an image without any file that is made here too, so that nothing has to be
pulled, no image of the user's is touched, and no program runs.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tui import files
from tui.core.command import Command, docker
from tui.core.restore import calls
from tui.session.undo.shelf import Folder
from tui.session.undo.steps import do, from_file, to_file

if TYPE_CHECKING:
    from tui.session.session import Session

EMPTY_TAR = bytes(10240)


async def clear(session: Session, undo_id: str) -> None:
    """Remove what a copy that was killed has left."""
    carrier = calls.carrier(undo_id)
    ask = docker("ps", "-a", "--format", "{{.Names}}", "--filter", f"name={carrier}")
    if carrier in (await session.execute(ask)).text.split():
        await session.execute(calls.remove_container(carrier))
    image = calls.empty_image(undo_id)
    if (await session.execute(calls.find_image(image))).ok:
        await session.execute(calls.remove_image(image))


async def copy_out(session: Session, folder: Folder, volume: str, file: str) -> None:
    """The files of a volume into an archive of the entry. Raises WsltuiError."""
    async with carried(session, folder, calls.create_carrier(folder.id, volume)):
        await to_file(session, calls.copy_out(folder.id), folder.path / file)


async def copy_in(session: Session, folder: Folder, file: str) -> None:
    """The other way round, while a volume is `carried`. Raises WsltuiError."""
    await from_file(session, calls.copy_in(folder.id), folder.path / file)


@asynccontextmanager
async def carried(session: Session, folder: Folder, create: Command) -> AsyncIterator[None]:
    """While the block runs there is the container that `create` makes. Raises WsltuiError."""
    archive, image = folder.path / "empty.tar", calls.empty_image(folder.id)
    if not session.runner.dry_run:
        files.write_atomic(archive, EMPTY_TAR)
    await do(session, calls.import_empty(str(archive), image))
    try:
        await do(session, create)
        try:
            yield
        finally:
            await session.execute(calls.remove_container(calls.carrier(folder.id)))
    finally:
        await session.execute(calls.remove_image(image))
        archive.unlink(missing_ok=True)

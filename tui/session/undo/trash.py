"""The trash: entries that hold what was removed, until they are undone or let go."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tui.core import parse, units
from tui.core.cleanup.world import Class, Ref
from tui.core.errors import NotFound, Refused, WsltuiError
from tui.files import Locked
from tui.session.dispatch import Progress
from tui.session.undo import shelf
from tui.session.undo.inspects import engine
from tui.session.undo.letting_go import clear_engine, doomed
from tui.session.undo.present import api_version, look
from tui.session.undo.recording import Choices, Recording
from tui.session.undo.records import Entry, Outcome
from tui.session.undo.report import UndoReport
from tui.session.undo.restoring import Restoring
from tui.session.undo.shelf import Folder
from tui.session.undo.work import Work

if TYPE_CHECKING:
    from tui.session.session import Session

DAYS = 30
MAX_BYTES = 2 * 1024**3
SPARE = 64 * 1024**2
"""Bytes that a backup leaves free on the disk."""
_STALE = {"containers", "images", "networks", "volumes"}


def _now() -> datetime:
    return datetime.now(UTC)


def silent(_done: int, _total: int, _name: str) -> None:
    return


def open_trash(session: Session, state: Path) -> Trash:
    """The trash in a state directory, with the limits of the config."""
    said = session.settings.undo
    limit = int(said.get("max_size", MAX_BYTES))
    return Trash(session, state / "undo", days=said.get("days", DAYS), max_bytes=limit)


def named(at: datetime) -> str:
    """By the millisecond, so that names sort as they were given."""
    return f"{at:%Y%m%d-%H%M%S}-{at.microsecond // 1000:03}{secrets.token_hex(2)}"


class Trash:
    """The undo entries below `directory`, for the engine of `session` and for others.

    An entry is kept for `days`, and all of them together for `max_bytes` on this disk; see
    `letting_go.doomed` for what goes first. `clock` answers with an aware time.
    """

    def __init__(
        self,
        session: Session,
        directory: Path,
        *,
        days: float = DAYS,
        max_bytes: int = MAX_BYTES,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._session = session
        self._directory = directory
        self._days, self._max_bytes, self._clock = days, max_bytes, clock

    def new_id(self) -> str:
        """A name for the next entry: sorted by time, usable as a file name and in an image's."""
        taken = {folder.id for folder in shelf.folders(self._directory)}
        while (undo_id := named(self._clock())) in taken:
            pass
        return undo_id

    async def record(
        self,
        undo_id: str,
        refs: Sequence[Ref],
        *,
        save_layers: bool = False,
        save_images: bool = False,
        backup_volumes: Collection[str] = (),
        room: int = 0,
    ) -> Entry:
        """Write down all that is needed to bring these things back, before anything is removed.

        `save_layers` keeps each container's changed files in an image, `save_images` the images
        in an archive, `backup_volumes` the files of these volumes in one each; these archives
        take `room` bytes or more, as far as is known. Something that is
        gone already has no item in the entry: do not remove what the entry does not list. Then
        keeps to the limits. Under a dry run everything is asked and nothing is written.

        Raises WsltuiError where it cannot be written whole; nothing of it is left then.
        """
        self._may_change("Nothing can be recorded")
        self._has(room)
        folder = self._new_folder(undo_id)
        choices = Choices(save_layers, save_images, backup_volumes)
        if self._session.runner.dry_run:
            return await Recording(self._session, folder, choices).entry(refs, self._clock())
        with self._made(folder):
            recording = Recording(self._session, folder, choices)
            try:
                entry = await recording.entry(refs, self._clock())
                folder.write(entry, recording.things)
            except BaseException:
                if recording.touched:
                    await clear_engine(self._session, undo_id)
                raise
        with suppress(WsltuiError):
            await self.let_go()
        return folder.entry()

    async def forget(self, undo_id: str) -> None:
        """Nothing went under this entry: it is as if it had never been made."""
        folder = Folder(self._directory / undo_id)
        if not folder.path.is_dir():
            return
        with suppress(WsltuiError), folder.lock():
            await self._drop(folder, folder.entry())

    def _has(self, room: int) -> None:
        """Raises Refused where the disk has obviously too little left."""
        place = next(one for one in (self._directory, *self._directory.parents) if one.exists())
        free = shutil.disk_usage(place).free
        if room and free < room + SPARE:
            raise Refused(
                f"What is to be saved first takes {units.size(room)}, and the disk of {place} "
                f"has {units.size(free)} left.",
                "Make room there, or save less.",
            )

    def note(self, undo_id: str, ref: Ref, outcome: str) -> None:
        """Write down what becomes of a thing: begun, removed, skipped or failed.

        `begun` before the act and the rest after it; `skipped` also for what a cancelled apply
        did not reach. Raises FileFailed: then nothing more should be removed.
        """
        Folder(self._directory / undo_id).note(ref, Outcome(outcome), self._clock())

    def entries(self, engine_id: str | None = None) -> tuple[Entry, ...]:
        """Newest first, of one engine or of all. Broken ones belong to every engine."""
        found = (folder.entry() for folder in shelf.folders(self._directory))
        if engine_id is None:
            return tuple(found)
        return tuple(one for one in found if one.broken or one.engine_id == engine_id)

    def entry(self, undo_id: str) -> Entry | None:
        """One of them, broken ones too; None where there is none."""
        folder = Folder(self._directory / undo_id)
        return folder.entry() if shelf.well_formed(undo_id) and folder.path.is_dir() else None

    def newest(self, engine_id: str) -> Entry | None:
        """What an undo without an id undoes: the newest on that engine with something left."""
        return next((one for one in self.entries(engine_id) if one.undoable), None)

    def until(self, entry: Entry) -> datetime:
        """When an entry is let go for its age."""
        return (entry.at or self._clock()) + timedelta(days=self._days)

    def held(self, engine_id: str) -> Mapping[Ref, tuple[str, datetime]]:
        """What entries of that engine need to be undone: thing → (entry, until when).

        Anonymous volumes, images and networks of containers; keys as clean-ups spell ids.
        """
        held: dict[Ref, tuple[str, datetime]] = {}
        for entry in self.entries(engine_id):
            for item in entry.items:
                if item.open and item.kind is Class.CONTAINER:
                    for ref in item.needs:
                        held.setdefault(ref, (entry.id, self.until(entry)))
        return held

    def _images_held(self) -> frozenset[str]:
        """On whatever engine: an image of changed files may be what a later entry needs."""
        items = (item for entry in self.entries() for item in entry.items if item.open)
        return frozenset(id_ for item in items for kind, id_ in item.needs if kind is Class.IMAGE)

    async def obstacle(self) -> str:
        """Why nothing could be undone on this engine by now, or empty. To be said before."""
        try:
            await api_version(self._session)
        except WsltuiError as error:
            return str(error)
        return ""

    def folder(self, undo_id: str) -> Folder:
        """Where an entry lies. Raises NotFound."""
        folder = Folder(self._directory / undo_id)
        if not shelf.well_formed(undo_id) or not folder.path.is_dir():
            raise NotFound(
                f"There is no undo entry {parse.clean(undo_id)}.",
                "`wsltui undo --list` lists them.",
            )
        return folder

    async def undo(self, undo_id: str, progress: Progress = silent) -> UndoReport:
        """Bring back what an entry holds, as far as it is gone.

        Raises NotFound, Refused (undone already, another engine, read-only), Locked (another
        wsltui is at it), Broken, or Unavailable, each before anything is touched.
        """
        folder = self.folder(undo_id)
        self._may_change("Nothing can be undone")
        with folder.lock():
            work = await self._work(folder)
            report = await Restoring(work).run(progress)
        for kind in _STALE & self._session.kinds.keys():
            self._session.refresh.mark(kind)
        return report

    async def let_go(self) -> tuple[str, ...]:
        """Let go of what is beyond the limits; the ids that went. What they held is free then."""
        runner = self._session.runner
        if runner.read_only or runner.dry_run:
            return ()
        shelf.sweep(self._directory)
        gone = []
        for entry in doomed(self.entries(), self._clock(), self._days, self._max_bytes):
            folder = Folder(self._directory / entry.id)
            with suppress(Locked), folder.lock():
                await self._drop(folder, entry)
                gone.append(entry.id)
        return tuple(gone)

    async def _drop(self, folder: Folder, entry: Entry) -> None:
        folder.delete()
        if entry.broken or any(item.layer or item.file for item in entry.items):
            await clear_engine(self._session, entry.id, self._images_held())

    async def _work(self, folder: Folder) -> Work:
        entry = folder.entry()
        if entry.broken:
            raise WsltuiError(f"The undo entry {entry.id} cannot be used. {entry.broken}", "")
        if entry.undone:
            raise Refused(
                f"{entry.id} has been undone already, or there was nothing to undo.",
                "`wsltui undo --list` lists the others.",
            )
        here = await engine(self._session)
        if here.id != entry.engine_id:
            raise Refused(
                f"{entry.id} was recorded on another engine.",
                f"Use the context that leads there; it was {entry.context or 'not named'} then.",
            )
        present = await look(self._session)
        work = Work(self._session, folder, entry, here.host, present, self._clock)
        work.read()
        return work

    def _new_folder(self, undo_id: str) -> Folder:
        folder = Folder(self._directory / undo_id)
        if not shelf.well_formed(undo_id) or folder.path.exists():
            raise Refused(f"{undo_id} cannot be the name of a new undo entry.", "")
        return folder

    @contextmanager
    def _made(self, folder: Folder) -> Iterator[None]:
        """The folder, locked; whatever goes wrong inside, nothing of it stays."""
        folder.make()
        with folder.lock():
            try:
                yield
            except BaseException:
                with suppress(WsltuiError):
                    folder.delete()
                raise

    def _may_change(self, what: str) -> None:
        runner = self._session.runner
        if runner.read_only and not runner.dry_run:
            raise Refused(
                f"{what}: wsltui is read-only.",
                "Start it without --read-only, and see read_only in the config.",
            )

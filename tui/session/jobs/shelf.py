"""The records of jobs on disk: which go on, and which were left behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from tui import files
from tui.core.jobs import Job, job_from, job_json
from tui.files import FileFailed, Locked

PLACE = "jobs"
"""The directory of the records, in the state directory."""
WAIT = 2.0
"""Seconds that another wsltui may look through the records at most."""


class Shelf:
    """Each record has a lock beside it that its wsltui holds for as long as it lives."""

    def __init__(self, state: Path) -> None:
        self._place = state / PLACE

    @property
    def any_left(self) -> bool:
        """Whether there may be a record, without reading one."""
        return next(self._place.glob("*.json"), None) is not None

    def gate(self) -> AbstractContextManager[None]:
        """Held while it is looked whether a job may begin. Raises Locked, FileFailed."""
        files.private_dir(self._place)
        return files.lock(self._place / ".gate", WAIT)

    def lock(self, id_: str) -> AbstractContextManager[None]:
        """Raises Locked, FileFailed."""
        return files.lock(self._place / f"{id_}.lock")

    def write(self, job: Job) -> None:
        """Whole or not at all. Raises FileFailed."""
        files.write_atomic(self._place / f"{job.id}.json", json.dumps(job_json(job), indent=1))

    def drop(self, id_: str) -> None:
        """There is nothing more to say of it."""
        for ending in ("json", "lock"):
            with suppress(OSError):
                (self._place / f"{id_}.{ending}").unlink()

    def going_on(self) -> list[Job]:
        """Jobs whose wsltui lives, the oldest first."""
        return [job for job, alive in self._all() if alive]

    def left(self) -> list[Job]:
        """Jobs whose wsltui has ended before they had, the oldest first."""
        return [job for job, alive in self._all() if not alive]

    def _all(self) -> Iterator[tuple[Job, bool]]:
        """What cannot be read is passed over: it may be of a later wsltui."""
        for path in sorted(self._place.glob("*.json")):
            alive = self._alive(path.stem)
            if job := _read(path):
                yield job, alive

    def _alive(self, id_: str) -> bool:
        try:
            with self.lock(id_):
                return False
        except Locked:
            return True
        except FileFailed:
            return False


def _read(path: Path) -> Job | None:
    try:
        job = job_from(json.loads(path.read_text()))
    except (OSError, ValueError, RecursionError):
        return None
    return job if job and job.id == path.stem else None

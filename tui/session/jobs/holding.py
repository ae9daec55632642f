"""One job at a time for each distro, whichever wsltui began it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.core import units
from tui.core.action import EVERY, Intent, Item
from tui.core.command import Result
from tui.core.errors import Refused
from tui.core.jobs import Job, job_of
from tui.files import FileFailed
from tui.session.jobs.shelf import Shelf

if TYPE_CHECKING:
    from tui.session.session import Session


class Held:
    """A job that goes on; without a record it does nothing."""

    def __init__(self, shelf: Shelf | None = None, job: Job | None = None) -> None:
        self._shelf, self._job = shelf, job

    def heard(self, item: Item, result: Result) -> None:
        """A command of an item has ended; the last one's is noted by the end of the job."""
        if self._job is None or self._shelf is None or not result.ok:
            return
        self._job = self._job.stepped(item.name)
        if len(item.commands) > 1:
            with suppress(FileFailed):
                self._shelf.write(self._job)


@contextmanager
def held(session: Session, intent: Intent) -> Iterator[Held]:
    """Nobody else begins a job on the same things while the block runs.

    Raises Refused where somebody is at it, and where the job cannot be written down although
    it may leave a half behind.
    """
    if session.state is None or session.runner.dry_run or not any(i.holds for i in intent.items):
        yield Held()
        return
    now = datetime.now(UTC)
    id_ = f"{now:%Y%m%d-%H%M%S}-{os.urandom(3).hex()}"
    shelf, job = Shelf(session.state), job_of(intent, id_, now, os.getpid())
    with ExitStack() as stack:
        try:
            with shelf.gate():
                _refuse_if_taken(shelf, job)
                stack.enter_context(shelf.lock(id_))
                stack.callback(shelf.drop, id_)
                shelf.write(job)
        except FileFailed as error:
            if intent.action.halfway:
                sentence = f"{job.title} was not begun, for it could not be written down first: "
                raise Refused(f"{sentence}{error.sentence}", error.remedy) from error
            yield Held()
        else:
            yield Held(shelf, job)


def _refuse_if_taken(shelf: Shelf, job: Job) -> None:
    for other in shelf.going_on():
        if job.excludes(other):
            raise Refused(f"{_who(job, other)} {doing(other)}.", "Wait until that is done.")


def doing(job: Job) -> str:
    """`wsltui (process 12) is at it since 3m ago: Export Debian`."""
    names = ", ".join(task.name for task in job.tasks)
    began = units.ago(datetime.now(UTC), job.began)
    who = "this wsltui" if job.pid == os.getpid() else f"another wsltui (process {job.pid})"
    return f"{who} has begun “{job.title} {names}” {began}"


def _who(job: Job, other: Job) -> str:
    shared = [name for name in job.names if name.casefold() in other.holds and name != EVERY]
    taken = shared or [name for name in other.names if name != EVERY]
    return f"{', '.join(taken) or 'WSL'} is busy:"

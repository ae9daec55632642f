"""Jobs that were cut short: what they had done, what is left of them, and settling that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.core import units
from tui.core.action import EVERY
from tui.core.command import Command
from tui.core.errors import NotFound, Refused, WsltuiError
from tui.core.failure import failure
from tui.core.jobs import Job, Task
from tui.core.kind import Kind, Tone, View
from tui.session.ask import ask
from tui.session.jobs.holding import doing
from tui.session.jobs.shelf import Shelf

if TYPE_CHECKING:
    from tui.session.session import Session

GONE = "is not there"
UNASKED = "may be there or not: that could not be asked"


@dataclass(frozen=True, slots=True)
class Half:
    """A file between two commands, with its size in bytes; `whole` where the first had ended."""

    path: str
    size: int
    whole: bool = False

    @property
    def sentence(self) -> str:
        word = "is whole, and was left over" if self.whole else "was not finished"
        return f"{self.path} {word}: {units.size(self.size)}."


@dataclass(frozen=True, slots=True)
class Leftover:
    """`now` says of each thing how it stands; `busy` those with which something goes on still."""

    job: Job
    now: tuple[str, ...]
    halves: tuple[Half, ...] = ()
    busy: tuple[str, ...] = ()
    hint: str = ""

    @property
    def deletable(self) -> bool:
        """Whether there is such a file that nobody writes any more."""
        return bool(self.halves) and not self.busy

    @property
    def sentence(self) -> str:
        names = ", ".join(task.name for task in self.job.tasks)
        began = units.ago(datetime.now(UTC), self.job.began)
        return f"{self.job.title} {names}, begun {began}, was cut short."

    @property
    def facts(self) -> tuple[str, ...]:
        """How it stands now, and what to make of that."""
        written = (half.sentence for half in self.halves)
        busy = (f"{name} is still at it in Windows: wait until it is done." for name in self.busy)
        return (*(f"{now}." for now in self.now), *written, *busy, *filter(None, (self.hint,)))


class Leftovers:
    """Those of a state directory; all are of kinds of `session`."""

    def __init__(self, session: Session, state: Path) -> None:
        self._session, self._shelf = session, Shelf(state)

    @property
    def any_left(self) -> bool:
        return self._shelf.any_left

    def going_on(self) -> list[Job]:
        return self._shelf.going_on()

    async def find(self) -> list[Leftover]:
        """The oldest first. What may have left nothing behind is not told of, and forgotten."""
        found = []
        for job in self._shelf.left():
            kind, hint = self._of(job)
            if kind is not None and not hint:
                self._shelf.drop(job.id)
            else:
                found.append(await self._look(job, kind, hint))
        return found

    async def one(self, id_: str) -> Leftover:
        """Raises NotFound, and Refused while it goes on."""
        for job in self._shelf.going_on():
            if job.id == id_:
                raise Refused(f"It goes on: {doing(job)}.", "Wait until it is done.")
        found = [one for one in await self.find() if one.job.id == id_]
        if not found:
            raise NotFound(f"No job {id_} was cut short.", "`wsltui jobs` lists them.")
        return found[0]

    def keep(self, one: Leftover) -> None:
        """Everything stays as it is, and is not told of again."""
        if not self._session.runner.dry_run:
            self._shelf.drop(one.job.id)

    def commands(self, one: Leftover) -> tuple[Command, ...]:
        """What deletes the halves."""
        words = (("rm", "-f", "--", half.path) for half in one.halves)
        return tuple(Command("host", argv, mutates=True, timeout=120.0) for argv in words)

    async def delete(self, one: Leftover) -> None:
        """Delete the halves, and forget the job. Raises Refused, CommandFailed."""
        if not one.deletable:
            why = "; ".join(one.facts) if one.busy else "nothing was left behind"
            raise Refused(f"Nothing was deleted: {why}", "")
        for command in self.commands(one):
            result = await self._session.execute(command)
            if not result.ok:
                raise failure(result)
        self.keep(one)

    def _of(self, job: Job) -> tuple[Kind[Any] | None, str]:
        for kind in self._session.kinds.values():
            for action in kind.actions:
                if action.id == job.action:
                    return kind, action.halfway
        return None, ""

    async def _look(self, job: Job, kind: Kind[Any] | None, hint: str) -> Leftover:
        rows: Sequence[Any] | None = None
        if kind is not None:
            try:
                rows = await ask(kind.listing(), self._session.execute)
            except WsltuiError:
                rows = None
        names = [name for name in job.names if name != EVERY]
        now = tuple(_stands(kind, rows, name) for name in names)
        busy = tuple(name for name in names if kind and rows and _busy(kind, rows, name))
        halves = [await self._half(task) for task in job.tasks]
        return Leftover(job, now, tuple(filter(None, halves)), busy, hint)

    async def _half(self, task: Task) -> Half | None:
        size = await self._session.files.size(task.grows) if task.grows else None
        return None if size is None else Half(task.grows, size, whole=task.done > 0)


def _row(kind: Kind[Any], rows: Sequence[Any], name: str) -> Any:
    return next((row for row in rows if kind.name(row).casefold() == name.casefold()), None)


def _stands(kind: Kind[Any] | None, rows: Sequence[Any] | None, name: str) -> str:
    """`Debian: state stopped, wsl 2`: what the first columns of its pane say."""
    if kind is None or rows is None:
        return f"{name} {UNASKED}"
    row = _row(kind, rows, name)
    if row is None:
        return f"{name} {GONE}"
    view = View(datetime.now(UTC))
    columns = [column for column in kind.columns if column.rank in (1, 2)]
    return f"{name}: " + ", ".join(f"{c.title.lower()} {c.cell(row, view).text}" for c in columns)


def _busy(kind: Kind[Any], rows: Sequence[Any], name: str) -> bool:
    """Whether its pane shows that something is done to it at this moment."""
    row, view = _row(kind, rows, name), View(datetime.now(UTC))
    return row is not None and any(c.cell(row, view).tone is Tone.BUSY for c in kind.columns)

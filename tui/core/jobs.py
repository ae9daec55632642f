"""A job that has things for itself, as it is written down before it starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tui.core.action import EVERY, Intent
from tui.core.record import array, as_json, mapping, text

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Task:
    """One row of a job: the commands as one would type them, and how many have ended well.

    `grows` is the file that the first one writes, as this distro calls it.
    """

    name: str
    holds: tuple[str, ...]
    commands: tuple[str, ...]
    grows: str = ""
    done: int = 0

    @property
    def steps(self) -> Iterator[tuple[str, str]]:
        """Each command with `done`, `begun` or `not begun`."""
        for number, command in enumerate(self.commands):
            word = "done" if number < self.done else "begun"
            yield command, word if number <= self.done else "not begun"


@dataclass(frozen=True, slots=True)
class Job:
    """`began` is aware, UTC; `pid` that of the wsltui that began it."""

    id: str
    action: str
    title: str
    began: datetime
    pid: int
    tasks: tuple[Task, ...]

    @property
    def holds(self) -> frozenset[str]:
        """The names it has for itself, without regard to case: WSL has none."""
        return frozenset(name.casefold() for task in self.tasks for name in task.holds)

    @property
    def names(self) -> tuple[str, ...]:
        """The names as they are spelled, each once."""
        return tuple(dict.fromkeys(name for task in self.tasks for name in task.holds))

    def excludes(self, other: Job) -> bool:
        """Whether the two must not go on at once."""
        both = self.holds | other.holds
        return bool(self.holds & other.holds) or (
            EVERY in both and bool(self.holds and other.holds)
        )

    def stepped(self, name: str) -> Job:
        """With one more command of a task that has ended well."""
        tasks = (replace(t, done=t.done + 1) if t.name == name else t for t in self.tasks)
        return replace(self, tasks=tuple(tasks))


def job_of(intent: Intent, id_: str, began: datetime, pid: int) -> Job:
    tasks = (
        Task(
            item.name,
            item.holds,
            tuple(command.typed() for command in item.commands),
            item.steps.grows,
        )
        for item in intent.items
        if item.holds
    )
    return Job(id_, intent.action.id, intent.action.title, began, pid, tuple(tasks))


def job_json(job: Job) -> dict[str, Any]:
    made: dict[str, Any] = as_json(job)
    return {"schema": SCHEMA, **made}


def job_from(value: Any) -> Job | None:
    """None for what is no record, or one of a later wsltui."""
    told = mapping(value)
    try:
        if told.get("schema") != SCHEMA:
            return None
        began = datetime.fromisoformat(text(told.get("began")))
        tasks = tuple(map(_task, array(told.get("tasks"))))
        pid = told.get("pid")
        id_, action, title = (text(told.get(name)) for name in ("id", "action", "title"))
    except ValueError:
        return None
    fits = id_ and action and tasks and isinstance(pid, int) and began.tzinfo
    return Job(id_, action, title, began, pid, tasks) if fits and isinstance(pid, int) else None


def _task(value: Any) -> Task:
    """Raises ValueError."""
    told = mapping(value)
    holds, commands = (tuple(map(text, array(told.get(name)))) for name in ("holds", "commands"))
    done = told.get("done")
    if not text(told.get("name")) or not holds or not isinstance(done, int):
        raise ValueError(value)
    return Task(text(told.get("name")), holds, commands, text(told.get("grows")), done)

"""How far a long job has come, on one line that blocks nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.core.hearing import Heard
from tui.core.parse import clean
from tui.ui.widgets.dialog_parts import KEY, MUTED, STRONG, cut, signs

SHORTEST, LONGEST = 6, 24
HINT = "ctrl+c", " cancels "


@dataclass
class _Job:
    title: str
    total: int
    done: int = 0
    name: str = ""
    share: float | None = None


class JobBar(Widget):
    """Shows the newest job and how many others run; out of sight while there is none."""

    DEFAULT_CSS = "JobBar { height: 1; display: none; }"
    ALLOW_SELECT = False

    class CancelAsked(Message):
        """A click on the hint; `job` is the number that `begin` gave."""

        def __init__(self, job: int) -> None:
            super().__init__()
            self.job = job

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name widgets give it
        super().__init__(id=id)
        self._jobs: dict[int, _Job] = {}
        self._numbers = count(1)

    @property
    def newest(self) -> int | None:
        """The number of the job that is shown."""
        return max(self._jobs, default=None)

    def begin(self, title: str, total: int) -> int:
        """A job of so many rows begins; its number is for the other calls."""
        number = next(self._numbers)
        self._jobs[number] = _Job(clean(title), total)
        self._show()
        return number

    def progress(self, job: int) -> Callable[[int, int, str], None]:
        """What a dispatcher calls with (done, total, name of the row that ended)."""
        return partial(self.advance, job)

    def advance(self, job: int, done: int, total: int, name: str) -> None:
        """A job that has ended already is passed over."""
        if job in self._jobs:
            known = self._jobs[job]
            known.done, known.total, known.name = done, total, clean(name)
            known.share = name.share if isinstance(name, Heard) else None
            self.refresh()

    def end(self, job: int) -> None:
        self._jobs.pop(job, None)
        self._show()

    def render(self) -> Content:
        number = self.newest
        if number is None:
            return Content("")
        job, hint = self._jobs[number], Content.assemble((HINT[0], KEY), (HINT[1], MUTED))
        room = self.size.width - hint.cell_length - 1
        line = cut(self._line(job, room), room, signs(self).cut)
        gap = self.size.width - line.cell_length - hint.cell_length
        return line + Content(" " * gap) + hint if gap > 0 else self._line(job, self.size.width)

    def on_click(self, event: events.Click) -> None:
        number = self.newest
        if number is not None and event.x >= self.size.width - len("".join(HINT)):
            self.post_message(self.CancelAsked(number))

    def _line(self, job: _Job, room: int) -> Content:
        part = min(1.0, job.share or 0.0) if job.done < job.total else 0.0
        counted = f" {job.done:,}/{job.total:,} "
        if job.total == 1 and job.share is not None:
            counted = f" {part:.0%} "
        others = f"and {len(self._jobs) - 1} more  " if len(self._jobs) > 1 else ""
        title = Content.styled(f" {job.title} ", STRONG)
        rest = Content.assemble(counted, (f" {others}{job.name}", MUTED))
        width = max(SHORTEST, min(LONGEST, room - title.cell_length - len(counted) - 24))
        full = min(width, int(width * (job.done + part) / max(1, job.total)))
        bar = (signs(self).bar * full, "$accent"), (signs(self).rest * (width - full), MUTED)
        return title + Content.assemble(*bar) + rest

    def _show(self) -> None:
        self.display = bool(self._jobs)
        self.refresh()

"""How far a build has come, from what either builder of docker prints where nobody looks.

The legacy one prints `Step 2/5 : RUN …` and ` ---> Using cache`; BuildKit, with
BUILDKIT_PROGRESS=plain, `#6 [2/5] RUN …`, then `#6 CACHED`, `#6 0.315 words`, `#6 DONE 0.1s` or
`#6 ERROR: …`, with several steps at once.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field

from tui.core import parse, units
from tui.core.kind import Cell, Tone
from tui.core.secrets import mask_line

LAST = 12
"""Lines kept of what a step said."""
LARGE = 100_000_000
"""Bytes of a context from which on it is worth a word."""
_STEP = re.compile(r"Step (\d+)/(\d+) : (.*)")
_VERTEX = re.compile(r"#(\d+) (.*)")
_TITLE = re.compile(r"\[(?:[^\]]+ )?(\d+)/(\d+)\] .*|\[internal\] .*|exporting .*")
_TIMED = re.compile(r"\d+\.\d+ (.*)")
_SECONDS = re.compile(r"DONE (\d+(?:\.\d+)?)s")
_NOISE = re.compile(r"sha256:[0-9a-f]{64}.*|transferring .*|(?:Removing|---> ).*|resolve .*")
_CONTEXT = re.compile(r"Sending build context to Docker daemon\s+([\d.]+[kMGT]?B)")
_SENT = re.compile(r"transferring context: ([\d.]+[kMGT]?B)")
_CODE = re.compile(r"returned a non-zero code: (\d+)|exit code: (\d+)")
_MADE = re.compile(r"Successfully tagged (.*)|#\d+ naming to (\S+).*")


@dataclass(slots=True)
class BuildStep:
    """`state` is running, done, cached, failed or canceled."""

    title: str
    state: str = "running"
    seconds: str = ""
    last: deque[str] = field(default_factory=lambda: deque(maxlen=LAST))
    counts: bool = True


class BuildProgress:
    """The steps of one build, in the order in which they began. Secrets are masked as they come."""

    def __init__(self) -> None:
        self.steps: dict[str, BuildStep] = {}
        self.total = 0
        self.context = 0
        self.code = ""
        self._current: BuildStep | None = None
        self._made: list[str] = []

    def hear(self, line: str) -> str:
        text = mask_line(parse.clean(line).rstrip())
        if context := _CONTEXT.search(text) or _SENT.search(text):
            self.context = max(self.context, parse.size(context[1]) or 0)
        if code := _CODE.search(text):
            self.code = code[1] or code[2]
        if made := _MADE.match(text):
            self._made.append(made[1] or made[2])
        if step := _STEP.match(text):
            self._begin(step[1], f"{step[1]}/{step[2]} {step[3]}", int(step[2]))
        elif vertex := _VERTEX.match(text):
            self._hear_vertex(*vertex.groups())
        elif self._current is not None:
            self._hear_legacy(self._current, text.strip())
        return text

    def _begin(self, key: str, title: str, total: int, *, counts: bool = True) -> None:
        """With the legacy builder a step begins where the one before has gone well."""
        if self._current is not None and self._current.state == "running":
            self._current.state = "done"
        self.total = max(self.total, total)
        self._current = self.steps[key] = BuildStep(title, counts=counts)

    def _hear_legacy(self, step: BuildStep, text: str) -> None:
        if text == "---> Using cache":
            step.state = "cached"
        elif text.startswith("Successfully built"):
            step.state = "done" if step.state == "running" else step.state
            self._current = None
        elif text and not _NOISE.match(text):
            step.last.append(text)

    def _hear_vertex(self, key: str, said: str) -> None:
        step = self.steps.get(f"#{key}")
        if step is None:
            counted = _TITLE.fullmatch(said)
            if counted is not None:
                numbered = counted[1] is not None
                self.steps[f"#{key}"] = BuildStep(said, counts=numbered)
                self.total = self._counted if numbered else self.total
            return
        if said == "CACHED":
            step.state = "cached"
        elif done := _SECONDS.fullmatch(said):
            step.state, step.seconds = ("done" if step.state == "running" else step.state), done[1]
        elif said.startswith(("ERROR", "CANCELED")):
            step.state = "failed" if said.startswith("ERROR") else "canceled"
            step.last.append(said.removeprefix("ERROR: "))
        elif not _NOISE.match(said):
            timed = _TIMED.fullmatch(said)
            step.last.append(timed[1] if timed else said)

    @property
    def _counted(self) -> int:
        """The steps of all stages that were begun: `[build 2/5]` tells of five."""
        stages: dict[str, int] = {}
        for step in self.steps.values():
            match = re.match(r"\[(?:([^\]]+) )?\d+/(\d+)\]", step.title)
            if match:
                stages[match[1] or ""] = int(match[2])
        return sum(stages.values())

    @property
    def failed(self) -> BuildStep | None:
        """The step that failed, as far as the lines alone tell."""
        return next((one for one in self.steps.values() if one.state == "failed"), None)

    def end_badly(self) -> BuildStep | None:
        """The step at which a build ended that did not go well; the legacy builder names none."""
        if self.failed is None and self._current is not None and self._current.state == "running":
            self._current.state = "failed"
        return self.failed

    def end(self, *, well: bool) -> None:
        if not well:
            self.end_badly()

    @property
    def _over(self) -> int:
        return sum(one.counts and one.state != "running" for one in self.steps.values())

    @property
    def words(self) -> str:
        """`3/5 RUN make, 2 from the cache`"""
        running = [one for one in self.steps.values() if one.state == "running"]
        cached = sum(one.state == "cached" for one in self.steps.values())
        last = running[-1] if running else next(reversed(self.steps.values()), None)
        if last is None:
            return f"{units.size(self.context)} sent to the engine" if self.context else ""
        return f"{last.title}{f', {cached} from the cache' if cached else ''}"

    @property
    def share(self) -> float | None:
        return min(1.0, self._over / self.total) if self.total else None

    def account(self) -> tuple[Cell, ...]:
        """The step that failed with its last words, then a line a step."""
        return (*self._failure(), *self._size(), *map(_line, self.steps.values()))

    def _failure(self) -> tuple[Cell, ...]:
        step = self.failed
        if step is None:
            return ()
        ended = f" ended with exit code {self.code}" if self.code else " failed"
        said = (Cell(f"  {line}") for line in step.last)
        return (Cell(f"{step.title}{ended}", Tone.BAD), *said, Cell(""))

    def _size(self) -> tuple[Cell, ...]:
        if self.context < LARGE:
            return ()
        told = f"{units.size(self.context)} were sent to the engine: a .dockerignore keeps out"
        return (Cell(f"{told} what the build does not need", Tone.WARN),)

    def outcome(self) -> str:
        cached = sum(one.state == "cached" for one in self.steps.values())
        steps = sum(one.counts for one in self.steps.values())
        made = ", ".join(dict.fromkeys(self._made))
        return f"{made or 'built'}, {steps} steps, {cached} of them from the cache"


_TONES = {"done": Tone.GOOD, "cached": Tone.DIM, "failed": Tone.BAD, "running": Tone.BUSY}


def _line(step: BuildStep) -> Cell:
    seconds = f" in {step.seconds} s" if step.seconds and step.state == "done" else ""
    return Cell(f"{step.state + seconds:<14} {step.title}", _TONES.get(step.state, Tone.PLAIN))

"""The top line: where we are, which engine it is, and how fresh what is shown is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from tui.core import units
from tui.core.parse import clean
from tui.session.follow import Live, Liveness

LEAST_GAP = 3
"""Cells between what stands at the left and what stands at the right."""
TICK = 1.0
"""Seconds between two looks at how long nothing has been heard."""


@dataclass(frozen=True, slots=True)
class Status:
    """What the top line says. `engine` is a short name, empty while it is not known."""

    distro: str = ""
    wsl: str = ""
    engine: str = ""
    context: str = ""
    liveness: Liveness | None = None
    demo: bool = False
    read_only: bool = False
    dry_run: bool = False


class StatusBar(Widget):
    """One line; draws nothing that was not given to it."""

    DEFAULT_CSS = "StatusBar { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._status = Status()
        self._ticking: Timer | None = None

    def on_mount(self) -> None:
        self._ticking = self.set_interval(TICK, self.refresh, pause=True)
        self._tick_while_stale()

    def show(self, status: Status) -> None:
        if status != self._status:
            self._status = status
            self._tick_while_stale()
            self.refresh()

    def _tick_while_stale(self) -> None:
        liveness = self._status.liveness
        if self._ticking is None:
            return
        if liveness is not None and liveness.state is Live.STALE:
            self._ticking.resume()
        else:
            self._ticking.pause()

    def render(self) -> Content:
        """All there is room for: the context goes first, then WSL, the engine, the distro."""
        dot = " - " if self.app.has_class("-ascii") else " · "
        for status in _ever_less(self._status):
            left, right = _left(status, dot), _right(status, dot)
            gap = self.size.width - left.cell_length - right.cell_length
            if gap >= LEAST_GAP:
                break
        return left + Content(" " * max(1, gap)) + right


def _ever_less(status: Status) -> Iterator[Status]:
    yield status
    yield (status := replace(status, context=""))
    yield (status := replace(status, wsl=""))
    yield (status := replace(status, engine=""))
    yield replace(status, distro="")


def _left(status: Status, dot: str) -> Content:
    marks = {"DEMO": status.demo, "READ-ONLY": status.read_only, "DRY RUN": status.dry_run}
    parts = [Content.styled(" wsltui ", "bold $text-accent")]
    for word in (word for word, shown in marks.items() if shown):
        parts += [Content.styled(f" {word} ", "bold $text on $warning 60%"), Content(" ")]
    here = dot.join(filter(None, (clean(status.distro), status.wsl)))
    return Content.assemble(*parts, (here, "$foreground-muted"))


def _right(status: Status, dot: str) -> Content:
    words, style = _freshness(status.liveness)
    about = dot.join(filter(None, (_short(status.engine), clean(status.context))))
    shown = f"{about}{dot}" if about else ""
    return Content.assemble((shown, "$foreground-muted"), (words, style), " ")


def _freshness(liveness: Liveness | None) -> tuple[str, str]:
    """How far what is shown can be trusted, in words; the colour only repeats them."""
    if liveness is None or liveness.state is Live.WAITING:
        return "connecting", "$foreground-muted"
    if liveness.state is Live.LIVE:
        return "live", "$text-success"
    if liveness.state is Live.POLLING:
        return "polling", "$text-warning"
    since = units.age(datetime.now(UTC), liveness.since)
    cause = liveness.health.cause if liveness.health and liveness.health.cause else "no answer"
    return f"Docker: {cause}, stale for {since}", "$text-error"


def _short(engine: str) -> str:
    """`Docker Desktop 4.76.0 (228118)` without the number of its build."""
    return clean(engine.partition(" (")[0])

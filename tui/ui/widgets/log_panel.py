"""The log of the selected row in the detail: its end, followed while it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.worker import Worker

from tui.core.kind import Kind
from tui.core.logask import Wanted
from tui.session.tail import Tail
from tui.ui import log_words
from tui.ui.widgets.log_view import LogView

TAIL = 200
Follow = Callable[[Kind[Any], Any, Wanted, Callable[[], None]], Tail]


class LogPanel(LogView):
    """Reads nothing while it is out of sight; back in sight it reads anew."""

    def __init__(self, follow: Follow) -> None:
        super().__init__(id="log-panel")
        self._follow = follow
        self._subject: tuple[Kind[Any], Any] | None = None
        self._tail: Tail | None = None
        self._worker: Worker[None] | None = None
        self._seen = True

    def tell(self, kind: Kind[Any], row: Any) -> None:
        """Follow this row; nothing begins anew where it is the same one."""
        before, self._subject = self._subject, (kind, row)
        same = before is not None and kind.id == before[0].id
        same = same and before is not None and kind.key(row) == kind.key(before[1])
        if not same or self._worker is None:
            self._begin()

    def leave(self) -> None:
        """Nobody looks at it any more."""
        self._subject = None
        self._stop()

    def in_front(self, *, seen: bool) -> None:
        """Whether its screen is the one in front."""
        self._seen = seen
        if not seen:
            self._stop()
        elif self._worker is None:
            self._begin()

    def on_show(self) -> None:
        if self._worker is None:
            self._begin()

    def on_hide(self) -> None:
        self._stop()

    def _begin(self) -> None:
        self._stop()
        if self._subject is None or not self._seen or not self.display:
            return
        kind, row = self._subject
        self._tail = self._follow(kind, row, Wanted(TAIL, follow=True), self._news_soon)
        self.show(self._tail.ring, log_words.WAITING)
        self._worker = self.run_worker(self._tail.run(), group="log", exclusive=True)

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.cancel()
            self._worker = None

    def _news_soon(self) -> None:
        self.call_next(self._news)

    def _news(self) -> None:
        if self._tail is not None:
            self.say_empty(log_words.empty(self._tail.sources, self._tail.ring))
            self.news()

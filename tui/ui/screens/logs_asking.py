"""What the logs ask for on a line at the bottom: words to find, moments, a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from tui.core import logask
from tui.core.logask import Wanted
from tui.core.logsieve import Sieve, pattern
from tui.ui import log_words
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.line_input import AskLine, LineInput, Prompted
from tui.ui.widgets.log_view import LogView

if TYPE_CHECKING:
    from tui.session.session import Session
    from tui.session.tail import Tail

TAIL = 1000
"""Lines that are read of each log at first."""


class Asking(Screen[None]):
    """A part of the logs. `since` is as it was typed, `wanted` what is read."""

    AUTO_FOCUS = ""
    view: LogView
    key_bar: KeyBar
    tail: Tail
    session: Session

    def __init__(self) -> None:
        super().__init__()
        self.wanted, self.since = Wanted(TAIL, follow=True), ""
        self.sieve = Sieve()

    def action_again(self) -> None:
        """Read anew what is wanted now."""
        raise NotImplementedError

    def sift(self, sieve: Sieve) -> None:
        """Show only what it lets through."""
        raise NotImplementedError

    def show_caption(self) -> None:
        """Say in the border how things are."""
        raise NotImplementedError

    async def action_search(self) -> None:
        def changed(text: str) -> None:
            self.view.look(search=pattern(text))
            self.show_caption()

        await self._ask(
            "search: a regular expression; n and N go on",
            changed,
            live=True,
            sign="/",
            before=self.view.manner.search.text,
            then=self.view.nearest_match,
        )

    async def action_filter(self) -> None:
        await self._ask(
            "show only lines that match this regular expression",
            self._filter,
            live=True,
            sign="&",
            before=self.sieve.wanted.text,
        )

    def _filter(self, text: str) -> None:
        self.sift(Sieve(pattern(text), self.sieve.least, self.sieve.stderr))

    async def action_since(self) -> None:
        await self._ask(
            f"since when? {logask.HOW} Nothing: no bound",
            self._since_when,
            sign="s",
            before=self.since,
        )

    def _since_when(self, text: str) -> None:
        try:
            since = logask.moment_word(text, datetime.now().astimezone())
        except ValueError as error:
            self.say(str(error), "error")
            return
        tail = self.tail.ring.keep if since else TAIL
        self.since, self.wanted = text.strip(), Wanted(tail, since, follow=True)
        self.action_again()

    async def action_tail(self) -> None:
        await self._ask(
            f"how many lines of each log? a number, or all ({self.tail.ring.keep:,} at most)",
            self._tail_of,
            sign="T",
            before=str(self.wanted.tail),
        )

    def _tail_of(self, text: str) -> None:
        most = self.tail.ring.keep
        try:
            tail = min(most, logask.count(text, most))
        except ValueError as error:
            self.say(str(error), "error")
            return
        self.wanted = Wanted(tail, self.wanted.since, follow=True)
        self.action_again()

    async def action_marker(self) -> None:
        await self._ask("a note for the marker; none is fine", self._put_marker, sign="m")

    def _put_marker(self, text: str) -> None:
        after = None if self.view.follow else self.view.at
        line = self.tail.write(text.strip() or "marker", after)
        self.view.news()
        self.view.go_to(line)

    async def action_save(self) -> None:
        from tui.ui.log_saving import offered, save

        lines = [one for one in self.view.chosen if self.view.marks] or list(self.view.ring.shown)
        if not lines:
            self.say("There is no line to save.", "warning")
            return

        def answered(text: str) -> None:
            self.run_worker(save(self.app, self.session, text, lines, self.view.manner))

        name = "".join(log_words.short_name(self.tail.sources))
        await self._ask(
            f"save {len(lines):,} lines to a file", answered, sign="S", before=offered(name)
        )

    async def _ask(
        self,
        title: str,
        tell: Callable[[str], None],
        *,
        live: bool = False,
        sign: str,
        before: str = "",
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """A line at the bottom; live ones tell with every letter. `then` comes when it is left."""

        def done() -> None:
            self.key_bar.display = True
            self.set_focus(self.view)
            then()

        self.key_bar.display = False
        line = (LineInput if live else AskLine)(title, before, tell, done)
        await self.mount(Prompted(line, sign), before=self.key_bar)
        self.set_focus(line)

    def say(self, words: str, severity: Any = "information") -> None:
        self.app.notify(words, severity=severity, markup=False)

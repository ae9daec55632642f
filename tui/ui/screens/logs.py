"""Logs over the whole screen: of one row, or of several in the order of time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from tui.core import logask
from tui.core.kind import Kind
from tui.core.logask import Wanted
from tui.core.loglevel import Level
from tui.core.logline import NOTE
from tui.core.logsieve import NOTHING, Sieve, pattern
from tui.session.tail import Tail
from tui.ui import log_words
from tui.ui.widgets import log_keys
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.line_input import AskLine, LineInput, Prompted
from tui.ui.widgets.log_view import LogView

if TYPE_CHECKING:
    from tui.ui.screens.main import MainScreen

TAIL = 1000
"""Lines that are read of each log at first."""
LEVELS = (None, Level.INFO, Level.WARN, Level.ERROR)


class LogsScreen(Screen[None]):
    """Opens at once; the lines come when the engine has answered. It changes nothing."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = list(log_keys.SCREEN)

    def __init__(self, main: MainScreen, kind: Kind[Any], rows: Sequence[Any]) -> None:
        super().__init__()
        self._main, self._kind, self._rows = main, kind, tuple(rows)
        self._wanted, self._since = Wanted(TAIL, follow=True), ""
        self._sieve = Sieve()
        self._asks_older = False
        self.view, self.key_bar = LogView(id="log-lines"), KeyBar()
        self.standing = Static(id="log-standing", markup=False)
        self.tail = self._open()

    def compose(self) -> ComposeResult:
        yield self.view
        yield self.standing
        yield self.key_bar

    def on_mount(self) -> None:
        self.key_bar.show(log_words.KEYS)
        names = tuple(source.name for source in self.tail.sources)
        self.view.look(
            names=names if len(names) > 1 else (), ascii=self._main.session.settings.ascii is True
        )
        self.set_focus(self.view)
        self._read()

    def _open(self) -> Tail:
        news = partial(self.call_next, self._news)
        return Tail(self._main.session, self._kind, self._rows, self._wanted, news)

    def _read(self) -> None:
        """Read from the start what is wanted now."""
        self.view.show(self.tail.ring, log_words.WAITING)
        self.tail.ring.sift(self._sieve)
        self.run_worker(self.tail.run(), group="logs", exclusive=True)
        self._news()

    def _news(self) -> None:
        self.view.say_empty(log_words.empty(self.tail.sources, self.tail.ring))
        self.view.news()
        words = log_words.standing(self.tail.sources)
        self.standing.update("\n".join(words[:2]))
        self.standing.display = bool(words)
        self._caption()

    def _caption(self) -> None:
        search, sources = self.view.manner.search, self.tail.sources
        self.view.name_border(log_words.title(sources, self._since, self._sieve, search))
        self.view.caption_border(log_words.caption(self.view))

    def on_log_view_moved(self) -> None:
        self._caption()

    def on_log_view_top(self) -> None:
        if not self._asks_older:
            self._asks_older = True
            self.run_worker(self._older(), group="older")

    async def _older(self) -> None:
        """Older lines come above; what is in sight stays where it is."""
        try:
            came = await self.tail.older()
        finally:
            self._asks_older = False
        ring = self.tail.ring
        if came:
            self.view.sifted()
            self._say(f"{came:,} older lines")
        elif ring.full:
            self._say(f"No more than {ring.keep:,} lines or 16 MiB are kept: s begins elsewhere.")
        elif ring.lines:
            self._say("This is where the log begins.")

    async def action_search(self) -> None:
        def changed(text: str) -> None:
            self.view.look(search=pattern(text))
            self._caption()

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
            before=self._sieve.wanted.text,
        )

    def _filter(self, text: str) -> None:
        self._sift(Sieve(pattern(text), self._sieve.least, self._sieve.stderr))

    def _sift(self, sieve: Sieve) -> None:
        if sieve != self._sieve:
            self._sieve = sieve
            self.tail.ring.sift(sieve)
            self.view.sifted()
            self._news()

    def action_level(self) -> None:
        at = LEVELS.index(self._sieve.least)
        least = LEVELS[(at + 1) % len(LEVELS)]
        self._sift(Sieve(self._sieve.wanted, least, self._sieve.stderr))

    def action_stderr(self) -> None:
        self._sift(Sieve(self._sieve.wanted, self._sieve.least, not self._sieve.stderr))

    def action_follow(self) -> None:
        self.view.follow_on(follow=not self.view.follow)

    def action_times(self) -> None:
        self.view.look(times=not self.view.manner.times)

    def action_wrap(self) -> None:
        self.view.look(wrap=not self.view.manner.wrap)

    def action_pretty(self) -> None:
        self.view.look(pretty=not self.view.manner.pretty)

    async def action_since(self) -> None:
        await self._ask(
            f"since when? {logask.HOW} Nothing: no bound",
            self._since_when,
            sign="s",
            before=self._since,
        )

    def _since_when(self, text: str) -> None:
        try:
            since = logask.moment_word(text, datetime.now().astimezone())
        except ValueError as error:
            self._say(str(error), "error")
            return
        tail = self.tail.ring.keep if since else TAIL
        self._since, self._wanted = text.strip(), Wanted(tail, since, follow=True)
        self.action_again()

    async def action_tail(self) -> None:
        await self._ask(
            f"how many lines of each log? a number, or all ({self.tail.ring.keep:,} at most)",
            self._tail_of,
            sign="T",
            before=str(self._wanted.tail),
        )

    def _tail_of(self, text: str) -> None:
        most = self.tail.ring.keep
        try:
            tail = min(most, logask.count(text, most))
        except ValueError as error:
            self._say(str(error), "error")
            return
        self._wanted = Wanted(tail, self._wanted.since, follow=True)
        self.action_again()

    def action_again(self) -> None:
        self.tail = self._open()
        self._read()

    async def action_marker(self) -> None:
        await self._ask("a note for the marker; none is fine", self._put_marker, sign="m")

    def _put_marker(self, text: str) -> None:
        after = None if self.view.follow else self.view.at
        line = self.tail.write(text.strip() or "marker", after)
        self.view.news()
        self.view.go_to(line)

    def action_to_marker(self, step: int) -> None:
        shown, at = self.tail.ring.shown, self.view.at
        if at is None:
            return
        place = self.tail.ring.place(at)
        way = shown[place + 1 :] if step > 0 else reversed(shown[:place])
        line = next((one for one in way if one.source == NOTE), None)
        if line is None:
            self._say("There is no marker there.")
        else:
            self.view.go_to(line)

    async def action_open(self) -> None:
        from tui.ui.screens.logs_line import LineDialog

        if self.view.at is not None:
            names = [source.name for source in self.tail.sources]
            await self.app.push_screen(LineDialog(self.view.at, names))

    async def action_save(self) -> None:
        from tui.ui.log_saving import offered, save

        lines = [one for one in self.view.chosen if self.view.marks] or list(self.view.ring.shown)
        if not lines:
            self._say("There is no line to save.", "warning")
            return

        def answered(text: str) -> None:
            self.run_worker(save(self.app, self._main.session, text, lines, self.view.manner))

        name = "".join(log_words.short_name(self.tail.sources))
        await self._ask(
            f"save {len(lines):,} lines to a file", answered, sign="S", before=offered(name)
        )

    def on_log_view_copied(self, message: LogView.Copied) -> None:
        self.app.copy_to_clipboard(message.text)
        many = "1 line" if message.count == 1 else f"{message.count:,} lines"
        self._say(f"Sent to the terminal's clipboard: {many}")

    async def action_help(self) -> None:
        from tui.ui.offering import log_help
        from tui.ui.screens.help import HelpScreen

        await self.app.push_screen(HelpScreen(log_help(self._main.keys), "Logs"))

    def action_back(self) -> None:
        """Leave the marks, the search, the filter, and then the logs."""
        if self.view.marks:
            self.view.action_unmark()
        elif self.view.manner.search.regex is not None:
            self.view.look(search=NOTHING)
            self._caption()
        elif not self._sieve.open:
            self._sift(Sieve())
        else:
            self.dismiss(None)

    def action_interrupt(self) -> None:
        if self.get_selected_text():
            self.action_copy_text()
        else:
            self.dismiss(None)

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

    def _say(self, words: str, severity: Any = "information") -> None:
        self.app.notify(words, severity=severity, markup=False)

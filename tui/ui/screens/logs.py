"""Logs over the whole screen: of one row, or of several in the order of time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from tui.core.kind import Kind
from tui.core.loglevel import Level
from tui.core.logline import NOTE
from tui.core.logsieve import NOTHING, Sieve
from tui.session.tail import Tail
from tui.ui import log_words
from tui.ui.screens.logs_asking import Asking
from tui.ui.widgets import log_keys
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.log_view import LogView

if TYPE_CHECKING:
    from tui.ui.screens.main import MainScreen

LEVELS = (None, Level.INFO, Level.WARN, Level.ERROR)


class LogsScreen(Asking):
    """Opens at once; the lines come when the engine has answered. It changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = list(log_keys.SCREEN)

    def __init__(self, main: MainScreen, kind: Kind[Any], rows: Sequence[Any]) -> None:
        super().__init__()
        self._main, self._kind, self._rows = main, kind, tuple(rows)
        self.session = main.session
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
            names=names if len(names) > 1 else (), ascii=self.session.settings.ascii is True
        )
        self.set_focus(self.view)
        self._read()

    def _open(self) -> Tail:
        news = partial(self.call_next, self._news)
        return Tail(self.session, self._kind, self._rows, self.wanted, news)

    def _read(self) -> None:
        """Read from the start what is wanted now."""
        self.view.show(self.tail.ring, log_words.WAITING)
        self.tail.ring.sift(self.sieve)
        self.run_worker(self.tail.run(), group="logs", exclusive=True)
        self._news()

    def _news(self) -> None:
        self.view.say_empty(log_words.empty(self.tail.sources, self.tail.ring))
        self.view.news()
        words = log_words.standing(self.tail.sources)
        self.standing.update("\n".join(words[:2]))
        self.standing.display = bool(words)
        self.show_caption()

    def show_caption(self) -> None:
        search, sources = self.view.manner.search, self.tail.sources
        self.view.name_border(log_words.title(sources, self.since, self.sieve, search))
        self.view.caption_border(log_words.caption(self.view))

    def on_log_view_moved(self) -> None:
        self.show_caption()

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
            self.say(f"{came:,} older lines")
        elif ring.full:
            self.say(f"No more than {ring.keep:,} lines or 16 MiB are kept: s begins elsewhere.")
        elif ring.lines:
            self.say("This is where the log begins.")

    def sift(self, sieve: Sieve) -> None:
        if sieve != self.sieve:
            self.sieve = sieve
            self.tail.ring.sift(sieve)
            self.view.sifted()
            self._news()

    def action_level(self) -> None:
        at = LEVELS.index(self.sieve.least)
        least = LEVELS[(at + 1) % len(LEVELS)]
        self.sift(Sieve(self.sieve.wanted, least, self.sieve.stderr))

    def action_stderr(self) -> None:
        self.sift(Sieve(self.sieve.wanted, self.sieve.least, not self.sieve.stderr))

    def action_follow(self) -> None:
        self.view.follow_on(follow=not self.view.follow)

    def action_times(self) -> None:
        self.view.look(times=not self.view.manner.times)

    def action_wrap(self) -> None:
        self.view.look(wrap=not self.view.manner.wrap)

    def action_pretty(self) -> None:
        self.view.look(pretty=not self.view.manner.pretty)

    def action_again(self) -> None:
        self.tail = self._open()
        self._read()

    def action_to_marker(self, step: int) -> None:
        shown, at = self.tail.ring.shown, self.view.at
        if at is None:
            return
        place = self.tail.ring.place(at)
        way = shown[place + 1 :] if step > 0 else reversed(shown[:place])
        line = next((one for one in way if one.source == NOTE), None)
        if line is None:
            self.say("There is no marker there.")
        else:
            self.view.go_to(line)

    async def action_open(self) -> None:
        from tui.ui.screens.logs_line import LineDialog

        if self.view.at is not None:
            names = [source.name for source in self.tail.sources]
            await self.app.push_screen(LineDialog(self.view.at, names))

    def on_log_view_copied(self, message: LogView.Copied) -> None:
        self.app.copy_to_clipboard(message.text)
        many = "1 line" if message.count == 1 else f"{message.count:,} lines"
        self.say(f"Sent to the terminal's clipboard: {many}")

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
            self.show_caption()
        elif not self.sieve.open:
            self.sift(Sieve())
        else:
            self.dismiss(None)

    def action_interrupt(self) -> None:
        if self.get_selected_text():
            self.action_copy_text()
        else:
            self.dismiss(None)

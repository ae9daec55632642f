"""The Textual application: a session, a main screen, and what runs beside them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, ClassVar

from textual import work
from textual.app import ScreenStackError
from textual.binding import BindingType
from textual.events import AppBlur, AppFocus

from tui import paths, remembered
from tui.core.errors import WsltuiError
from tui.remembered import Remembered
from tui.session.follow import Follower, Live
from tui.session.jobs.shelf import Shelf
from tui.session.session import Session
from tui.ui import theme
from tui.ui.bindings import Keys
from tui.ui.faults import Enduring
from tui.ui.remembering import remember
from tui.ui.screens.main import MainScreen
from tui.ui.widgets.status_bar import Status

SAMPLE_EVERY = 2.0
"""Seconds between two measurements of this machine, while a pane that shows them is in sight."""


WELCOME = "Docker is not in reach yet. `First run` in the palette (:) goes through it step by step."


class WsltuiApp(Enduring):
    """`wsltui` without a verb."""

    CSS_PATH: ClassVar[Any] = paths.style_files()
    TITLE = "wsltui"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.keys = Keys(session.kinds, session.settings.keys)
        self.follower = Follower(session, self._show_status)
        self._in_front = True
        self._newcomer = False
        self.register_theme(theme.THEME)
        wanted = session.settings.theme or theme.NAME
        self.theme = wanted if wanted in self.available_themes else theme.NAME
        if wanted not in self.available_themes:
            session.problems.append(f"theme: there is no theme {wanted!r}; {theme.NAME} is used")

    def refresh_css(self, animate: bool = True) -> None:
        """As long as there is no screen only the colours are taken: Textual would parse twice."""
        try:
            assert self.screen
        except ScreenStackError:
            self.stylesheet.set_variables(self.get_css_variables())
            self.stylesheet.update(self, animate=animate)
        else:
            super().refresh_css(animate)

    def get_default_screen(self) -> MainScreen:
        known = Remembered() if self.session.demo else remembered.load(paths.state_dir())
        self._newcomer = not (self.session.demo or remembered.there(paths.state_dir()))
        screen = self._main_class()(self.session, self.keys, known)
        screen.take_size(self.size)
        return screen

    def _main_class(self) -> type[MainScreen]:
        """The main screen with the keys as this user has laid them."""
        bindings = [*self.keys.app_bindings(), *self.keys.kind_bindings()]
        return type("MainScreen", (MainScreen,), {"BINDINGS": bindings})

    @property
    def main(self) -> MainScreen:
        screen = self.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    def on_mount(self) -> None:
        self.watch_for_faults()
        self.set_class(self.session.settings.ascii is True, "-ascii")
        self.set_keymap(self.keys.widget_keymap())
        self.session.runner.terminal = self._give_terminal
        self.session.store.subscribe(self._facts_changed)
        for problem in (*self.session.problems, *self.keys.problems):
            self.notify(problem, title="Config", severity="warning", timeout=12)
        self._show_status()
        self.session.begin()
        self.run_worker(self._look_around(), group="session")
        self.main.call_after_refresh(self._go_on)
        self.set_interval(self.session.settings.refresh, self._poll)
        self.set_interval(SAMPLE_EVERY, self._sample)

    async def _look_around(self) -> None:
        """What is asked once, at the start."""
        await self.session.find_here()

    def _go_on(self) -> None:
        """What can wait until there is a first frame to look at."""
        self.session.read_rest()
        self.run_worker(self.follower.run(), group="session")
        self.run_worker(self.session.particulars.run(), group="session")
        self.run_worker(self.session.binds.run(), group="session")
        self.run_worker(self._say_interrupted(), group="session")
        self.run_worker(self._say_leftovers(), group="session")
        self._begin_samples()

    async def _say_interrupted(self) -> None:
        """Ask about clean-ups that were cut short, once the engine answers."""
        if self.session.demo or not await asyncio.to_thread(_any_interrupted):
            return
        await self.follower.reached.wait()
        self.main.cleaning.say_interrupted()

    async def _say_leftovers(self) -> None:
        """Ask about jobs that were cut short."""
        state = self.session.state
        if state is None or not await asyncio.to_thread(Shelf(state).left):
            return
        from tui.ui.leftovers import offer_leftovers

        await offer_leftovers(self.main, state)

    @work(group="session")
    async def _begin_samples(self) -> None:
        await asyncio.to_thread(self.session.measure)
        self._sample()

    def on_app_blur(self, _event: AppBlur) -> None:
        self._in_front = False

    def on_app_focus(self, _event: AppFocus) -> None:
        self._in_front = True
        self._poll()

    def _poll(self) -> None:
        """What has no events is asked again, while somebody looks at it."""
        for kind in self.session.kinds.values():
            table = self.main.tables.get(kind.id)
            if kind.polled and table is not None and self._in_front and _in_sight(table):
                self.session.refresh.mark(kind.id)

    def _sample(self) -> None:
        self.main.looking.look(in_front=self._in_front)
        tables = [t for t in self.main.tables.values() if "samples" in t.kind.needs]
        if self._in_front and any(map(_in_sight, tables)):
            self.session.take_sample(self.session.measure())

    def _facts_changed(self, kind_id: str) -> None:
        if kind_id in ("system", "distros", "here"):
            self.call_later(self._show_status)

    def _welcome(self) -> None:
        """At the first start ever, where docker is not in reach: an offer, made once."""
        if self._newcomer and self.follower.liveness.state is Live.STALE:
            self._newcomer = False
            self.notify(WELCOME, title="First run", timeout=15)

    def _show_status(self) -> None:
        session = self.session
        self._welcome()
        facts = session.health["docker"].facts if "docker" in session.health else {}
        here = session.store["here"].rows
        known = {row.id: row.data for row in session.store["system"].rows}
        wsl = known.get("wsl", {}).get("version")
        self.main.status_bar.show(
            Status(
                distro=here[0] if here else "",
                wsl=f"WSL {wsl}" if wsl else "",
                engine=known.get("engine", {}).get("short")
                or facts.get("platform")
                or facts.get("server_version", ""),
                context=f"context {facts['context']}" if facts.get("context") else "",
                liveness=self.follower.liveness,
                demo=session.demo,
                read_only=session.runner.read_only,
                dry_run=session.runner.dry_run,
            )
        )

    @work(group="jobs")
    async def action_edit_config(self) -> None:
        from tui.ui.editing import edit_config

        await edit_config(self)
        self._show_status()

    @contextmanager
    def _give_terminal(self) -> Iterator[None]:
        # what is painted meanwhile would wait for a writer that has stopped, and block the loop
        with self.batch_update(), self.suspend():
            yield

    async def on_unmount(self) -> None:
        """Leave nothing running, and remember how the panes were looked at."""
        await self.session.close()

    def exit(self, *words: Any, **more: Any) -> None:
        if not self.session.demo:
            with suppress(WsltuiError):
                remembered.save(paths.state_dir(), remember(self.main.current, self.main.tables))
        super().exit(*words, **more)


def _any_interrupted() -> bool:
    return next((paths.state_dir() / "clean").glob("*/plan.json"), None) is not None


def _in_sight(widget: Any) -> bool:
    return bool(widget.is_on_screen and widget.display)

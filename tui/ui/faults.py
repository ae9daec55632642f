"""An app that survives the faults of its workers, and leaves the terminal clean after any other."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from typing import Any

from textual.worker import WorkerFailed

from tui.core.parse import clean, clean_lines
from tui.session import crash
from tui.ui.one_key import OneKeyAtATime

LONGEST = 800
"""Characters of a message; names and labels may hold 64 KB."""
ENDING = (signal.SIGTERM, signal.SIGHUP)
LOOK_EVERY = 2.0
"""Seconds between two looks at whether there still is a terminal."""
LEAVE_WITHIN = 5.0
"""Seconds after which a process that was told to end is ended, whatever it still waits for."""


class Enduring(OneKeyAtATime):
    """`fault` is what ended the app, None where nothing did. Signals end it as `q` would."""

    def notify(self, message: str, *, title: str = "", markup: bool = False, **more: Any) -> None:  # noqa: ARG002
        """Say something. Names and what tools say are in it, so it is text and never markup."""
        super().notify(clean_lines(message)[:LONGEST], title=clean(title), markup=False, **more)

    @property
    def fault(self) -> Exception | None:
        return self._exception

    def tell_fault(self, error: BaseException) -> None:
        """Say that something of our own went wrong; the app goes on."""
        self.notify(
            f"{crash.sentence(error)} {crash.where(error)}",
            title="Fault",
            severity="error",
            timeout=15,
        )

    def watch_for_faults(self) -> None:
        """Also in tasks that nobody waits for. To be called once the loop runs."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._stray)
        if not self.is_headless:
            for number in ENDING:
                loop.add_signal_handler(number, self._leave, number)
            self.set_interval(LOOK_EVERY, self._leave_without_terminal)

    def _leave(self, number: int) -> None:
        """Textual's input thread would read nothing for ever, and be waited for."""
        guard = threading.Timer(LEAVE_WITHIN, os._exit, [128 + number])
        guard.daemon = True
        guard.start()
        self.exit(128 + number)

    def _leave_without_terminal(self) -> None:
        """It may go without a signal, as under nohup."""
        try:
            os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1)
        except OSError:
            self._leave(signal.SIGHUP)

    def _stray(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception) and self.is_running:
            self.tell_fault(error)
        else:
            loop.default_exception_handler(context)

    def _handle_exception(self, error: Exception) -> None:
        # the one place where Textual brings all faults together
        if isinstance(error, WorkerFailed):
            self.tell_fault(error.error)
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Textual would print a traceback once the screen is gone; who called `run` tells."""
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:  # noqa: ARG002 - see `_fatal_error`
        self._close_messages_no_wait()

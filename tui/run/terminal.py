"""A program that has our own terminal for as long as it runs."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import termios
from collections.abc import Iterator
from subprocess import Popen

from tui.core.command import Command
from tui.run.process import GRACE, LAST_WAIT, Child, environment, hear_of_ends, within

_KEYS = (signal.SIGINT, signal.SIGQUIT)


async def hand_over(command: Command) -> int:
    """Run it on our terminal and return its exit code. Raises OSError and ValueError.

    Cancelled, it ends the program. The terminal is left in the state in which it was found.
    """
    hear_of_ends()
    with _keys_ignored(), _terminal_kept():
        started = Popen(  # noqa: ASYNC220 - starting it is all that blocks
            command.spawned(), env=environment(command), cwd=command.cwd
        )
        child = Child(started)
        try:
            await child.ended.wait()
        except asyncio.CancelledError:
            await _end(child)
            raise
    assert child.code is not None
    return child.code


async def _end(child: Child) -> None:
    """It shares our process group, so it is asked and killed alone."""
    try:
        child.signal(signal.SIGTERM)
        await within(GRACE, child.ended.wait())
    finally:
        child.signal(signal.SIGKILL)
        try:
            await within(LAST_WAIT, child.ended.wait())
        finally:
            child.close()


@contextlib.contextmanager
def _keys_ignored() -> Iterator[None]:
    """ctrl+c and ctrl+\\ belong to the program that has the terminal.

    A handler that does nothing, unlike SIG_IGN, is not inherited by the program.
    """
    before = {number: signal.signal(number, lambda *_: None) for number in _KEYS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _terminal_kept() -> Iterator[None]:
    """A program that was killed leaves echo and line ends as it needed them."""
    try:
        state = termios.tcgetattr(0)
    except termios.error:
        yield
        return
    try:
        yield
    finally:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(0, termios.TCSADRAIN, state)

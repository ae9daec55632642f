"""A session without a screen: opened, asked for rows, and closed again."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TypeVar

from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.core.errors import Unavailable, WsltuiError
from tui.core.kind import Kind, View
from tui.session.ask import ask
from tui.session.opening import Options, open_session
from tui.session.session import ENGINE_PLATFORM, Session

R = TypeVar("R")
Opener = Callable[[Options], Session]

ENDING = (signal.SIGTERM, signal.SIGHUP)
PATIENCE = 3.0
"""Seconds after which a tool that has not answered yet is asked whether it is there at all."""
LAST_WAIT = 3.0
"""Seconds that processes are given to end; they are killed after half of it."""
MEASURED = 0.1
"""Seconds over which CPU use is measured."""


class Stopped(Exception):
    """A signal asked for the end; `number` is which."""

    def __init__(self, number: int) -> None:
        self.number = number


def options(call: Call) -> Options:
    """The global options."""
    return Options(
        context=call.value("--context"),
        read_only=call.has("--read-only"),
        dry_run=call.has("--dry-run"),
        config=call.value("--config"),
        no_color=call.has("--no-color"),
        demo=call.has("--demo"),
    )


class Headless:
    """Opens the session of a call; leaving the block ends whatever still runs.

    `cut_short` says that a signal asked for the end while work was done that told of itself.
    Raises UsageError where the session cannot be opened.
    """

    def __init__(self, call: Call, out: Output, opener: Opener = open_session) -> None:
        self._loop = asyncio.Runner()
        self._stopped = 0
        self.cut_short = False
        self.session = opener(options(call))
        self.view = View(datetime.now(UTC), ascii=self.session.settings.ascii or out.ascii)
        out.say(*(f"wsltui: {problem}" for problem in self.session.problems))
        if self.session.demo:
            out.say("wsltui: DEMO: none of this is real.")

    def __enter__(self) -> Headless:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        with self._loop:
            self._loop.run(self._close())

    async def _close(self) -> None:
        """What was cancelled still has to stop its processes before the loop goes."""
        await self.session.close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        if rest:
            await asyncio.wait(rest, timeout=LAST_WAIT)

    def run(self, work: Coroutine[Any, Any, R]) -> R:
        """Until it is done. Raises Stopped on SIGTERM and SIGHUP, KeyboardInterrupt on ctrl+c."""
        try:
            return self._loop.run(self._stoppable(work))
        except asyncio.CancelledError:
            raise self.stopped() from None

    def stopped(self) -> Stopped:
        """The error of work that was cut short by a signal."""
        return Stopped(self._stopped or signal.SIGINT)

    async def _stoppable(self, work: Coroutine[Any, Any, R]) -> R:
        task = asyncio.current_task()
        assert task is not None

        def stop(number: int) -> None:
            self._stopped = number
            task.cancel()

        loop = asyncio.get_running_loop()
        heard = [n for n in ENDING if signal.getsignal(n) is not signal.SIG_IGN]  # not by nohup
        for number in heard:
            loop.add_signal_handler(number, stop, number)
        try:
            return await work
        finally:
            self.cut_short = task.cancelling() > 0
            for number in heard:
                loop.remove_signal_handler(number)

    def rows(self, kind: Kind[Any], *, beside: bool = False) -> tuple[Any, ...]:
        """All rows of a kind. Raises Unavailable, CommandFailed."""
        return self.run(read_rows(self.session, kind, beside=beside))


async def read_rows(session: Session, kind: Kind[Any], *, beside: bool = False) -> tuple[Any, ...]:
    """The rows of a kind with what it needs of others woven in; what those lack is unknown.

    With `beside` also what it makes use of without needing it.

    Raises Unavailable where the tool is not in reach, else what failed.
    """
    failed: list[WsltuiError] = []
    try:
        async with asyncio.TaskGroup() as group:
            others = kind.woven if beside else kind.needs
            needs = [group.create_task(_need(session, need)) for need in others]
            await _guarded(session, kind)
            await asyncio.gather(*needs)
    except* WsltuiError as errors:
        failed = _leaves(errors)
    if failed:
        raise await _explained(session, kind.tool, failed)
    return session.store[kind.id].rows


async def _guarded(session: Session, kind: Kind[Any]) -> None:
    """Read a kind, and give it up where its tool turns out to be out of reach meanwhile."""
    async with asyncio.TaskGroup() as group:
        guard = group.create_task(_is_there(session, kind.tool))
        await _read(session, kind)
        guard.cancel()


async def _read(session: Session, kind: Kind[Any]) -> None:
    rows = await ask(kind.listing(), session.execute)
    session.store.put(kind.id, rows, datetime.now(UTC))


async def _need(session: Session, need: str) -> None:
    if need == "here":
        await session.find_here()
    elif need == ENGINE_PLATFORM:
        await session.find_platform()
    elif need == "samples":
        await asyncio.to_thread(session.measure)
        await asyncio.sleep(MEASURED)
        session.take_sample(await asyncio.to_thread(session.measure))
    elif session.supplies.known(need):
        await session.supplies.one(need)
    elif need in session.kinds:
        try:
            await _guarded(session, session.kinds[need])
        except* WsltuiError:
            pass


async def _is_there(session: Session, tool: str) -> None:
    """Raise Unavailable early where a tool hangs: a listing may wait much longer for it."""
    await asyncio.sleep(PATIENCE)
    health = await session.probe(tool)
    if not health.up:
        raise health.error()


async def _explained(session: Session, tool: str, failed: list[WsltuiError]) -> WsltuiError:
    """What went wrong, or why the tool is not in reach at all."""
    unavailable = [error for error in failed if isinstance(error, Unavailable)]
    if unavailable:
        return unavailable[0]
    health = session.health.get(tool)
    if health is None or health.up:
        health = await session.probe(tool)
    return failed[0] if health.up else health.error()


def _leaves(error: BaseException) -> list[WsltuiError]:
    if isinstance(error, BaseExceptionGroup):
        return [leaf for inner in error.exceptions for leaf in _leaves(inner)]
    return [error] if isinstance(error, WsltuiError) else []

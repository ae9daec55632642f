"""The one road on which commands reach the outside: limits, order, read-only, dry run, journal."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    nullcontext,
)
from functools import partial
from typing import Any

from tui.core.command import READ_ALONG, Command, Mode, Outcome, Result
from tui.run.journal import Journal
from tui.run.line import Line, open_line
from tui.run.reading import Heard, deaf, read_along
from tui.run.shared import SharedReads
from tui.run.transport import Outputs, Processes, Stream, Transport

SIDE_BY_SIDE = {"docker": 6, "wsl": 1}
"""How many reads of one tool run at once; polls of wsl.exe must never overlap."""
OF_OTHERS = 4
"""The same for a tool that is not listed."""

Done = Callable[[int, Result], None]
Then = Callable[[int, Result], Command | None]
HeardOf = Callable[[int, str], None]


def _never(_result: Result) -> Command | None:
    return None


def _no_more(_index: int, _result: Result) -> Command | None:
    return None


def _unheard(_index: int, _line: str) -> None:
    return


class Runner:
    """Runs prepared commands. A command that fails is a Result, never an exception.

    `api` performs Engine API calls, `api_stream` those whose answer goes on; `terminal` gives our
    terminal away for as long as an interactive command has it; `again` names the command to run
    instead of one whose program never started.
    """

    def __init__(
        self,
        journal: Journal,
        transport: Transport | None = None,
        *,
        read_only: bool = False,
        dry_run: bool = False,
    ) -> None:
        self.journal = journal
        self.read_only = read_only
        self.dry_run = dry_run
        self.api: Callable[[Command], Awaitable[Result]] | None = None
        self.api_stream: Callable[[Command], AbstractAsyncContextManager[Stream]] | None = None
        self.terminal: Callable[[], AbstractContextManager[None]] = nullcontext
        self.again: Callable[[Result], Command | None] = _never
        self._transport = transport or Processes()
        self._reads = SharedReads()
        self._seats = {tool: asyncio.Semaphore(n) for tool, n in SIDE_BY_SIDE.items()}
        self._changes: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._terminal_taken = asyncio.Lock()

    async def run(self, command: Command) -> Result:
        """Run to the end. Cancelling the caller stops the whole process group first."""
        if command.mode is Mode.INTERACTIVE:
            async with self._terminal_taken:
                return await self._once(command)
        if not command.mutates:
            return await self._shared("queued", command, lambda: self._seated(command))
        async with self._changes[command.tool]:
            return await self._once(command)

    async def ahead(self, command: Command) -> Result:
        """Like `run`, for a read that shall not queue behind others: they may hang.

        It may run beside the same read that queues. Reads that must never overlap queue all
        the same.
        """
        if command.mutates or SIDE_BY_SIDE.get(command.tool, OF_OTHERS) == 1:
            return await self.run(command)
        return await self._shared("ahead", command, lambda: self._once(command))

    async def batch(
        self,
        commands: Sequence[Command],
        width: int,
        done: Done,
        then: Then = _no_more,
        heard: HeardOf = _unheard,
    ) -> None:
        """Run the commands of one job, `width` side by side, while no other job changes things.

        `then` names what follows a command in its place, and is asked after a cancel too;
        `done` hears of the last result of each, with its index, and `heard` of each line of
        those that are read along. After a cancel no further command starts.
        """
        gate = asyncio.Semaphore(max(1, width))

        async def one(index: int, command: Command) -> None:
            async with gate:
                await self._one_by_one(index, command, done, then, partial(heard, index))

        async with AsyncExitStack() as stack:
            for tool in sorted({command.tool for command in commands}):
                await stack.enter_async_context(self._changes[tool])
            async with asyncio.TaskGroup() as group:
                for index, command in enumerate(commands):
                    group.create_task(one(index, command))

    async def _one_by_one(
        self, index: int, command: Command, done: Done, then: Then, heard: Heard
    ) -> None:
        left: Command | None = command
        cancelled: asyncio.CancelledError | None = None
        while left is not None:
            try:
                result = await self._once(left, heard)
            except asyncio.CancelledError as error:
                result, cancelled = Result(left, Outcome.CANCELLED), error
            left = then(index, result)
        done(index, result)
        if cancelled is not None:
            raise cancelled

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        """The lines as they come; leaving the block stops the process."""
        async with AsyncExitStack() as stack:
            if command.mutates:
                await stack.enter_async_context(self._changes[command.tool])
            entry, began = self.journal.start(command), time.monotonic()
            withheld = self._withheld(command)
            lines = None if withheld is None else Stream.ended(withheld)
            try:
                if lines is None:
                    lines = await stack.enter_async_context(self._opened(command))
                yield lines
            finally:
                stopped = Result(command, Outcome.CANCELLED, seconds=time.monotonic() - began)
                self.journal.end(entry, (lines and lines.result) or stopped)

    def _opened(self, command: Command) -> AbstractAsyncContextManager[Stream]:
        if command.api is None:
            return self._transport.stream(command)
        if self.api_stream is None:
            none = Result(command, Outcome.NOT_STARTED, stderr=b"no Engine API connection")
            return nullcontext(Stream.ended(none))
        return self.api_stream(command)

    @asynccontextmanager
    async def outputs(self, command: Command) -> AsyncIterator[Outputs]:
        """Both outputs of a read, as they come; leaving the block stops the process."""
        entry, began = self.journal.start(command), time.monotonic()
        outputs = None
        try:
            async with self._transport.outputs(command) as outputs:
                yield outputs
        finally:
            left = Result(command, Outcome.CANCELLED, seconds=time.monotonic() - began)
            self.journal.end(entry, (outputs and outputs.result) or left)

    @asynccontextmanager
    async def dial(self, command: Command) -> AsyncIterator[Line]:
        """A connection through a program that changes nothing; leaving the block ends it."""
        entry, began = self.journal.start(command), time.monotonic()
        line = None
        try:
            async with open_line(command) as line:
                yield line
        finally:
            ended = Result(command, Outcome.OK, seconds=time.monotonic() - began)
            self.journal.end(entry, (line and line.result) or ended)

    async def _shared(
        self, queue: str, command: Command, start: Callable[[], Coroutine[Any, Any, Result]]
    ) -> Result:
        joined = (command.into, command.out_of, command.piped)
        asked = (command.argv, command.program, command.env, command.cwd, str(command.api), joined)
        return await self._reads.fetch((queue, *asked), start)

    async def _seated(self, command: Command) -> Result:
        async with self._seats.setdefault(command.tool, asyncio.Semaphore(OF_OTHERS)):
            return await self._once(command)

    async def _once(self, command: Command, heard: Heard = deaf) -> Result:
        """Run it, and again as long as its program never started and there is another way."""
        while True:
            result = await self._journalled(command, heard)
            again = None
            if result.outcome in (Outcome.FAILED, Outcome.NOT_STARTED):
                again = self.again(result)
            if again is None:
                return result
            command = again

    async def _journalled(self, command: Command, heard: Heard) -> Result:
        entry, began = self.journal.start(command), time.monotonic()
        result: Result | None = None
        try:
            result = await self._carry_out(command, heard)
        finally:
            took = time.monotonic() - began
            self.journal.end(entry, result or Result(command, Outcome.CANCELLED, seconds=took))
        return result

    def _withheld(self, command: Command) -> Result | None:
        """What stands for the result where nothing may be changed."""
        if command.mutates and self.dry_run:
            return Result(command, Outcome.DRY_RUN)
        if command.mutates and self.read_only:
            return Result(command, Outcome.REFUSED, stderr=b"read-only: nothing is changed")
        return None

    async def _carry_out(self, command: Command, heard: Heard) -> Result:
        withheld = self._withheld(command)
        if withheld is not None:
            return withheld
        if command.mode is Mode.INTERACTIVE:
            return await self._on_terminal(command)
        if command.api is not None:
            return await self._call(command)
        if command.mode in READ_ALONG:
            return await read_along(self._transport, command, heard)
        return await self._transport.run(command)

    async def _on_terminal(self, command: Command) -> Result:
        result, why = None, ""
        try:
            with self.terminal():
                result = await self._transport.hand_over(command)
        except Exception as error:
            why = f": {error}"
        words = f"the terminal cannot be handed over{why}".encode(errors="replace")
        return result or Result(command, Outcome.NOT_STARTED, stderr=words)

    async def _call(self, command: Command) -> Result:
        """Whoever performs it may fail in any way; how far the engine got is not known then."""
        if self.api is None:
            return Result(command, Outcome.NOT_STARTED, stderr=b"no Engine API connection")
        try:
            async with asyncio.timeout(command.timeout):
                return await self.api(command)
        except TimeoutError:
            return Result(command, Outcome.TIMEOUT)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return Result(command, Outcome.FAILED, stderr=words.encode(errors="replace"))

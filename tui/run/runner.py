"""The one road on which commands reach the outside: limits, order, read-only, dry run, journal."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, nullcontext

from tui.core.command import Command, Mode, Outcome, Result
from tui.run.journal import Journal
from tui.run.shared import SharedReads
from tui.run.transport import Processes, Stream, Transport

SIDE_BY_SIDE = {"docker": 6, "wsl": 1}
"""How many reads of one tool run at once; polls of wsl.exe must never overlap."""

Done = Callable[[int, Result], None]


def _never(_result: Result) -> Command | None:
    return None


class Runner:
    """Runs prepared commands. A command that fails is a Result, never an exception.

    `api` performs Engine API calls; `terminal` gives our terminal away for as long as an
    interactive command has it; `again` names the command to run instead of one whose program
    never started.
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
        self.terminal: Callable[[], AbstractContextManager[None]] = nullcontext
        self.again: Callable[[Result], Command | None] = _never
        self._transport = transport or Processes()
        self._reads = SharedReads()
        self._seats = {tool: asyncio.Semaphore(n) for tool, n in SIDE_BY_SIDE.items()}
        self._changes: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def run(self, command: Command) -> Result:
        """Run to the end. Cancelling the caller stops the whole process group first."""
        if not command.mutates:
            key = (command.argv, command.program, command.env, command.cwd, str(command.api))
            return await self._reads.fetch(key, lambda: self._seated(command))
        async with self._changes[command.tool]:
            return await self._once(command)

    async def batch(self, commands: Sequence[Command], width: int, done: Done) -> None:
        """Run the commands of one job, `width` side by side, while no other job changes things.

        `done` hears of each, with its index. After a cancel no further command starts.
        """
        gate = asyncio.Semaphore(max(1, width))

        async def one(index: int, command: Command) -> None:
            async with gate:
                try:
                    done(index, await self._once(command))
                except asyncio.CancelledError:
                    done(index, Result(command, Outcome.CANCELLED))
                    raise

        async with AsyncExitStack() as stack:
            for tool in sorted({command.tool for command in commands}):
                await stack.enter_async_context(self._changes[tool])
            async with asyncio.TaskGroup() as group:
                for index, command in enumerate(commands):
                    group.create_task(one(index, command))

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        """The lines as they come; leaving the block stops the process."""
        entry = self.journal.start(command)
        began = asyncio.get_running_loop().time()
        lines: Stream | None = None
        try:
            async with self._transport.stream(command) as lines:
                yield lines
        finally:
            took = asyncio.get_running_loop().time() - began
            stopped = Result(command, Outcome.CANCELLED, seconds=took)
            self.journal.end(entry, (lines and lines.result) or stopped)

    async def _seated(self, command: Command) -> Result:
        async with self._seats.setdefault(command.tool, asyncio.Semaphore(4)):
            return await self._once(command)

    async def _once(self, command: Command) -> Result:
        again: Command | None = command
        while again is not None:
            entry = self.journal.start(again)
            result = Result(again, Outcome.CANCELLED)
            try:
                result = await self._carry_out(again)
            finally:
                self.journal.end(entry, result)
            again = self.again(result)
        return result

    async def _carry_out(self, command: Command) -> Result:
        if command.mutates and self.dry_run:
            return Result(command, Outcome.DRY_RUN)
        if command.mutates and self.read_only:
            return Result(command, Outcome.REFUSED, stderr=b"read-only: nothing is changed")
        if command.mode is Mode.INTERACTIVE:
            with self.terminal():
                return await self._transport.hand_over(command)
        if command.api is not None:
            if self.api is None:
                return Result(command, Outcome.NOT_STARTED, stderr=b"no Engine API connection")
            return await self.api(command)
        return await self._transport.run(command)

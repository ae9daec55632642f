"""A transport whose commands end when a test says so, and a journal of what ran beside what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from tui.backends.base import RunCommand
from tui.core.command import Command, Outcome, Result
from tui.core.health import UP, Health
from tui.run.transport import Outputs, Stream


class Held:
    """`running` are the words of what runs now, `began` of all that ever began, in order.

    A command ends well when its last word is let go, or at once where `free` is set; `says` is
    what it prints, `outcomes` how it ends otherwise, with `code`. Cancelled it takes a few turns
    of the loop to end.
    """

    def __init__(self, *, free: bool = False) -> None:
        self.free = free
        self.began: list[str] = []
        self.ended: list[str] = []
        self.running: list[str] = []
        self.most = 0
        self.outcomes: dict[str, Outcome] = {}
        self.says: dict[str, str] = {}
        self.code = 1
        self._changed = asyncio.Event()
        self._let: set[str] = set()

    def let(self, *words: str) -> None:
        """These commands may end now, and whenever they run again."""
        self._let |= set(words)
        self._tell()

    def hold(self, *words: str) -> None:
        """From now on these run until they are let go."""
        self._let -= set(words)

    async def until_running(self, *words: str) -> None:
        """Wait until exactly these run."""
        async with asyncio.timeout(20):
            while sorted(self.running) != sorted(words):
                self._changed.clear()
                await self._changed.wait()

    async def run(self, command: Command) -> Result:
        word = command.argv[-1] if command.argv else "api"
        self.began.append(word)
        self.running.append(word)
        self.most = max(self.most, len(self.running))
        self._tell()
        try:
            await self._hold(word)
        except asyncio.CancelledError:
            for _ in range(5):
                await asyncio.sleep(0)
            raise
        finally:
            self.running.remove(word)
            self.ended.append(word)
            self._tell()
        outcome = self.outcomes.get(word, Outcome.OK)
        said = self.says.get(word, "").encode()
        if outcome is Outcome.OK:
            return Result(command, outcome, 0, said)
        return Result(command, outcome, self.code, stderr=said)

    @asynccontextmanager
    async def outputs(self, command: Command) -> AsyncIterator[Outputs]:
        yield Outputs.ended(await self.run(command))

    async def hand_over(self, command: Command) -> Result:
        return await self.run(command)

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        async def lines() -> AsyncIterator[str]:
            yield "one"
            stream.result = await self.run(command)

        stream = Stream(lines())
        yield stream

    async def _hold(self, word: str) -> None:
        while not self.free and word not in self._let:
            self._changed.clear()
            await self._changed.wait()

    def _tell(self) -> None:
        self._changed.set()


async def settle(turns: int = 20) -> None:
    """Let everything that can go on now go on."""
    for _ in range(turns):
        await asyncio.sleep(0)


def numbered(count: int) -> Iterable[str]:
    return map(str, range(count))


class Reach:
    """A backend: `health` is what its probe says, `missing` keeps every command from starting.

    `explained` is what it makes of any failed command.
    """

    def __init__(self, tool: str = "docker") -> None:
        self.tool = tool
        self.health = UP
        self.missing: Health | None = None
        self.explained: Health | None = None
        self.probes = 0

    async def probe(self, _run: RunCommand) -> Health:
        self.probes += 1
        return self.missing or self.health

    def prepare(self, command: Command) -> Command:
        if self.missing is not None:
            raise self.missing.error()
        return command

    def again(self, _result: Result) -> Command | None:
        return None

    def explain(self, _result: Result) -> Health | None:
        return self.explained

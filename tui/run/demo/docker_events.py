"""`docker events`: what happened since a moment, and what happens while one reads."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from tui.run.demo import gotemplate
from tui.run.demo.events import Event, wanted
from tui.run.demo.options import Options, sort_out
from tui.run.demo.reply import NoAnswerError, Words
from tui.run.demo.world import World

Streaming = Callable[[World, Words], AbstractContextManager[AsyncIterator[str]]]


@contextmanager
def events(world: World, words: Words) -> Iterator[AsyncIterator[str]]:
    """The lines. Only while they are read does anything in the world happen by itself."""
    options = sort_out(words, (), ("--filter", "--since", "--format"))
    if options.last("--format") is None:
        raise NoAnswerError("events without --format")
    since = options.last("--since")
    with world.events.listen() as ear:
        before = [] if since is None else world.events.since(_moment(since))
        yield _Lines(world, ear, before, options)


def _moment(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        raise NoAnswerError(f"--since {word}") from None


class _Lines:
    """An iterator of its own: a reader may be cancelled while it waits, and read on later."""

    def __init__(
        self, world: World, ear: asyncio.Queue[Event], before: list[Event], options: Options
    ) -> None:
        self._world = world
        self._ear = ear
        self._before = deque(before)
        self._filters = options.filters()
        self._template = options.last("--format") or ""

    def __aiter__(self) -> AsyncIterator[str]:
        return self

    async def __anext__(self) -> str:
        while True:
            event = self._before.popleft() if self._before else await self._heard()
            if wanted(event, self._filters):
                return gotemplate.render(self._template, event)

    async def _heard(self) -> Event:
        schedule = self._world.schedule
        while True:
            schedule.catch_up()
            try:
                async with asyncio.timeout(schedule.wait()):
                    return await self._ear.get()
            except TimeoutError:
                continue


STREAMS: dict[Words, Streaming] = {("events",): events}

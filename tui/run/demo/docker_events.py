"""`docker events`: what happened since a moment, and what happens while one reads."""

from __future__ import annotations

import asyncio
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
        yield _lines(world, ear, before, options)


def _moment(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        raise NoAnswerError(f"--since {word}") from None


async def _lines(
    world: World, ear: asyncio.Queue[Event], before: list[Event], options: Options
) -> AsyncIterator[str]:
    filters, template = options.filters(), options.last("--format") or ""
    for event in before:
        if wanted(event, filters):
            yield gotemplate.render(template, event)
    while True:
        event = await _next(world, ear)
        if wanted(event, filters):
            yield gotemplate.render(template, event)


async def _next(world: World, ear: asyncio.Queue[Event]) -> Event:
    while True:
        world.schedule.catch_up()
        try:
            async with asyncio.timeout(world.schedule.wait()):
                return await ear.get()
        except TimeoutError:
            continue


STREAMS: dict[Words, Streaming] = {("events",): events}

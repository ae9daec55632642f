"""`docker events`: what happened since a moment, and what happens while one reads."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from tui.run.demo import gotemplate
from tui.run.demo.events import Event, made, wanted
from tui.run.demo.options import Options, sort_out
from tui.run.demo.reply import NoAnswerError, Reply, Verb, Words, lines
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


def _before(world: World) -> list[Event]:
    """What the engine told of before the world began: how its containers came to be as they are."""
    found = []
    for container in world.containers.values():
        about = {**container.labels, "image": container.image, "name": container.name}
        ended = {**about, "exitCode": str(container.exit_code)}
        moments = (("start", container.started, about), ("die", container.finished, ended))
        for action, at, attributes in moments:
            if at is not None and at < world.began:
                found.append(made(at, "container", action, container.id, attributes))
    return sorted(found, key=lambda one: int(one["timeNano"]))


def past_events(world: World, words: Words) -> Reply:
    """Those between two moments; without `--until` it would not end."""
    options = sort_out(words, (), ("--filter", "--since", "--until", "--format"))
    since, until = options.last("--since"), options.last("--until")
    template = options.last("--format")
    if since is None or until is None or template is None:
        raise NoAnswerError("events without --since, --until and --format")
    filters, begin, end = options.filters(), _moment(since) * 1e9, _moment(until) * 1e9
    told = [*_before(world), *world.events.since(0)]
    found = [e for e in told if begin <= e["timeNano"] <= end]
    shown = [gotemplate.render(template, event) for event in found if wanted(event, filters)]
    return Reply(lines(shown))


VERBS: dict[Words, Verb] = {("events",): Verb(past_events)}
STREAMS: dict[Words, Streaming] = {("events",): events}

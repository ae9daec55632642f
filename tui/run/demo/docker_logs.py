"""`docker logs`: what was logged until now, and what comes while one reads."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from tui.core.logline import moment_of, stamp_of
from tui.run.demo.log_lines import Said, only_words, voice
from tui.run.demo.options import Options, sort_out
from tui.run.demo.records import DemoContainer
from tui.run.demo.reply import NoAnswerError, Refusal, Words, from_daemon
from tui.run.demo.world import World
from tui.run.outputs import Piece

MOST = 20_000
"""Lines that a container has at most, however long it runs."""
JUST = 1e-4
"""Seconds by which two moments may differ that are one."""
LOOK = 0.2
"""Seconds between two looks for something new."""


@dataclass(frozen=True)
class _Asked:
    container: DemoContainer
    tail: int
    since: float
    until: float | None
    stamps: bool
    follow: bool


def logs(world: World, words: Words) -> AsyncIterator[Piece]:
    """Raises Refusal, and NoAnswerError for what the demo world does not know."""
    options = sort_out(
        words, ("--timestamps", "-t", "--follow", "-f"), ("--tail", "--since", "--until")
    )
    return _Pieces(world, _asked(world, options))


def _asked(world: World, options: Options) -> _Asked:
    if len(options.names) != 1:
        raise NoAnswerError("docker logs wants one name")
    try:
        container = world.container(options.names[0])
    except Refusal:
        raise from_daemon(f"No such container: {options.names[0]}") from None
    tail = options.last("--tail") or "all"
    return _Asked(
        container,
        MOST if tail == "all" else min(MOST, int(tail)),
        _moment(options.last("--since")) or 0.0,
        _moment(options.last("--until")),
        bool(options.flags & {"--timestamps", "-t"}),
        bool(options.flags & {"--follow", "-f"}),
    )


def _moment(word: str | None) -> float | None:
    if word is None:
        return None
    moment = moment_of(word)
    if moment is None:
        raise NoAnswerError(word)
    return moment.timestamp()


class _Pieces:
    """An iterator of its own: a reader may be cancelled while it waits."""

    def __init__(self, world: World, asked: _Asked) -> None:
        self._world, self._asked = world, asked
        self._from = asked.since
        self._tail: int | None = asked.tail
        self._ready: deque[Piece] = deque()

    def __aiter__(self) -> AsyncIterator[Piece]:
        return self

    async def __anext__(self) -> Piece:
        while not self._ready:
            alive = self._asked.container.alive
            if self._tail is None:
                if not (self._asked.follow and alive):
                    raise StopAsyncIteration
                await asyncio.sleep(LOOK)
            self._ready.extend(map(self._piece, self._moments(self._tail or MOST)))
            self._tail = None
        return self._ready.popleft()

    def _moments(self, tail: int) -> Iterator[float]:
        """When something was logged since the last look."""
        box, now = self._asked.container, self._world.clock().timestamp()
        began = (box.started or box.created).timestamp()
        end = now if box.alive else (box.finished or box.created).timestamp()
        until = end if self._asked.until is None else min(end, self._asked.until)
        begin, self._from = max(began, self._from), max(self._from, until)
        if only_words(box.argv) is not None:
            yield from [began] if begin <= began <= until else []
            return
        every = voice(box).every
        just = JUST if self._tail else 0.0  # since and until are moments that count
        first, last = int((begin - just) // every) + 1, int((end + just) // every)
        for slot in range(max(first, last - tail + 1), int((until + just) // every) + 1):
            yield slot * every

    def _piece(self, moment: float) -> Piece:
        box, words = self._asked.container, only_words(self._asked.container.argv)
        chance = Random(f"{self._world.seed}{box.name}{moment:.3f}")  # noqa: S311
        said = Said(words) if words is not None else voice(box).say(chance)
        stamp = f"{stamp_of(datetime.fromtimestamp(moment, UTC))} " if self._asked.stamps else ""
        return Piece(f"{stamp}{said.text}\n".encode(), said.error)

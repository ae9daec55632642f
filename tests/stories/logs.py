"""The logs of a story's containers: written before and while somebody reads."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass

from tui.core.command import Command, Outcome, Result
from tui.run.outputs import Piece


@dataclass
class Written:
    second: float
    raw: bytes
    error: bool = False

    @property
    def stamp(self) -> str:
        return f"2026-11-22T10:{int(self.second) // 60:02}:{self.second % 60:012.9f}Z"


class Logs:
    """By the name in `docker logs … NAME`. A container that stopped ends its readers."""

    def __init__(self) -> None:
        self._written: defaultdict[str, list[Written]] = defaultdict(list)
        self._refused: dict[str, str] = {}
        self._stopped: set[str] = set()
        self._news = asyncio.Event()
        self._seconds = 0.0

    def write(self, name: str, *texts: str | bytes, error: bool = False) -> None:
        """Each a second after the last line of any container."""
        for text in texts:
            self._seconds += 1
            raw = text if isinstance(text, bytes) else text.encode()
            self._written[name].append(Written(self._seconds, raw, error))
        self._news.set()

    def stop(self, name: str) -> None:
        self._stopped.add(name)
        self._news.set()

    def start(self, name: str) -> None:
        self._stopped.discard(name)

    def refuse(self, name: str, words: str) -> None:
        """The command fails with these words of the engine; with none it no longer does."""
        self._refused[name] = words
        if not words:
            del self._refused[name]

    def result(self, command: Command) -> Result:
        failed = command.argv[-1] in self._refused
        return Result(command, Outcome.FAILED if failed else Outcome.OK, int(failed))

    async def read(self, command: Command) -> AsyncIterator[Piece]:
        name, words = command.argv[-1], list(command.argv)
        if name in self._refused:
            yield Piece(f"Error response from daemon: {self._refused[name]}\n".encode(), True)
            return
        written = self._written[name]
        tail = int(_value(words, "--tail") or len(written))
        since, until = _value(words, "--since"), _value(words, "--until") or "9"
        at = max(0, len(written) - tail)
        while True:
            for one in written[at:]:
                if since <= one.stamp <= until:
                    yield Piece(one.stamp.encode() + b" " + one.raw + b"\n", one.error)
            at = len(written)
            if "--follow" not in words or name in self._stopped:
                return
            self._news.clear()
            await self._news.wait()


def _value(words: list[str], option: str) -> str:
    return words[words.index(option) + 1] if option in words else ""

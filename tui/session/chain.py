"""The commands of one row, one after the other, and what is to be said of how they ended."""

from __future__ import annotations

from collections import deque

from tui.core.action import Item
from tui.core.command import Command, Outcome, Result


class Chain:
    """`after` hears of each result and names what runs next."""

    def __init__(self, item: Item) -> None:
        self._steps = item.steps
        self._count = len(item.commands)
        self._left = deque(item.steps.then)
        self._writer = _writer(item)
        self._ran = 0
        self._ended: Result | None = None
        self._rest: deque[Command] = deque()
        self._half = False
        self._taken_back: list[Result] = []

    def after(self, result: Result) -> Command | None:
        if self._ended is not None:
            self._taken_back.append(result)
        else:
            self._ran += 1
            if result.ok and self._left:
                return self._left.popleft()
            self._end(result)
        return self._rest.popleft() if self._rest else None

    def _end(self, result: Result) -> None:
        self._ended = result
        writes = self._ran == self._writer and not _untouched(result)
        self._half = not result.ok and writes and bool(self._steps.broken)
        broken = self._steps.broken if self._half else ()
        self._rest = deque((*broken, *self._steps.last))

    def verdict(self, last: Result) -> Result:
        """The result that decides: the first that is not ok, else that of the last command."""
        ended = self._ended or last
        if not ended.ok:
            return ended
        return next((one for one in self._taken_back if not one.ok), ended)

    def told(self) -> str:
        """What a failure is said with: how far it had come, and what is left of it."""
        if self._ended is None or (self._count == 1 and not self._taken_back):
            return ""
        if self._ended.ok:
            return "All before that was done."
        words = [f"This was step {self._ran} of {self._count}."] if self._ran > 1 else []
        words += [self._steps.half] if self._steps.half and self._ended.command.out_of else []
        left = [one for one in self._taken_back if not one.ok]
        words += [f"Not done: `{one.command.typed()}`: {_reason(one)}" for one in left]
        wrote = self._half if self._steps.broken else self._steps.grows
        if wrote and self._taken_back and not left:
            words.append("What was written so far is deleted.")
        return " ".join(words)


def _writer(item: Item) -> int:
    """The number, from 1 on, of the command that writes what `broken` takes back."""
    files = [command.into for command in (item.command, *item.steps.then)]
    return files.index(item.steps.grows) + 1 if item.steps.grows in files else 1


def _untouched(result: Result) -> bool:
    """Whether the file it was to write is somebody else's: it was there before."""
    never = result.outcome in (Outcome.FAILED, Outcome.NOT_STARTED) and result.code is None
    return bool(result.command.into) and never


def _reason(result: Result) -> str:
    if result.outcome is Outcome.FAILED:
        return result.last_words(1) or f"it ended with exit code {result.code}"
    return f"{result.outcome.value}"

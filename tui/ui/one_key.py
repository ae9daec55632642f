"""Keys one after another: what one of them sets going is done before the next is looked at."""

from __future__ import annotations

from collections import deque
from functools import partial

from textual.app import App
from textual.events import Event, Key
from textual.message_pump import MessagePump

PATIENCE = 0.3
"""Seconds after which a key is given up whose widget went away with it."""


class OneKeyAtATime(App[int]):
    """Textual sends a key to what has the focus, and finds out on its way up what it means.

    A key typed meanwhile would be sent to what has the focus still: the first letters typed
    after `/` never reached the line that it opens.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[Key] = deque()
        self._turn: object | None = None

    @property
    def keys_done(self) -> bool:
        """Whether no key is on its way."""
        return self._turn is None

    async def on_event(self, event: Event) -> None:
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if self._turn is None:
            await self._next_key()
        else:
            self.set_timer(PATIENCE, partial(self._end, self._turn))

    async def _next_key(self) -> None:
        if not self._typed:
            self._turn = None
            return
        self._turn = turn = object()
        target = self.focused or self.screen
        await super().on_event(self._typed.popleft())
        self._follow(target, turn)

    def _follow(self, node: MessagePump | None, turn: object) -> None:
        """Behind the key from widget to widget up to here."""
        if node is None or node is self or not node.call_later(self._follow, node._parent, turn):  # noqa: SLF001
            self.call_later(self._end, turn)

    async def _end(self, turn: object) -> None:
        if turn is self._turn:
            await self._next_key()

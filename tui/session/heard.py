"""The events of the engine that were heard, the last of them kept for whoever wants to see them.

The one `docker events` that keeps the panes up to date fills this; while it lives no other is
started. Without it (on the command line, or where events cannot be followed) the engine is asked
for those of the past, which ends at once.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tui.core import parse
from tui.core.command import Command, Mode
from tui.core.record import mapping
from tui.kinds.event_record import Event, event
from tui.session.events import events_command

if TYPE_CHECKING:
    from tui.session.session import Session

KEPT = 500
"""Events; an engine itself remembers 256."""
SINCE = 3600.0
"""Seconds back, where nobody says otherwise."""
PATIENCE = 15.0


class Heard:
    """`live` is whether events are being followed; `since` how far back is asked, in seconds."""

    def __init__(self) -> None:
        self._kept: deque[Event] = deque(maxlen=KEPT)
        self._shown = False
        self.live = False
        self.since = SINCE

    def take(self, session: Session, told: Mapping[str, Any]) -> None:
        """The engine told of something."""
        found = event(told)
        if found is None or self._known(found):
            return
        self._kept.append(found)
        if self._shown:
            session.store.put("heard", tuple(self._kept), datetime.now(UTC))

    def _known(self, found: Event) -> bool:
        """Asked for before, and told again as what is followed begins."""
        late = bool(self._kept) and found.at <= self._kept[-1].at
        return late and any(one.id == found.id for one in self._kept)

    async def supply(self, session: Session) -> tuple[Event, ...]:
        """All that is kept. Raises what the failed command means."""
        self._shown = True
        if not self.live:
            answer = await session.execute(past(time.time(), self.since))
            if not answer.ok:
                raise session.error(answer)
            found = (event(mapping(parse.json_value(line))) for line in answer.text.split("\n"))
            self._kept = deque(filter(None, found), maxlen=KEPT)
        return tuple(self._kept)


def past(now: float, seconds: float) -> Command:
    """`docker events` for the last `seconds` before `now` (seconds of the epoch), and no more."""
    command = events_command(max(0.0, now - seconds))
    argv = (*command.argv, "--until", f"{now:.3f}")
    return replace(command, argv=argv, mode=Mode.CAPTURED, timeout=PATIENCE)

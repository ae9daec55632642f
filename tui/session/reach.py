"""Of each tool, whether it is in reach, and why not."""

from __future__ import annotations

import time
from collections.abc import Mapping

from tui.backends.base import Backend
from tui.core.command import Result
from tui.core.errors import Unavailable, WsltuiError
from tui.core.failure import failure
from tui.core.health import Cause, Health, down
from tui.run.runner import Runner
from tui.session import crash

FRESH = 4.0
"""Seconds for which a tool that was found down is taken to be down without asking again."""


class Reach:
    """A part of the session: what is known of the tools, and how that is found out."""

    def __init__(self, backends: Mapping[str, Backend], runner: Runner) -> None:
        self.backends = backends
        self.runner = runner
        self.health: dict[str, Health] = {}
        self._asked: dict[str, float] = {}

    def learn(self, result: Result) -> Health | None:
        """Why its tool is out of reach, where a result that is not ok shows that."""
        tool = result.command.tool
        backend = self.backends.get(tool)
        unreachable = None if backend is None or result.ok else backend.explain(result)
        if unreachable is not None:
            self._note(tool, unreachable)
        return unreachable

    async def probe(self, tool: str) -> Health:
        """Ask a tool whether it is there, now."""
        backend = self.backends.get(tool)
        if backend is None:
            return Health(up=True)
        try:
            health = await backend.probe(self.runner.ahead)
        except Unavailable as error:
            health = down(Cause.FAILED, error.sentence, error.remedy)
        except Exception as error:
            health = down(Cause.FAILED, crash.sentence(error), crash.where(error))
        self._note(tool, health)
        return health

    def known_down(self, tool: str) -> Health | None:
        """Why a tool is down, where that was found out a moment ago."""
        health = self.health.get(tool)
        if health is None or health.up:
            return None
        return health if time.monotonic() - self._asked[tool] < FRESH else None

    def error(self, result: Result) -> WsltuiError:
        """What a result that is not ok means: its tool is out of reach, or what it said."""
        known = self.known_down(result.command.tool)
        return known.error() if known else failure(result)

    def answered(self, tool: str) -> None:
        """All rows of a kind were read, so its tool is there, whatever was found before."""
        health = self.health.get(tool)
        if health is not None and not health.up:
            self._note(tool, Health(up=True, facts=health.facts))

    def _note(self, tool: str, health: Health) -> None:
        self.health[tool] = health
        self._asked[tool] = time.monotonic()

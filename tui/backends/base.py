"""What every backend can do. A backend says how one tool is reached; it starts nothing itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from tui.core.command import Command, Result
from tui.core.health import Health

RunCommand = Callable[[Command], Awaitable[Result]]


class Backend(Protocol):
    """One tool: `docker`, `wsl`. Commands carry the name of the tool they are for."""

    tool: str

    async def probe(self, run: RunCommand) -> Health:
        """Ask the tool something cheap and say whether it is up, and if not, why.

        `run` takes prepared commands. Never raises for a tool that is not there.
        """
        ...

    def prepare(self, command: Command) -> Command:
        """The command as it will be started: program, environment, working directory.

        Raises Unavailable where the tool cannot be found at all.
        """
        ...

    def again(self, result: Result) -> Command | None:
        """The command to run instead where `result` shows that the program never started."""
        ...

    def explain(self, result: Result) -> Health | None:
        """Why the tool is not in reach, where a failed `result` shows that; else None."""
        ...

"""A command whose lines are heard while it runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace

from tui.core.command import Command, Mode, Outcome, Result
from tui.run.transport import Transport

Heard = Callable[[str], None]
KEPT = 2000
"""Lines of the end that stay in the result."""
LONGEST = 4000
"""Characters of each."""


def deaf(_line: str) -> None:
    """Nobody listens."""


async def read_along(transport: Transport, command: Command, heard: Heard) -> Result:
    """Run it; each line is handed on as it comes, escape sequences and all.

    The result has the last lines, as stderr where a joined command failed.
    """
    kept: deque[str] = deque(maxlen=KEPT)
    async with transport.stream(command) as lines:
        async for line in lines:
            kept.append(line[:LONGEST])
            heard(line)
    result = lines.result or Result(command, Outcome.FAILED, stderr=b"it ended unheard")
    said = "\n".join(kept).encode(errors="replace")
    if command.mode is Mode.JOINED and not result.ok:
        return replace(result, stderr=said + b"\n" + result.stderr)
    return replace(result, stdout=said)

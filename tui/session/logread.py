"""One log read once: its command run, its lines handed on as they come."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.core.command import Command, Result
from tui.core.errors import CommandFailed, WsltuiError
from tui.core.kind import Kind
from tui.core.logline import LogLine, Splitter

if TYPE_CHECKING:
    from typing import Any

    from tui.session.session import Session

Take = Callable[[list[LogLine], int], Awaitable[None]]
"""Is handed lines, and how many bytes they came from; nothing is read on until it is done."""
SAID = 20
"""Lines that are kept of what the command itself says."""


async def read_log(
    session: Session, command: Command, source: int, numbers: Iterator[int], take: Take
) -> Result:
    """Until it ends; the result has what the command itself said, and nothing of the log.

    Raises Unavailable.
    """
    out = Splitter(source, numbers)
    error = Splitter(source, numbers, error=True)
    async with session.outputs(command) as outputs:
        async for piece in outputs:
            await take((error if piece.error else out).feed(piece.raw), len(piece.raw))
        await take([*out.end(), *error.end()], 0)
    assert outputs.result is not None
    said = "\n".join(error.unstamped[-SAID:])
    return replace(outputs.result, stderr=said.encode(errors="replace"))


def trouble(session: Session, kind: Kind[Any], row: Any, result: Result) -> WsltuiError:
    """What a result that is not ok means: in the kind's words where it has some."""
    assert kind.logs is not None
    session.learn(result)
    known = session.known_down(result.command.tool)
    why = None if known else kind.logs.explain(row, result.error_text)
    if not why:
        return session.error(result)
    return CommandFailed(f"{why}.", "", shown=result.command.brief(), code=result.code)

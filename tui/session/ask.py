"""Drives the listing of a kind: hands its commands out and their results back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tui.core import parse
from tui.core.command import Command, Result
from tui.core.errors import CommandFailed, WsltuiError
from tui.core.failure import failure
from tui.core.kind import Listing, Step

R = TypeVar("R")
Execute = Callable[[Command], Awaitable[Result]]
SHOWN = 120
"""Characters of an answer that cannot be read that are quoted."""


def _no_one(_rows: tuple[R, ...]) -> None:
    return


async def ask(
    listing: Listing[R],
    execute: Execute,
    partial: Callable[[tuple[R, ...]], Awaitable[object] | None] = _no_one,
) -> tuple[R, ...]:
    """All rows. `partial` hears of the rows that are known before the next commands run.

    What it gives back is waited for: there may be something better to do first.

    Raises what `failure` makes of a failed command, unless the step tolerates it, and
    CommandFailed for an answer that cannot be read.
    """
    results: tuple[Result, ...] | None = None
    while True:
        try:
            step = next(listing) if results is None else listing.send(results)
        except StopIteration as end:
            rows: tuple[R, ...] = end.value
            return rows
        except WsltuiError:
            raise
        except Exception as error:
            raise unreadable(results or (), error) from error
        if step.rows is not None:
            pause = partial(step.rows)
            if pause is not None:
                await pause
        results = await _answers(step, execute)


async def _answers(step: Step[R], execute: Execute) -> tuple[Result, ...]:
    """The commands run side by side; the first one that cannot be carried out ends them all."""
    tasks = [asyncio.ensure_future(execute(command)) for command in step.commands]
    try:
        results = await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    failed = next((result for result in results if not result.ok), None)
    if failed is not None and not step.tolerant:
        raise failure(failed)
    return tuple(results)


def unreadable(results: tuple[Result, ...], error: Exception) -> CommandFailed:
    """A tool answered something else than it should, or than wsltui understands."""
    asked = [result for result in results if result.stdout.strip()] or list(results)
    command = asked[0].command if asked else None
    brief = command.brief() if command else "the listing"
    said = asked[0].text.strip() if asked else ""
    if isinstance(error, parse.Garbled):
        said = str(error)
    quoted = parse.clean(said[:SHOWN]) + ("…" if len(said) > SHOWN else "")
    return CommandFailed(
        f"`{brief}` printed something that cannot be read: {quoted or 'nothing'}",
        f"See what `{brief}` prints in a terminal.",
        shown=command.typed() if command else "",
        code=asked[0].code if asked else None,
    )

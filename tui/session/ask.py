"""Drives the listing of a kind: hands its commands out and their results back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tui.core.command import Command, Result
from tui.core.failure import failure
from tui.core.kind import Listing

R = TypeVar("R")
Execute = Callable[[Command], Awaitable[Result]]


def _no_one(_rows: tuple[R, ...]) -> None:
    return


async def ask(
    listing: Listing[R],
    execute: Execute,
    partial: Callable[[tuple[R, ...]], None] = _no_one,
) -> tuple[R, ...]:
    """All rows. `partial` hears of the rows that are known while commands still run.

    Raises what `failure` makes of a failed command, unless the step tolerates it.
    """
    results: tuple[Result, ...] = ()
    step = next(listing)
    while True:
        if step.rows is not None:
            partial(step.rows)
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(_run(execute, command)) for command in step.commands]
        results = tuple(task.result() for task in tasks)
        failed = next((r for r in results if not r.ok), None)
        if failed is not None and not step.tolerant:
            raise failure(failed)
        try:
            step = listing.send(results)
        except StopIteration as end:
            rows: tuple[R, ...] = end.value
            return rows


async def _run(execute: Execute, command: Command) -> Result:
    return await execute(command)

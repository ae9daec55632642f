"""The doctor's facts, gathered side by side; nothing is started that does not run already.

Every look has a time limit of its own, and a program of Windows that did not answer once is not
asked again: what is left of it is unknown, with the reason.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from tui.backends.aside import aside
from tui.backends.looking import Look
from tui.core.facts import Facts, Local, Maybe, Program, Unknown, WindowsFiles
from tui.session import crash
from tui.session.doctor.disk import look_at_disk
from tui.session.doctor.engine import ask_engine
from tui.session.doctor.windows import NOT_WSL, WindowsLane
from tui.session.session import Session

T = TypeVar("T")
SECONDS = 5.0
"""For files: a drive of Windows may never answer."""


async def diagnose(session: Session) -> Facts:
    """Everything that can be found out. Raises nothing."""
    lane, look = WindowsLane(session), session.look()
    async with asyncio.TaskGroup() as group:
        asking = group.create_task(ask_engine(session))
        far = group.create_task(_looked(look.far))
        scripts = group.create_task(_looked(look.scripts))
        here = group.create_task(_here(session))
        local = await _looked(look.near)
        if isinstance(local, Unknown):
            local = Local(inside=True, kernel=local, socket=local, engine=local)
        if local.inside:
            await lane.ask()
        files = await _files(look, lane)
    local = replace(_with_program(local, far.result()), crlf=scripts.result())
    answer = asking.result()
    disk = await look_at_disk(session, look, lane, answer, local)
    return Facts(local, here.result(), lane.wsl, lane.windows, files, answer.engine, disk)


async def _here(session: Session) -> str | None:
    if not session.store["here"].rows:
        await session.find_here()
    rows: tuple[str, ...] = session.store["here"].rows
    return rows[0] if rows else None


async def _files(look: Look, lane: WindowsLane) -> WindowsFiles:
    if isinstance(lane.folders, Unknown):
        return WindowsFiles(lane.folders, lane.folders)
    profile, roaming = lane.folders
    found = await _looked(lambda: look.windows(profile, roaming))
    return WindowsFiles(found, found) if isinstance(found, Unknown) else found


def _with_program(local: Local, found: Maybe[tuple[Program, Maybe[bool]]]) -> Local:
    if isinstance(found, Unknown):
        return replace(local, program=found, desktop=found)
    program, desktop = found
    return replace(local, program=program, desktop=desktop if local.inside else NOT_WSL)


async def _looked(look: Callable[[], T]) -> Maybe[T]:
    try:
        return await aside(look, SECONDS)
    except TimeoutError:
        return Unknown(f"files did not answer within {SECONDS:g} s")
    except Exception as error:
        return Unknown(crash.sentence(error).rstrip("."))

"""What surrounds wsltui, for the rows of the system: looked for when somebody looks at them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.backends.aside import aside
from tui.core import parse
from tui.core.around import Around
from tui.core.command import Command, Result

if TYPE_CHECKING:
    from tui.session.session import Session

SECONDS = 5.0
MODE = Command("windows", ("wslinfo", "--networking-mode"), timeout=SECONDS)
GPUS = Command("host", ("nvidia-smi", "-L"), timeout=SECONDS)
NO_PROGRAM = "there is no nvidia-smi"


async def supply(session: Session) -> tuple[Around, ...]:
    """Raises nothing: what cannot be had is unknown, with the reason."""
    try:
        found = await aside(session.around, SECONDS)
    except TimeoutError:
        return (Around(why=f"files did not answer within {SECONDS:g} s"),)
    mode, gpus = await asyncio.gather(_mode(session, found), _gpus(session, found))
    return (replace(found, mode=mode[0], why_mode=mode[1], gpus=gpus[0], why_gpus=gpus[1]),)


async def _mode(session: Session, found: Around) -> tuple[str, str]:
    """The program is one of Linux, and comes with WSL; older releases have none."""
    if not found.inside:
        return "", "this machine is not WSL"
    answer = await session.execute(MODE)
    said = answer.text.strip()
    if answer.ok and said.isalnum():
        return said.lower(), ""
    return "", _why("wslinfo", answer)


async def _gpus(session: Session, found: Around) -> tuple[tuple[str, ...], str]:
    if not found.nvidia:
        return (), NO_PROGRAM
    answer = await session.execute(replace(GPUS, program=found.nvidia))
    if not answer.ok:
        return (), _why("nvidia-smi", answer)
    return tuple(parse.clean(line) for line in answer.text.splitlines() if line.strip()), ""


def _why(program: str, answer: Result) -> str:
    said = parse.clean(answer.last_words(1)).rstrip(".")
    return f"{program} did not tell ({answer.outcome}): {said or 'it said nothing'}"

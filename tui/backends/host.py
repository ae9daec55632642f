"""Programs of this machine itself."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

from tui.backends.base import RunCommand
from tui.core.command import Command, Outcome, Result
from tui.core.health import Cause, Health, down

OVERRIDES = {"LC_ALL": "C.UTF-8"}


class HostBackend:
    """The tool `host`: what it runs is part of every Linux, and needs no finding."""

    tool = "host"

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env

    async def probe(self, _run: RunCommand) -> Health:
        """Whether `truncate` is there, which empties files."""
        if shutil.which("truncate", path=self._env.get("PATH")):
            return Health(up=True)
        return _missing("truncate")

    def prepare(self, command: Command) -> Command:
        return command.with_env({**OVERRIDES, **dict(command.env)})

    def again(self, result: Result) -> Command | None:  # noqa: ARG002 - never needed here
        return None

    def explain(self, result: Result) -> Health | None:
        started = result.outcome is not Outcome.NOT_STARTED
        return None if started else _missing(result.command.argv[0])


def _missing(program: str) -> Health:
    sentence = f"There is no program {program} on this machine."
    known = "It is part of the package coreutils." if program == "truncate" else "Is it installed?"
    return down(Cause.NOT_INSTALLED, sentence, known)

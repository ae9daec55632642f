"""One wsltui after another on a demo engine and a state directory, each killed at will."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.demo_worlds import session, still_world
from tui.core.cleanup.plan import Plan
from tui.core.cleanup.policy import STANDARD
from tui.core.command import Command, Outcome, Result
from tui.session.cleaning.cleaner import Cleaner
from tui.session.cleaning.interrupted import Interrupted
from tui.session.session import Session


class Killed(BaseException):
    """Nothing catches it, as nothing catches SIGKILL."""


class Run:
    """One wsltui after another on an engine and a state directory."""

    def __init__(self, directory: Path) -> None:
        self.world, _ = still_world()
        self.directory = directory
        self.commands: list[str] = []
        self.unanswered = ""

    def session(self) -> Session:
        return session(self.world)

    def cleaner(self, *, kill_at: int = 0) -> Cleaner:
        """Killed at the nth command that removes something."""
        opened = self.session()
        real, removals = opened.runner._transport.run, 0

        async def run(command: Command) -> Result:
            nonlocal removals
            self.commands.append(command.typed())
            removals += command.mutates
            if command.mutates and removals == kill_at:
                raise Killed
            if self.unanswered and self.unanswered in command.typed():
                return Result(command, Outcome.TIMEOUT)
            return await real(command)

        opened.runner._transport.run = run  # type: ignore[method-assign]
        return Cleaner(opened, self.directory)

    async def killed(self, nth: int = 3, *, undo: bool = True) -> Plan:
        cleaner = self.cleaner(kill_at=nth)
        plan = await cleaner.plan(STANDARD, undo=undo)
        with pytest.raises(Killed):
            await cleaner.apply(plan, undo=undo)
        return plan

    async def one(self) -> Interrupted:
        (found,) = await self.cleaner().interrupted.find()
        return found

    @property
    def place(self) -> Path:
        (found,) = (self.directory / "clean").iterdir()
        return found

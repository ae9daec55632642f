"""A demo world that stands still: every run of it is the same on every machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from tui.backends.demo import DemoDisk, open_demo, passing_place, sample
from tui.backends.demo_look import DemoLook
from tui.backends.docker_causes import Situation, explain_words
from tui.backends.logs import EngineLogs
from tui.core.command import Command, Outcome, Result
from tui.core.health import Health
from tui.core.settings import Settings
from tui.kinds import KINDS
from tui.run.transport import Transport
from tui.session.session import SAMPLES, Session
from tui.ui.app import SAMPLE_EVERY

BEGAN = datetime(2026, 3, 9, 10, 30, tzinfo=UTC)
SECONDS = {"stop": 0.4, "restart": 0.7, "pause": 0.1, "start": 0.3, "--set-default": 0.2}
"""How long the commands of the pictures are said to have taken, by their verb."""
NO_ENGINE = (
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. "
    "Is the docker daemon running?\n"
)
WHERE = Situation("unix:///var/run/docker.sock", True, True, True, "Ubuntu-24.04")


class _Dates(type):
    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, datetime)


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now

    @contextmanager
    def everywhere(self) -> Iterator[None]:
        """In place of the `datetime` of every module of wsltui."""
        clock = self

        class Still(datetime, metaclass=_Dates):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Any:
                return clock.now.astimezone(tz)

        old = [
            module
            for name, module in list(sys.modules.items())
            if name.startswith("tui.") and vars(module).get("datetime") is datetime
        ]
        for module in old:
            vars(module)["datetime"] = Still
        try:
            yield
        finally:
            for module in old:
                vars(module)["datetime"] = datetime


class Steady:
    """A transport whose results took the seconds that were settled for them."""

    def __init__(self, world: Transport) -> None:
        self._world = world
        self.engine = True

    async def run(self, command: Command) -> Result:
        if command.tool == "docker" and not self.engine:
            return Result(command, Outcome.FAILED, 1, stderr=NO_ENGINE.encode(), seconds=0.1)
        result = await self._world.run(command)
        verb = next((word for word in command.argv if word in SECONDS), "")
        return replace(result, seconds=SECONDS.get(verb, 0.1))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._world, name)


class Reached:
    """The docker of the demo world, where there is an engine; else what is told of its lack."""

    tool = "docker"

    def __init__(self, demo: Any, steady: Steady) -> None:
        self._demo, self._steady = demo, steady

    async def probe(self, run: Any) -> Health:
        health: Health = await self._demo.probe(run)
        return health if self._steady.engine else _no_engine()

    def explain(self, result: Result) -> Health | None:
        return None if self._steady.engine else _no_engine()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._demo, name)


def _no_engine() -> Health:
    health = explain_words(NO_ENGINE, WHERE)
    assert health is not None
    return health


def still_session(clock: Clock, settings: Settings) -> tuple[Session, Steady]:
    """A session on the demo world; what was measured in it is there from the start."""
    backends, runner, locate, _ = open_demo(clock=clock, pace=0, lively=False)
    steady = Steady(runner._transport)
    runner._transport = steady
    docker: Any = Reached(backends["docker"], steady)
    session = Session(
        KINDS, {**backends, "docker": docker}, runner, settings,
        demo=True, locate=locate, measure=lambda: sample(clock()),
    )  # fmt: skip
    session.logs, session.disk, session.look = EngineLogs(None), DemoDisk(), DemoLook
    session.state = passing_place(session)
    for number in range(SAMPLES, 0, -1):
        session.take_sample(sample(clock() - timedelta(seconds=number * SAMPLE_EVERY)))
    return session, steady

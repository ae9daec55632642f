"""Every moment at which a clean-up can be killed, as it leaves the disk and the engine."""

from __future__ import annotations

import copy
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.unit.demo_worlds import session, still_world
from tui import files
from tui.core.cleanup.plan import Plan
from tui.core.cleanup.policy import PRESETS
from tui.core.command import Command, Result
from tui.run.demo.world import World
from tui.session.cleaning.cleaner import Cleaner

POLICY = replace(PRESETS["thorough"], volumes=frozenset({"backup-2024"}))


@dataclass(frozen=True)
class Moment:
    """Right after `what`: a file was written, or docker was called."""

    what: str
    world: World
    directory: Path


class Film:
    """Remembers all moments of what happens between a cleaner and its engine."""

    def __init__(self, directory: Path) -> None:
        self.world, _ = still_world()
        self.moments: list[Moment] = []
        self._places = directory
        self.directory = directory / "state"
        self.directory.mkdir(parents=True)
        self.rolling = False

    def cleaner(self) -> Cleaner:
        opened = session(self.world)
        transport: Any = opened.runner._transport
        real = transport.run

        async def run(command: Command) -> Result:
            result: Result = await real(command)
            if command.mutates:
                self.take(command.typed())
            return result

        transport.run = run
        return Cleaner(opened, self.directory)

    def take(self, what: str) -> None:
        if self.rolling:
            place = self._places / f"moment-{len(self.moments)}"
            shutil.copytree(self.directory, place)
            self.moments.append(Moment(what, copy.deepcopy(self.world), place))


async def a_film(directory: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Film, Plan]:
    """A clean-up that was filmed from its beginning to its end, and what it had planned."""
    film = Film(directory)
    cleaner = film.cleaner()
    plan = await cleaner.plan(POLICY)
    for name in ("append_line", "write_atomic"):
        real = getattr(files, name)

        def filmed(path: Path, *words: Any, real: Any = real, **more: Any) -> None:
            real(path, *words, **more)
            film.take(path.name)

        monkeypatch.setattr(files, name, filmed)
    film.rolling = True
    film.take("nothing")
    report = await cleaner.apply(plan)
    film.take("all")
    film.rolling = False
    assert report.ok
    return film, plan


def things(world: World) -> frozenset[str]:
    """All ids and names on an engine; of images the tags too."""
    found = {*world.containers, *world.volumes, *world.networks, *world.cache}
    found |= {f"{key} {tag}" for key, image in world.images.items() for tag in ("", *image.tags)}
    return frozenset(found)


def at(moment: Moment) -> Cleaner:
    """A new wsltui, started when the other was killed."""
    return Cleaner(session(moment.world), moment.directory)

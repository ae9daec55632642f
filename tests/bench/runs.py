"""The programs in turn, run after run, so that a slow minute of the machine hits all alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import measure, report
from tests.bench.programs import Program
from tests.bench.world import fill, surroundings
from tests.live.engine import PrivateEngine

Found = dict[str, report.Medians]


@dataclass(frozen=True, slots=True)
class Wishes:
    """How much is measured; `idle` is in seconds."""

    containers: tuple[int, ...]
    starts: int
    sessions: int
    idle: float


def measure_all(
    programs: list[Program], wishes: Wishes, directory: Path
) -> Iterator[tuple[str, Found]]:
    """Title and medians by program of each table, on one private engine that fills up."""
    with PrivateEngine() as engine:
        for number in wishes.containers:
            fill(engine, number)
            with surroundings(engine, directory) as env:
                for title, found in _tables(engine, env, programs, wishes):
                    yield f"{title}, {number} containers", found


def _tables(
    engine: PrivateEngine, env: dict[str, str], programs: list[Program], wishes: Wishes
) -> Iterator[tuple[str, Found]]:
    home, idle = Path(env["HOME"]), wishes.idle
    screens = [program for program in programs if program.to_containers is not None]
    for program in programs:
        measure.start(program, env, home)  # files are read and modules compiled: not counted
    yield "Start", _in_turn(programs, wishes.starts, lambda p: measure.start(p, env, home))
    yield (
        "Session",
        _in_turn(screens, wishes.sessions, lambda p: measure.session(p, env, home, idle)),
    )
    yield "Counts", _in_turn(screens, 1, lambda p: measure.count(p, engine, env, home, idle))


def _in_turn(programs: list[Program], runs: int, one: Callable[[Program], Any]) -> Found:
    figures: defaultdict[str, list[Any]] = defaultdict(list)
    for _ in range(runs):
        for program in programs:
            figures[program.name].append(one(program))
    return {name: report.medians(found) for name, found in figures.items()}

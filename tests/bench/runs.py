"""The programs in turn, run after run, so that a slow minute of the machine hits all alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import measure, report
from tests.bench.programs import Program
from tests.bench.terminal import BenchError
from tests.bench.world import fill, surroundings
from tests.live.engine import PrivateEngine

Found = dict[str, report.Medians]
Table = tuple[str, Found, list[str]]
"""A title, figures by program, and what went wrong, one sentence a line."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How much is measured; `idle` is in seconds."""

    containers: tuple[int, ...]
    starts: int
    sessions: int
    idle: float


def measure_all(programs: list[Program], wishes: Wishes, directory: Path) -> Iterator[Table]:
    """On one private engine that fills up."""
    with PrivateEngine() as engine:
        for number in wishes.containers:
            fill(engine, number)
            with surroundings(engine, directory) as env:
                for title, found, failed in _tables(engine, env, programs, wishes):
                    yield f"{title}, {number} containers", found, failed


def _tables(
    engine: PrivateEngine, env: dict[str, str], programs: list[Program], wishes: Wishes
) -> Iterator[Table]:
    home, idle = Path(env["HOME"]), wishes.idle
    screens = [program for program in programs if program.to_containers is not None]

    def start(program: Program) -> measure.Start:
        return measure.start(program, env, home)

    def session(program: Program) -> measure.Session:
        return measure.session(program, env, home, idle)

    def count(program: Program) -> measure.Counts:
        return measure.count(program, engine, env, home, idle)

    in_turn(programs, 1, start)  # files are read and modules compiled: not counted
    yield "Start", *in_turn(programs, wishes.starts, start)
    yield "Session", *in_turn(screens, wishes.sessions, session)
    yield "Counts", *in_turn(screens, 1, count)


def in_turn(
    programs: list[Program], runs: int, one: Callable[[Program], Any]
) -> tuple[Found, list[str]]:
    """Medians of what `one` gives, of the runs that came to an end, and why others did not."""
    figures: defaultdict[str, list[Any]] = defaultdict(list)
    failed: list[str] = []
    for number in range(1, runs + 1):
        for program in programs:
            try:
                figures[program.name].append(one(program))
            except BenchError as error:
                failed.append(f"{program.name}, run {number} of {runs}: {error}.")
    return {name: report.medians(found) for name, found in figures.items()}, failed

"""One start, one session, one count: each of a single program, as numbers."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.counting import counted
from tests.bench.programs import Program
from tests.bench.screen import shows_something
from tests.bench.terminal import Terminal
from tests.bench.world import PREFIX
from tests.live.engine import PrivateEngine
from tests.live.machine import docker_clis

_ROW = re.compile(PREFIX.encode() + rb"\d{4}")
READY_WITHIN = 30.0
QUIET, AT_MOST = 1.5, 8.0
"""Seconds without output after which a program has settled; some redraw for ever."""
KEYS = "jjjjkkkk" * 5
KEY_EVERY = 0.15
"""Seconds from key to key: long enough for a detail that waits until the cursor rests."""

Env = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Start:
    """From the fork to the first row of the list. Times and CPU in milliseconds."""

    first_frame_ms: float
    first_row_ms: float
    cpu_ms: float
    bytes: float


@dataclass(frozen=True, slots=True)
class Session:
    """A session at rest, and what a cursor key costs beyond that."""

    idle_cpu_percent: float
    idle_bytes_per_s: float
    key_cpu_ms: float
    key_bytes: float
    rss_mib: float
    children_rss_mib: float


@dataclass(frozen=True, slots=True)
class Counts:
    """Processes called docker, and requests to the engine: until at rest, and then at rest."""

    start_commands: float
    start_requests: float
    idle_commands: float
    idle_requests: float


def start(program: Program, env: Env, cwd: Path) -> Start:
    """Start it, and kill it as soon as it shows a container."""
    with Terminal(program.argv, env, cwd) as terminal:
        frame = terminal.read_until(shows_something, READY_WITHIN, "first frame")
        row = terminal.read_until(_shows_row, READY_WITHIN, "container")
        cpu, written = terminal.kill(), len(terminal.output)
    return Start(frame * 1000, row * 1000, cpu * 1000, written)


def session(program: Program, env: Env, cwd: Path, idle: float) -> Session:
    """Let it settle, leave it alone for `idle` seconds, then move the cursor up and down."""
    with Terminal(program.argv, env, cwd) as terminal:
        _get_ready(terminal, program)
        idle_cpu, idle_bytes = _cost_of(terminal, lambda: terminal.read_for(idle))
        key_cpu, key_bytes = _cost_of(terminal, lambda: _move(terminal))
        own, children = terminal.memory()
    share, count = len(KEYS) * KEY_EVERY / idle, len(KEYS)
    return Session(
        idle_cpu_percent=100 * idle_cpu / idle,
        idle_bytes_per_s=idle_bytes / idle,
        key_cpu_ms=max(0.0, key_cpu - idle_cpu * share) * 1000 / count,
        key_bytes=max(0.0, key_bytes - idle_bytes * share) / count,
        rss_mib=own / 2**20,
        children_rss_mib=children / 2**20,
    )


def count(program: Program, engine: PrivateEngine, env: Env, cwd: Path, idle: float) -> Counts:
    """The same start through a counting proxy and a counting `docker`."""
    with (
        tempfile.TemporaryDirectory(prefix="wsltui-bench-") as name,
        counted(Path(name), engine.socket, docker_clis()[0]) as (proxy, docker, changes),
        Terminal(program.argv, {**env, **changes}, cwd) as terminal,
    ):
        _get_ready(terminal, program)
        started = len(docker.calls()), len(proxy.log.requests)
        terminal.read_for(idle)
        ended = len(docker.calls()), len(proxy.log.requests)
    return Counts(*started, ended[0] - started[0], ended[1] - started[1])


def _get_ready(terminal: Terminal, program: Program) -> None:
    terminal.read_until(_shows_row, READY_WITHIN, "container")
    terminal.read_for(QUIET)
    terminal.press(program.to_containers or "")
    deadline = time.perf_counter() + AT_MOST
    while terminal.read_for(QUIET) and time.perf_counter() < deadline:
        pass


def _move(terminal: Terminal) -> None:
    for key in KEYS:
        terminal.press(key)
        terminal.read_for(KEY_EVERY)


def _cost_of(terminal: Terminal, work: Callable[[], object]) -> tuple[float, int]:
    """Seconds of CPU and bytes of output while `work` goes on."""
    cpu, written = terminal.cpu(), len(terminal.output)
    work()
    return terminal.cpu() - cpu, len(terminal.output) - written


def _shows_row(output: bytes) -> bool:
    return _ROW.search(output) is not None

"""What wsltui costs, in numbers that no slow machine changes: commands, requests, bytes, CPU."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bench.counting import CountedDocker, CountingProxy, counted
from tests.bench.measure import KEYS, READY_WITHIN
from tests.bench.terminal import Terminal
from tests.bench.world import PREFIX, fill, surroundings
from tests.live.engine import PrivateEngine
from tests.live.machine import docker_clis

CONTAINERS = 10
APP = [sys.executable, "-m", "tui"]
_ID = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass
class Counted:
    """A running wsltui that has read everything, and what it asks for."""

    terminal: Terminal
    docker: CountedDocker
    proxy: CountingProxy

    def settle(self) -> None:
        """Wait until it has been doing nothing for a while."""
        before = ""
        while before != (before := repr((self.docker.calls(), self.proxy.log.requests))):
            self.terminal.read_for(1.5)

    def during(self, work: Callable[[], object]) -> tuple[list[str], list[str], int]:
        """The docker commands and the engine requests while `work` goes on, and bytes written."""
        calls, requests = len(self.docker.calls()), len(self.proxy.log.requests)
        written = len(self.terminal.output)
        work()
        return (
            self.docker.calls()[calls:],
            self.proxy.log.requests[requests:],
            len(self.terminal.output) - written,
        )


@pytest.fixture(scope="module")
def ten(may_start_engines: None) -> Iterator[PrivateEngine]:
    with PrivateEngine() as engine:
        fill(engine, CONTAINERS)
        yield engine


@pytest.fixture
def env(ten: PrivateEngine, tmp_path: Path) -> Iterator[dict[str, str]]:
    with surroundings(ten, tmp_path) as env:
        yield env | {"PYTHONPATH": str(Path(__file__).parents[2])}


@pytest.fixture
def running(ten: PrivateEngine, env: dict[str, str], tmp_path: Path) -> Iterator[Counted]:
    folder = tmp_path / "counting"
    folder.mkdir()
    with (
        counted(folder, ten.socket, docker_clis()[0]) as (proxy, docker, changes),
        Terminal(APP, env | changes, tmp_path) as terminal,
    ):
        terminal.read_until(shows(PREFIX), READY_WITHIN, "container")
        running = Counted(terminal, docker, proxy)
        running.settle()
        terminal.press("2")
        running.settle()
        yield running


def shows(text: str) -> Callable[[bytes], bool]:
    return lambda output: text.encode() in output


def test_the_start_asks_for_nothing_twice(running: Counted) -> None:
    """But for `docker version`: the greeting does not queue, and may run beside that read."""
    calls = Counter(call for call in running.docker.calls() if not call.startswith("version "))
    assert len(calls) <= 7, calls
    assert set(calls.values()) == {1}
    questions = [request for request in running.proxy.log.requests if "_ping" not in request]
    assert questions.count("GET /containers/ID/json") == CONTAINERS
    assert questions.count("GET /containers/json") == 1


def test_at_rest_nothing_is_asked_and_little_is_written(running: Counted) -> None:
    cpu = running.terminal.cpu()
    calls, requests, written = running.during(lambda: running.terminal.read_for(5))
    assert (calls, requests) == ([], [])
    assert written < 5 * 2048
    assert running.terminal.cpu() - cpu < 5 * 0.1


def test_one_event_costs_one_inspect_of_one_container(ten: PrivateEngine, running: Counted) -> None:
    def rename() -> None:
        ten.api("POST", f"/containers/{PREFIX}{CONTAINERS:04}/rename?name=renamed")
        running.terminal.read_until(shows("renamed"), 10, "new name")
        running.settle()

    try:
        calls, requests, _ = running.during(rename)
    finally:
        ten.api("POST", f"/containers/renamed/rename?name={PREFIX}{CONTAINERS:04}")
    (call,) = calls
    assert call.startswith("container inspect ")
    assert len(_ID.findall(call)) == 1
    assert requests.count("GET /containers/ID/json") == 1
    assert "GET /containers/json" not in requests


def test_a_cursor_key_asks_for_nothing_and_writes_less_than_2_kb(running: Counted) -> None:
    def move() -> None:
        for key in KEYS:
            running.terminal.press(key)
            running.terminal.read_for(0.1)  # long enough for the detail to follow

    cpu = running.terminal.cpu()
    calls, requests, written = running.during(move)
    assert (calls, requests) == ([], [])
    assert 100 * len(KEYS) < written < 2048 * len(KEYS)
    assert running.terminal.cpu() - cpu < 0.04 * len(KEYS)


def test_a_start_takes_less_than_four_times_the_cpu_of_importing_textual(
    env: dict[str, str], tmp_path: Path
) -> None:
    started = []
    for _ in range(3):
        with Terminal(APP, env, tmp_path) as terminal:
            terminal.read_until(shows(PREFIX), READY_WITHIN, "container")
            started.append(terminal.kill())
    assert min(started) < 4 * min(_cpu_of("import textual.app") for _ in range(3))


def _cpu_of(code: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], env={"PATH": os.defpath}, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

"""An engine with so many containers, and the surroundings a measured program gets."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX, build, build_busybox

PREFIX = "crate-"
RUNNING = 3
_EMPTY = "bench/empty:1"
_PASSED_ON = ("PATH", "LANG", "USER", "LOGNAME")


def fill(engine: PrivateEngine, count: int) -> None:
    """Bring the engine to `count` containers: three run, the others are only created."""
    there = len(engine.get("/containers/json?all=1"))
    if not there:
        build_busybox(engine)
        build(engine, _EMPTY, "FROM scratch\nLABEL bench=1\nCMD /nothing\n")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: _make(engine, number), range(there + 1, count + 1)))


def _make(engine: PrivateEngine, number: int) -> None:
    name, runs = f"{PREFIX}{number:04}", number <= RUNNING
    body = {"Image": BUSYBOX, "Cmd": ["sleep", "1000000"]} if runs else {"Image": _EMPTY}
    engine.api("POST", f"/containers/create?name={name}", body, timeout=60)
    if runs:
        engine.api("POST", f"/containers/{name}/start", timeout=60)


@contextmanager
def surroundings(engine: PrivateEngine, directory: Path) -> Iterator[dict[str, str]]:
    """The environment for a program that finds neither config, state nor WSL of this machine."""
    home = directory / "home"
    home.mkdir()
    env = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    env |= engine.env | {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    try:
        yield env
    finally:
        shutil.rmtree(home)

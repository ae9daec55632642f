"""Logs of a real engine: odd bytes, big logs within their bounds, containers that die."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.live.engine import PrivateEngine
from tests.live.following import Following, lead_to
from tests.live.image import BUSYBOX
from tests.live.test_cli_live import Wsltui
from tests.unit.log_bytes import bodies
from tui.core.command import Command
from tui.core.logask import Wanted
from tui.core.logline import LogLine
from tui.core.logring import KEEP
from tui.run.outputs import Outputs, Piece
from tui.session import tail as tail_module
from tui.session.logsource import Standing
from tui.session.tail import Tail

ODD = r"""
head -c 40000 /dev/zero | tr '\0' x; echo
echo of stderr >&2
printf '10%%\r55%%\r100%%\r\n\033]0;title\007seen\033[2J\n\377\376bad\n'
printf 'no end'
"""
LINES = 200_000
OF_A_THOUSAND = 100_000
"""Bytes that a thousand of these lines have at most, with their timestamps."""
MEMORY = 12 * 1024 * 1024
"""Bytes that 50,000 of them take at most."""


class Tailed:
    """A tail on a live session, and what came from the engine."""

    def __init__(self, followed: Following, monkeypatch: pytest.MonkeyPatch) -> None:
        self.followed, self.session = followed, followed.session
        self.bytes = 0
        self._real = self.session.outputs
        monkeypatch.setattr(self.session, "outputs", self._counted)

    @asynccontextmanager
    async def _counted(self, command: Command) -> AsyncIterator[Outputs]:
        async with self._real(command) as outputs:
            counting = Outputs(self._count(outputs))
            yield counting
            counting.result = outputs.result

    async def _count(self, outputs: Outputs) -> AsyncIterator[Piece]:
        async for piece in outputs:
            self.bytes += len(piece.raw)
            yield piece

    @asynccontextmanager
    async def reading(self, wanted: Wanted, *names: str) -> AsyncIterator[Tail]:
        rows, kind = self.followed.rows(), self.session.kinds["containers"]
        tail = Tail(self.session, kind, [rows[name] for name in names], wanted, lambda: None)
        task = asyncio.create_task(tail.run())
        try:
            yield tail
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def followed(
    clean_engine: PrivateEngine, some_cli: str, monkeypatch: pytest.MonkeyPatch
) -> PrivateEngine:
    """The engine that docker, in one of its versions, reaches from here."""
    lead_to(clean_engine, some_cli, monkeypatch)
    return clean_engine


def taken(line: LogLine) -> int:
    return sys.getsizeof(line) + sys.getsizeof(line.raw)


async def docker(engine: PrivateEngine, *words: str) -> str:
    return (await asyncio.to_thread(engine.docker, *words)).stdout.strip()


def test_odd_bytes_drivers_and_terminals(
    clean_engine: PrivateEngine, docker_cli: str, tmp_path: Path
) -> None:
    """With each CLI, as a script sees it."""
    engine = clean_engine
    path = f"{Path(docker_cli).parent}:{engine.environ['PATH']}"
    wsltui = Wsltui(engine.environ | {"PATH": path}, tmp_path)
    for name, options, script in (
        ("odd", (), ODD),
        ("tty", ("-t",), "echo one; echo two >&2"),
        ("mute", ("--log-driver", "none"), "echo one"),
    ):
        engine.docker("create", "--name", name, *options, BUSYBOX, "sh", "-c", script)
    engine.docker("start", "odd", "tty")
    engine.docker("wait", "odd", "tty")
    done = wsltui("logs", "odd")
    assert done.returncode == 0
    cut = f"{'x' * 16384} … (cut: the line has 40 kB)"
    seen = {cut, "of stderr", "100%", "seen", "��bad", "no end"}
    assert set(done.stdout.splitlines()) == seen
    found = [json.loads(line) for line in wsltui("logs", "odd", "--json").stdout.splitlines()]
    assert [one["text"] for one in found if one["stream"] == "stderr"] == ["of stderr"]
    assert [one["cut_bytes"] for one in found if one["cut_bytes"]] == [40_000]
    assert wsltui("logs", "-f", "tty").stdout == "one\ntwo\n"
    mute = wsltui("logs", "tty", "mute", "--tail", "1")
    assert (mute.returncode, mute.stdout.split()) == (1, ["tty", "two"])
    assert "mute keeps no log: its log driver is none." in mute.stderr


async def test_of_a_big_log_the_end_alone_is_read_and_no_more_kept_than_said(
    followed: PrivateEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes, CPU and memory; the time is the machine's."""
    await docker(followed, "run", "-d", "--name", "big", BUSYBOX, "seq", "1", str(LINES))
    await docker(followed, "wait", "big")
    async with Following() as f:
        await f.live()
        read = Tailed(f, monkeypatch)
        began = time.process_time()
        async with read.reading(Wanted(1000), "big") as tail:
            await f.until(lambda: bodies(tail.ring.lines)[-1:] == [str(LINES)], "the last line")
            assert time.process_time() - began < 0.5
            assert (len(tail.ring.lines), tail.ring.dropped) == (1000, 0)
            assert read.bytes < OF_A_THOUSAND
            assert await tail.older() == 1000
            assert bodies(tail.ring.lines)[0] == str(LINES - 1999)
        began = time.process_time()
        async with read.reading(Wanted(KEEP), "big") as tail:
            await f.until(lambda: len(tail.ring.lines) == KEEP, "as many lines as are kept")
            assert bodies(tail.ring.lines)[-1] == str(LINES)
            assert time.process_time() - began < 3
            assert sum(map(taken, tail.ring.lines)) < MEMORY
            assert await tail.older() == 0


async def test_one_that_pours_is_read_no_faster_than_it_can_be_shown(
    followed: PrivateEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Back-pressure: what is not taken stays with the engine, and the gap is said."""
    monkeypatch.setattr(tail_module, "BUDGET", 64 * 1024)
    monkeypatch.setattr(tail_module, "PATIENCE", 4)
    await docker(followed, "run", "-d", "--name", "spam", BUSYBOX, "sh", "-c", "yes spam")
    async with Following() as f:
        await f.live()
        read = Tailed(f, monkeypatch)
        ticks = [0]
        async with read.reading(Wanted(1000, follow=True), "spam") as tail:
            flush = tail._flush

            def counted() -> None:
                ticks.append(0)
                flush()

            monkeypatch.setattr(tail, "_flush", counted)
            left = "spam writes faster than can be shown: lines are left out here"
            await f.until(lambda: left in bodies(tail.ring.lines), "the gap")
            assert read.bytes <= (len(ticks) + 1) * 3 * 64 * 1024
        await docker(followed, "rm", "-f", "spam")


async def test_one_that_dies_comes_back_and_goes_for_good(
    followed: PrivateEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "echo born; sleep 1000000"
    await docker(followed, "run", "-d", "--name", "web", BUSYBOX, "sh", "-c", script)
    async with Following() as f:
        await f.live()
        read = Tailed(f, monkeypatch)
        async with read.reading(Wanted(1000, follow=True), "web") as tail:

            def shown() -> list[str]:
                return bodies(tail.ring.lines)

            await f.until(lambda: shown() == ["born"], "its log")
            await docker(followed, "kill", "web")
            ended = "web does not run; its log goes on when it does"
            await f.until(lambda: shown() == ["born", ended], "its end")
            await docker(followed, "start", "web")
            await f.until(lambda: shown() == ["born", ended, "web goes on", "born"], "its return")
            await docker(followed, "rm", "-f", "web")
            await f.until(lambda: tail.sources[0].standing is Standing.GONE, "its loss")
            assert shown()[:4] == ["born", ended, "web goes on", "born"]


async def test_a_killed_engine_that_returns_is_followed_again(
    followed: PrivateEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "while true; do cat /proc/uptime; sleep 0.3; done"
    await docker(followed, "run", "-d", "--restart", "always", "--name", "web", BUSYBOX,
                 "sh", "-c", script)  # fmt: skip
    async with Following() as f:
        await f.live()
        async with Tailed(f, monkeypatch).reading(Wanted(1000, follow=True), "web") as tail:
            await f.until(lambda: len(tail.ring.lines) > 1, "its log")
            await asyncio.to_thread(followed.kill)
            await f.until(lambda: tail.sources[0].standing is not Standing.FOLLOWED, "the loss")
            before = len(tail.ring.lines)
            await asyncio.to_thread(followed.restart)
            await f.until(lambda: len(tail.ring.lines) > before + 3, "its return")
            numbers = [line.body for line in tail.ring.lines if line.source >= 0]
            assert len(set(numbers)) == len(numbers)

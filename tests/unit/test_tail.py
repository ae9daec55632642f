"""Logs that are followed: merged, gone on with, and never more than can be shown."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.stories.logs import Logs
from tests.stories.things import Box
from tests.stories.world import World
from tests.unit.log_bytes import bodies
from tui.core.command import Command
from tui.core.logask import Wanted
from tui.core.settings import Settings
from tui.run.outputs import Outputs, Piece
from tui.session import tail as tail_module
from tui.session.logsource import Standing
from tui.session.tail import Tail


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tail_module, "TICK", 0.0)
    monkeypatch.setattr(tail_module, "FIRST_WAIT", 0.0)
    monkeypatch.setattr(tail_module, "LONGEST_WAIT", 0.0)


class Followed:
    """A tail over the containers of a story, and what it has shown so far."""

    def __init__(self, directory: Path, names: str = "web-1", wanted: Wanted | None = None) -> None:
        self.world = World(directory).furnish()
        self.session = self.world.session(Settings())
        self.kind = self.session.kinds["containers"]
        self.names = names.split()
        self.wanted = wanted or Wanted(1000, follow=True)
        self.changed = asyncio.Event()

    @property
    def logs(self) -> Logs:
        return self.world.logs

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Tail]:
        await self.read()
        rows = {row.name: row for row in self.session.store["containers"].rows}
        chosen = [rows[name] for name in self.names]
        self.tail = Tail(self.session, self.kind, chosen, self.wanted, self.changed.set)
        task = asyncio.create_task(self.tail.run())
        try:
            yield self.tail
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def read(self) -> None:
        self.session.refresh.mark("containers")
        await self.session.refresh.settled()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not condition():
                self.changed.clear()
                await asyncio.wait([asyncio.create_task(self.changed.wait())], timeout=0.02)

    async def shows(self, *texts: str) -> None:
        await self.until(lambda: bodies(self.tail.ring.lines) == list(texts))

    async def has(self, box: Box | None, name: str = "") -> None:
        """The engine has this container now, or no longer one of that name."""
        if box is None:
            del self.world.docker.boxes[name]
        else:
            self.world.boxes(box)
        await self.read()

    @property
    def standing(self) -> list[Standing]:
        return [source.standing for source in self.tail.sources]


async def test_the_end_and_what_comes(tmp_path: Path) -> None:
    f = Followed(tmp_path, wanted=Wanted(2, follow=True))
    f.logs.write("web-1", "one", "two", "three")
    async with f.running():
        await f.shows("two", "three")
        f.logs.write("web-1", "four")
        await f.shows("two", "three", "four")
        assert f.standing == [Standing.FOLLOWED]
    assert "docker logs --timestamps --follow --tail 2 web-1" in f.world.reads
    assert not f.world.ran


async def test_several_are_put_in_the_order_of_time(tmp_path: Path) -> None:
    f = Followed(tmp_path, "web-1 api-1")
    f.logs.write("web-1", "one")
    f.logs.write("api-1", "two", error=True)
    f.logs.write("web-1", "three")
    async with f.running() as tail:
        await f.shows("one", "two", "three")
        assert [line.source for line in tail.ring.lines] == [0, 1, 0]
        assert [line.error for line in tail.ring.lines] == [False, True, False]
        f.logs.write("api-1", "four")
        await f.shows("one", "two", "three", "four")


async def test_one_that_dies_is_said_and_gone_on_with_when_it_runs_again(tmp_path: Path) -> None:
    f = Followed(tmp_path)
    f.logs.write("web-1", "one", "one")
    async with f.running() as tail:
        await f.shows("one", "one")
        f.logs.stop("web-1")
        await f.has(Box("web-1", "exited"))
        ended = "web-1 does not run; its log goes on when it does"
        await f.shows("one", "one", ended)
        assert tail.sources[0].standing is Standing.ENDED
        f.logs.start("web-1")
        f.logs.write("web-1", "two")
        await f.has(Box("web-1"))
        await f.shows("one", "one", ended, "web-1 goes on", "two")
        assert f.standing == [Standing.FOLLOWED]


class Successor(Box):
    """One of the same name with another id."""

    @property
    def id(self) -> str:
        return "e" * 64


async def test_one_that_is_gone_keeps_its_lines_and_a_new_one_is_followed(tmp_path: Path) -> None:
    f = Followed(tmp_path)
    f.logs.write("web-1", "one")
    async with f.running() as tail:
        await f.shows("one")
        f.logs.stop("web-1")
        await f.has(None, "web-1")
        await f.until(lambda: f.standing == [Standing.GONE])
        assert bodies(tail.ring.lines)[0] == "one"
        f.logs.start("web-1")
        f.logs.write("web-1", "from the new one")
        await f.has(Successor("web-1"))
        await f.until(lambda: "from the new one" in bodies(tail.ring.lines))


async def test_a_driver_that_cannot_be_read_is_said_once(tmp_path: Path) -> None:
    f = Followed(tmp_path)
    f.logs.refuse("web-1", "configured logging driver does not support reading")
    async with f.running() as tail:
        await f.until(lambda: f.standing == [Standing.UNREADABLE])
        assert "cannot be read from here" in tail.sources[0].words
        await f.has(Box("web-1", health="healthy"))
        assert sum("docker logs" in typed for typed in f.world.reads) == 1


async def test_what_fails_again_and_again_is_said_once_and_its_return_too(tmp_path: Path) -> None:
    f = Followed(tmp_path)
    f.logs.write("web-1", "one")
    f.logs.refuse("web-1", "something is wrong")
    async with f.running() as tail:
        await f.until(lambda: sum("docker logs" in typed for typed in f.world.reads) > 3)
        assert tail.sources[0].standing is Standing.FAILED
        assert "something is wrong" in tail.sources[0].words
        f.logs.refuse("web-1", "")
        f.logs.write("web-1", "two")
        await f.until(lambda: bodies(tail.ring.lines)[-2:] == ["one", "two"])
        assert f.standing == [Standing.FOLLOWED]
        assert len(tail.ring.lines) <= 3


async def test_without_a_log_nothing_is_asked(tmp_path: Path) -> None:
    f = Followed(tmp_path)
    f.world.boxes(Box("web-1", raw={"HostConfig.LogConfig": {"Type": "none"}}))
    async with f.running() as tail:
        await f.until(lambda: f.standing == [Standing.UNREADABLE])
        assert tail.sources[0].words == "web-1 keeps no log: its log driver is none."
        assert not any("docker logs" in typed for typed in f.world.reads)


async def test_older_lines_come_above_and_none_twice(tmp_path: Path) -> None:
    f = Followed(tmp_path, "web-1 api-1", wanted=Wanted(2, follow=True))
    f.logs.write("web-1", *(f"w{n}" for n in range(6)))
    f.logs.write("api-1", *(f"a{n}" for n in range(6)))
    async with f.running() as tail:
        await f.shows("w4", "w5", "a4", "a5")
        assert await tail.older() == 8
        await f.shows(*(f"w{n}" for n in range(6)), *(f"a{n}" for n in range(6)))
        assert await tail.older() == 0
        f.logs.write("web-1", "w6")
        await f.until(lambda: bodies(tail.ring.lines)[-1] == "w6")
        assert len(tail.ring.lines) == 13


async def test_a_full_ring_asks_for_nothing_older(tmp_path: Path) -> None:
    f = Followed(tmp_path)
    f.logs.write("web-1", "one", "two")
    async with f.running() as tail:
        await f.shows("one", "two")
        tail.ring.keep = 2
        asked = len(f.world.reads)
        assert await tail.older() == 0
        assert len(f.world.reads) == asked


async def test_notes_stay_where_they_were_put(tmp_path: Path) -> None:
    f = Followed(tmp_path)
    f.logs.write("web-1", "one", "two")
    async with f.running() as tail:
        await f.shows("one", "two")
        tail.write("here", tail.ring.lines[0])
        tail.write("and here", tail.ring.lines[0])
        tail.write("at the end")
        await f.shows("one", "here", "and here", "two", "at the end")
        f.logs.write("web-1", "three")
        await f.shows("one", "here", "and here", "two", "at the end", "three")


async def test_what_pours_faster_than_it_can_be_shown_is_gone_on_with_at_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After so many full ticks the log is asked for its end, and the gap is said."""
    monkeypatch.setattr(tail_module, "BUDGET", 2000)
    monkeypatch.setattr(tail_module, "PATIENCE", 3)
    f, asked = Followed(tmp_path), list[Command]()

    async def pour() -> AsyncIterator[Piece]:
        for second in range(1, 10_000):
            stamp = f"2026-11-22T10:{second // 60 % 60:02}:{second % 60:02}.000000000Z "
            yield Piece((stamp + "x" * 2000 + "\n").encode())
            await asyncio.sleep(0)

    @asynccontextmanager
    async def outputs(command: Command) -> AsyncIterator[Outputs]:
        asked.append(command)
        yield Outputs(pour())

    monkeypatch.setattr(f.world, "outputs", outputs)
    async with f.running() as tail:
        await f.until(lambda: len(asked) >= 2)
        assert any("lines are left out here" in text for text in bodies(tail.ring.lines))
    assert "--tail 1000 --since 2026-11-22T10:" in asked[1].typed()


async def test_the_sources_say_nothing_to_the_journal(tmp_path: Path) -> None:
    f = Followed(tmp_path)
    f.logs.write("web-1", "PASSWORD=secret")
    async with f.running():
        await f.shows("PASSWORD=secret")
    assert not any("secret" in str(e) for e in f.session.runner.journal.entries)

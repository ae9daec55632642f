"""Following the engine: which rows an event names, what a lost stream, a hang and a return do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.unit.held import settle
from tests.unit.parcels import World
from tests.unit.programs import until
from tui.core.command import Command, Mode, Outcome, Result
from tui.core.health import UP, Cause, Health, down
from tui.core.store import Phase
from tui.run.transport import Stream
from tui.session import refresh
from tui.session.events import events_command, touched
from tui.session.follow import Follower, Live, Pace

GONE = down(Cause.NOT_RUNNING, "No engine answers.", "Start it.")
HUNG = down(Cause.HUNG, "It does not answer.", "Wait.")


def event(sort: str, id_: str, **attributes: str) -> str:
    return json.dumps({"Type": sort, "Action": "x", "Actor": {"ID": id_, "Attributes": attributes}})


@pytest.mark.parametrize(
    ("said", "stale"),
    [
        (event("container", "0123", name="web"), [("containers", "0123")]),
        (event("image", "sha256:0123"), [("images", None)]),
        (event("volume", "data"), [("volumes", None)]),
        (event("network", "n1"), [("networks", None)]),
        (event("network", "n1", container="0123"), [("containers", "0123"), ("networks", None)]),
        ('{"Type": "volume", "Action": "mount", "Actor": {"ID": "data"}}', []),
        (event("container", ""), []),
        (event("plugin", "x"), []),
        ('{"Type": "container", "Actor": null}', []),
        ('{"Type": ["container"], "Actor": {"ID": 5, "Attributes": []}}', []),
        ("{}", []),
    ],
)
def test_the_rows_that_an_event_makes_stale(said: str, stale: list[Any]) -> None:
    assert list(touched(json.loads(said))) == stale


def test_a_network_is_as_it_was_when_a_container_joins_it() -> None:
    joined = json.loads(event("network", "n1", container="0123")) | {"Action": "connect"}
    assert list(touched(joined)) == [("containers", "0123")]


def test_the_command_starts_where_the_last_one_ended_and_has_no_time_limit() -> None:
    command = events_command(1767355200.1234)
    assert command.argv[:4] == ("docker", "events", "--since", "1767355200.123")
    assert (command.mode, command.timeout, command.mutates) == (Mode.STREAMED, None, False)
    assert "event=health_status" in command.argv
    assert not any("exec" in word for word in command.argv)


class Engine:
    """Streams of events that a test writes, and a follower; containers are parcels here."""

    def __init__(self, pace: Pace) -> None:
        self.world = World(called="containers")
        self.world.held.stream = self.stream  # type: ignore[method-assign]
        self.streams: list[asyncio.Queue[str | None]] = []
        self.ends: Result | None = None
        self.states: list[tuple[Live, Health | None]] = []
        self.follower = Follower(self.world.session, self._note, pace)
        self._changed = asyncio.Event()
        self.task = asyncio.create_task(self.follower.run())

    def _note(self) -> None:
        self.states.append((self.follower.liveness.state, self.follower.liveness.health))
        self._changed.set()

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        lines: asyncio.Queue[str | None] = asyncio.Queue()
        self.streams.append(lines)
        if self.ends is not None:
            lines.put_nowait(None)

        async def read() -> AsyncIterator[str]:
            while (line := await lines.get()) is not None:
                yield line
            stream.result = self.ends or Result(command, Outcome.FAILED, 1)

        stream = Stream(read())
        yield stream

    def tell(self, *lines: str) -> None:
        for line in lines:
            self.streams[-1].put_nowait(line)

    def die(self, health: Health = GONE) -> None:
        self.world.reach.health = health
        self.streams[-1].put_nowait(None)

    async def until(self, state: Live) -> None:
        async with asyncio.timeout(20):
            while self.follower.liveness.state is not state:
                self._changed.clear()
                await self._changed.wait()

    def phase(self) -> Phase:
        return self.world.snapshot.phase

    def began(self) -> list[str]:
        """What was read since the last call."""
        found, self.world.held.began = self.world.held.began, []
        return found


Make = Callable[..., Engine]


@pytest.fixture
async def make(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> AsyncIterator[Make]:
    """An engine with a pace that has nothing to wait for, but hearts that hardly beat."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(refresh, "SETTLE", 0.0)
    made: list[Engine] = []

    def one(
        heartbeat: float = 60, first: float = 0, longest: float = 0, proof: float = 0
    ) -> Engine:
        made.append(Engine(Pace(heartbeat, first, longest, proof)))
        return made[-1]

    yield one
    for engine in made:
        engine.task.cancel()
        await asyncio.gather(engine.task, return_exceptions=True)
        await engine.world.session.close()


async def live(engine: Engine, *names: str) -> None:
    """The engine is followed, and these parcels are known."""
    engine.world.holds(*names)
    engine.world.session.read_rest()
    await engine.until(Live.LIVE)
    await settle(40)
    engine.began()


async def test_nothing_is_read_twice_at_the_start(make: Make) -> None:
    engine = make()
    engine.world.holds("a")
    await engine.until(Live.LIVE)
    await settle(40)
    assert engine.began() == ["parcels", "a"]
    assert engine.states == [(Live.LIVE, None)]


async def test_an_event_reads_the_row_that_it_names_and_no_other(make: Make) -> None:
    engine = make()
    await live(engine, "a", "b")
    engine.world.now("b", state="sent")
    engine.tell(event("container", "b"))
    await settle(40)
    assert engine.began() == ["b"]
    assert engine.world.states() == ["a:there", "b:sent"]


@pytest.mark.parametrize("said", ["", "not json", '{"Type"', "[1]", "5", "[" * 3000, "\ufffd"])
async def test_a_line_that_is_no_event_is_passed_over(make: Make, said: str) -> None:
    engine = make()
    await live(engine, "a")
    engine.tell(said, event("container", "a"))
    await settle(40)
    assert engine.began() == ["a"]


async def test_a_lost_stream_is_asked_about_at_once_and_marks_what_is_known_old(
    make: Make,
) -> None:
    engine = make(first=60, longest=60)
    await live(engine, "a")
    engine.die()
    await engine.until(Live.STALE)
    snapshot = engine.world.snapshot
    assert (snapshot.phase, snapshot.health) == (Phase.FAILED, GONE)
    assert engine.world.states() == ["a:there"]
    assert engine.follower.liveness.health == GONE


async def test_it_comes_back_by_itself_with_everything_read_again(make: Make) -> None:
    engine = make()
    await live(engine, "a")
    engine.die()
    await engine.until(Live.STALE)
    engine.world.holds("a", "b")
    engine.world.reach.health = UP
    await engine.until(Live.LIVE)
    await settle(40)
    assert {"parcels", "stamps"} <= set(engine.began())
    assert engine.world.states() == ["a:there", "b:there"]
    assert [state for state, _ in engine.states] == [Live.LIVE, Live.STALE, Live.LIVE]


async def test_another_reason_is_said_with_the_time_of_the_first(make: Make) -> None:
    engine = make()
    await live(engine)
    engine.die()
    await engine.until(Live.STALE)
    since = engine.follower.liveness.since
    engine.world.reach.health = HUNG
    await until(lambda: engine.states[-1] == (Live.STALE, HUNG))
    assert engine.follower.liveness.since == since


async def test_an_engine_that_restarts_at_once_is_read_again(make: Make) -> None:
    engine = make()
    await live(engine, "a")
    engine.streams[-1].put_nowait(None)
    await until(lambda: len(engine.streams) == 2)
    await settle(40)
    assert set(engine.began()) == {"parcels", "stamps", "a"}
    assert engine.states == [(Live.LIVE, None)]


async def test_events_that_end_at_once_are_polling_with_the_reason(make: Make) -> None:
    engine = make(proof=60)
    engine.ends = Result(events_command(0), Outcome.FAILED, 1, b"", b"unknown flag: --filter")
    await engine.until(Live.POLLING)
    health = engine.follower.liveness.health
    assert health is not None
    assert "unknown flag: --filter" in health.reason
    await settle(40)
    assert {"parcels", "stamps"} <= set(engine.began())
    assert engine.phase() is Phase.READY


async def test_events_that_end_at_once_do_not_spin(make: Make) -> None:
    engine = make(first=60, longest=60, proof=60)
    engine.ends = Result(events_command(0), Outcome.FAILED, 1)
    await engine.until(Live.POLLING)
    await settle(200)
    assert len(engine.streams) == 1
    assert engine.world.reach.probes <= 3
    assert [state for state, _ in engine.states] == [Live.LIVE, Live.POLLING]


async def test_polling_ends_when_events_last(make: Make) -> None:
    engine = make(proof=0.05)
    engine.ends = Result(events_command(0), Outcome.FAILED, 1)
    await engine.until(Live.POLLING)
    engine.ends = None
    await engine.until(Live.LIVE)
    assert engine.follower.liveness.health is None


async def test_waits_grow_and_begin_anew_after_success(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await real(0)

    engine = make(first=1, longest=5)
    await live(engine)
    monkeypatch.setattr("tui.session.follow.asyncio.sleep", sleep)
    engine.die()
    async with asyncio.timeout(20):
        while len([s for s in slept if s]) < 5:
            await real(0)
        assert [s for s in slept if s][:5] == [1, 2, 4, 5, 5]
        engine.world.reach.health = UP
        await engine.until(Live.LIVE)
        slept.clear()
        engine.die()
        while not [s for s in slept if s]:
            await real(0)
    assert next(s for s in slept if s) == 1


async def test_a_hang_is_noticed_in_the_silence_and_its_end_too(make: Make) -> None:
    engine = make(heartbeat=0.01, longest=0.01)
    await live(engine, "a")
    engine.world.reach.health = HUNG
    await engine.until(Live.STALE)
    assert engine.follower.liveness.health == HUNG
    assert engine.phase() is Phase.FAILED
    engine.world.reach.health = UP
    await engine.until(Live.LIVE)
    await settle(40)
    assert engine.phase() is Phase.READY
    assert len(engine.streams) == 1


async def test_an_event_after_a_hang_is_a_sign_of_life(make: Make) -> None:
    """Where something happens all the time no silence is long enough for a heartbeat."""
    engine = make(heartbeat=0.01, longest=60)
    await live(engine, "a")
    engine.world.reach.health = HUNG
    await engine.until(Live.STALE)
    engine.world.reach.health = UP
    engine.tell(event("container", "a"))
    await engine.until(Live.LIVE)
    await settle(40)
    assert engine.phase() is Phase.READY


async def test_a_silence_reads_again_only_what_failed(make: Make) -> None:
    engine = make(heartbeat=0.01)
    await live(engine, "a")
    engine.world.held.outcomes["stamps"] = Outcome.FAILED
    engine.world.session.refresh.mark("stamps")
    await until(lambda: engine.world.held.began.count("stamps") == 3)
    assert set(engine.began()) == {"stamps"}
    assert engine.follower.liveness.state is Live.LIVE


async def test_a_docker_that_is_not_there_is_a_state_not_an_end(make: Make) -> None:
    engine = make()
    missing = down(Cause.NOT_INSTALLED, "There is no docker.", "Install it.")
    engine.world.reach.missing = missing
    await engine.until(Live.STALE)
    assert engine.follower.liveness.health == missing
    engine.world.reach.missing = None
    await engine.until(Live.LIVE)


async def test_a_docker_that_goes_between_probe_and_stream_is_asked_about_again(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make()
    refused = 0

    def prepare(command: Command) -> Command:
        nonlocal refused
        if command.argv[1] == "events" and not refused:
            refused += 1
            raise GONE.error()
        return command

    monkeypatch.setattr(engine.world.reach, "prepare", prepare)
    await engine.until(Live.LIVE)
    assert (refused, engine.task.done()) == (1, False)


async def test_a_fault_of_our_own_is_said_and_does_not_end_it(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = make()

    def odd(_event: object) -> Any:
        raise LookupError("odd")

    await live(engine, "a")
    with monkeypatch.context() as broken:
        broken.setattr("tui.session.follow.touched", odd)
        engine.tell(event("container", "a"))
        await engine.until(Live.STALE)
    health = engine.follower.liveness.health
    assert health is not None
    assert "LookupError" in health.reason
    await engine.until(Live.LIVE)


async def test_cancelling_it_leaves_nothing(make: Make) -> None:
    engine = make()
    await live(engine, "a")
    engine.task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await engine.task
    await engine.world.session.close()
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    assert [task for task in rest if not task.done()] == []

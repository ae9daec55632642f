"""What the engine measures of containers: from its lines to numbers, rows and words."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.cli_world import Text
from tests.unit.demo_worlds import session, still_world
from tui.cli import main as cli
from tui.cli.output import Output
from tui.cli.parsing import parse
from tui.core.command import Command, Outcome, Result
from tui.core.gauge import Measured
from tui.core.kind import View
from tui.core.usage import Usage, rates, usage
from tui.kinds.container_record import Container
from tui.kinds.container_usage import GAUGE, fields, weave
from tui.kinds.containers import CONTAINERS
from tui.run.stream import Stream

AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SAMPLE: dict[str, Any] = {
    "read": "2026-01-02T03:04:05.5Z",
    "precpu_stats": {"cpu_usage": {"total_usage": 1}},
    "cpu_stats": {"cpu_usage": {"total_usage": 2_500_000_000}, "online_cpus": 4},
    "memory_stats": {"usage": 5000, "limit": 9000, "stats": {"inactive_file": 1000}},
    "networks": {"eth0": {"rx_bytes": 10, "tx_bytes": 1}, "eth1": {"rx_bytes": 20, "tx_bytes": 2}},
    "blkio_stats": {"io_service_bytes_recursive": [
        {"major": 8, "op": "Read", "value": 7}, {"major": 8, "op": "write", "value": 9},
        {"major": 9, "op": "read", "value": 1}]},
    "pids_stats": {"current": 3},
}  # fmt: skip
STOPPED = {**SAMPLE, "read": "0001-01-01T00:00:00Z", "cpu_stats": {"cpu_usage": {}}}


def box(name: str, project: str | None = None, state: str = "running") -> Container:
    return Container(name, name, (name,), "i", "", "c", state, labels={}, project=project)


def at(seconds: float, cpu: float = 0.0, memory: int = 100) -> Usage:
    return Usage(AT + timedelta(seconds=seconds), cpu, 2, memory, 1000)


def test_a_line_is_read_as_docker_itself_reads_it() -> None:
    told = usage(json.dumps(SAMPLE))
    assert told is not None
    assert (told.cpu, told.cores, told.memory, told.memory_limit) == (2.5, 4, 4000, 9000)
    assert (told.received, told.sent, told.read, told.written) == (30, 3, 8, 9)
    assert told.processes == 3
    first = {"usage": 5000, "limit": 1, "stats": {"total_inactive_file": 500, "inactive_file": 4}}
    older = usage(json.dumps({**SAMPLE, "memory_stats": first}))
    assert older is not None
    assert older.memory == 4500
    assert usage(json.dumps(STOPPED)) is None


KEYS = st.sampled_from([*SAMPLE, "cpu_usage", "usage", "stats"])
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
)


@given(ODD)
def test_whatever_comes_does_no_harm(value: Any) -> None:
    told = usage(json.dumps({**SAMPLE, **value} if isinstance(value, dict) else value))
    assert told is None or min(told.cpu, told.memory, told.received, told.read) >= 0


def test_a_hundred_percent_is_one_core() -> None:
    rate = rates((at(0, 1.0), at(2, 5.0)))
    assert rate is not None
    assert rate.cpu == 200.0
    assert rates((at(0),)) is None
    assert rates((at(0, 5.0), at(1, 1.0))) is None  # it has started anew
    assert rates((at(1), at(1))) is None


def test_a_project_is_told_with_how_many_of_it_were_measured() -> None:
    rows = (box("a", "shop"), box("b", "shop"), box("c", "shop", "exited"), box("d"))
    samples = (at(0), at(1, 0.5, 300))
    woven = weave(rows, {"stats": (Measured("a", samples), Measured("d", samples, "lost"))})
    shared = woven[0].together
    assert (shared.running, shared.measured, shared.cpu, shared.memory) == (2, 1, 50.0, 300)
    assert woven[1].together is woven[3].together is None
    assert woven[3].stats_why == "lost"
    words = "\n".join(f"{f.section} {f.label} {f.value.text}" for f in fields(woven[0], View(AT)))
    assert "50.0 % of one core; it may use 2, which is 200 %" in words
    assert "Project shop measured 1 of 2 containers that run" in words
    assert CONTAINERS.bare(woven[0]) == rows[0]
    assert CONTAINERS.as_json(woven[0], View(AT)) == CONTAINERS.as_json(rows[0], View(AT))


def test_what_does_not_run_and_what_cannot_be_measured_say_so() -> None:
    assert "is not running" in fields(box("a", state="exited"), View(AT))[0].value.text
    lost = replace(box("a"), stats_why="The engine is gone.")
    assert fields(lost, View(AT))[0].value.text == "The engine is gone."


class Streams:
    """Counts what is measured at once; `end` is how each ends."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.most = 0

    @asynccontextmanager
    async def stream(self, command: Command) -> AsyncIterator[Stream]:
        name = command.typed()
        self.open.append(name)
        self.most = max(self.most, len(self.open))

        async def lines() -> AsyncIterator[str]:
            yield json.dumps(SAMPLE)
            if "refused" in name:
                stream.result = Result(command, Outcome.FAILED, 500, stderr=b"no stats here")
                return
            await asyncio.Event().wait()

        stream = Stream(lines())
        try:
            yield stream
        finally:
            self.open.remove(name)


async def test_only_what_is_looked_at_is_measured() -> None:
    opened, streams = session(still_world()[0]), Streams()
    opened.runner.api_stream = streams.stream
    opened.store.put("containers", (box("one"), box("two"), box("refused")), AT)
    told = asyncio.Event()
    opened.store.subscribe(lambda kind_id: told.set() if kind_id == "stats" else None)
    rows = opened.store["containers"].rows
    opened.gauging.watch(CONTAINERS, rows)
    opened.gauging.watch(CONTAINERS, rows)
    await told.wait()
    assert streams.most == 3
    assert [bool(row.stats) for row in opened.store["containers"].rows] == [True, True, True]
    assert "no stats here" in opened.store["containers"].rows[2].stats_why
    opened.gauging.watch(CONTAINERS, rows[:1])
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert (
        streams.open == ["GET '/containers/one/stats?stream=true'  one"] or len(streams.open) == 1
    )
    await opened.gauging.close()
    assert not streams.open
    await opened.close()


def test_the_command_line_measures_what_runs() -> None:
    def run(*words: str) -> tuple[int, str, str]:
        streams = Text(), Text(), Text()
        code = cli.run(parse(["--demo", "stats", *words]), Output(*streams, env={}))
        return code, streams[0].getvalue(), streams[1].getvalue()

    code, out, _ = run("shop-api-1", "shop-migrate", "--json")
    (told,) = json.loads(out)
    assert (code, told["name"], told["project"]) == (0, "shop-api-1", "shop")
    assert told["cpu_percent"] > 0
    assert told["memory_bytes"] < told["memory_limit_bytes"]
    code, out, err = run()
    assert code == 0
    assert "Project shop:" in err
    assert "shop-db-1" in out
    assert run("nosuch")[0] == 1


def test_the_gauge_is_what_the_tab_and_the_store_call_it() -> None:
    assert GAUGE.id in CONTAINERS.needs
    assert GAUGE.command(box("a", state="exited")) is None

"""What containers use, measured while somebody looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tui.core import units
from tui.core.command import Api, Command
from tui.core.gauge import Gauge, Measured
from tui.core.kind import Cell, Column, Field, Tone, View
from tui.core.usage import Rates, Together, Usage, rates, usage
from tui.kinds.cells import drawn, text_cell
from tui.kinds.container_record import Container
from tui.kinds.fact import percent, sparkline

STATS = "stats"
MEASURED = frozenset({"running", "paused"})
BARS = 40
BUSY = 80.0
"""Percent of what it may use from which on a container stands out."""


def weave(rows: tuple[Container, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Any, ...]:
    """The rows with their samples, and with what their projects use together."""
    known: dict[str, Measured] = {one.key: one for one in others.get(STATS, ())}
    if not known:
        return rows
    rows = tuple(
        replace(row, stats=known[row.id].samples, stats_why=known[row.id].why)
        if row.id in known and row.alive else row
        for row in rows
    )  # fmt: skip
    shared = _projects(rows)
    return tuple(
        replace(row, together=shared[row.project]) if row.project and row.stats else row
        for row in rows
    )


def _projects(rows: Sequence[Container]) -> dict[str, Together]:
    members: defaultdict[str, list[Container]] = defaultdict(list)
    for row in rows:
        if row.project and row.alive:
            members[row.project].append(row)
    return {name: _together(team) for name, team in members.items()}


def _together(team: Sequence[Container]) -> Together:
    told = [(row.stats[-1], rates(row.stats)) for row in team if row.stats]
    cpu = sum(rate.cpu for _, rate in told if rate)
    return Together(len(team), len(told), cpu, sum(one.memory for one, _ in told))


def _command(row: Container) -> Command | None:
    api = Api("GET", f"/containers/{row.id}/stats?stream=true", label=row.name)
    return Command("docker", api=api, timeout=10.0) if row.state in MEASURED else None


def _along(row: Container, rows: tuple[Container, ...]) -> tuple[Container, ...]:
    return tuple(r for r in rows if r.id == row.id or (row.project and r.project == row.project))


def _bare(row: Container) -> Container:
    return replace(row, stats=(), stats_why="", together=None)


def _rate(per_second: float) -> str:
    return f"{units.size(round(per_second))}/s"


def _cpu(row: Container, view: View) -> Cell:
    rate = rates(row.stats)
    if rate is None:
        return drawn(Cell(units.UNKNOWN, Tone.DIM), view)
    return Cell(f"{rate.cpu:.1f} %", _tone(rate.cpu, 100.0 * row.stats[-1].cores))


def _tone(part: float, whole: float) -> Tone:
    return Tone.WARN if percent(part, whole) >= BUSY else Tone.PLAIN


def _memory(row: Container, view: View) -> Cell:
    if not row.stats:
        return drawn(Cell(units.UNKNOWN, Tone.DIM), view)
    last = row.stats[-1]
    return Cell(units.binary_size(last.memory), _tone(last.memory, last.memory_limit))


def _flow(pick: Callable[[Rates], float]) -> Callable[[Container, View], Cell]:
    def cell(row: Container, view: View) -> Cell:
        rate = rates(row.stats)
        return Cell(_rate(pick(rate))) if rate else drawn(Cell(units.UNKNOWN, Tone.DIM), view)

    return cell


def _of_rate(pick: Callable[[Rates], float]) -> Callable[[Container], float | None]:
    def value(row: Container) -> float | None:
        rate = rates(row.stats)
        return pick(rate) if rate else None

    return value


def _column(id_: str, title: str, pick: Callable[[Rates], float], rank: int) -> Column[Container]:
    return Column(id_, title, _flow(pick), _of_rate(pick), 9, rank=rank, right=True)


COLUMNS: tuple[Column[Container], ...] = (
    Column("cpu", "CPU", _cpu, _of_rate(lambda r: r.cpu), 7, rank=1, right=True),
    Column("memory", "Memory", _memory, lambda r: r.stats[-1].memory if r.stats else None, 8,
           rank=1, right=True),
    _column("received", "Net in", lambda r: r.received, 2),
    _column("sent", "Net out", lambda r: r.sent, 2),
    _column("read", "Read", lambda r: r.read, 3),
    _column("written", "Written", lambda r: r.written, 3),
    Column("processes", "Procs", lambda r, _: text_cell(_processes(r)),
           lambda r: r.stats[-1].processes if r.stats else None, 5, rank=3, right=True),
)  # fmt: skip


def _processes(row: Container) -> str:
    count = row.stats[-1].processes if row.stats else None
    return "" if count is None else str(count)


def fields(row: Container, view: View) -> tuple[Field, ...]:
    """With bars over the last minutes."""
    if not row.alive:
        return (Field("", text_cell(f"{row.name} is not running: it uses nothing", Tone.DIM)),)
    if not row.stats:
        waiting = row.stats_why or "The engine measures for a second …"
        return (Field("", text_cell(waiting, Tone.BAD if row.stats_why else Tone.DIM)),)
    lines = (*_cpu_lines(row, view), *_memory_lines(row, view), *_flow_lines(row, view))
    return (*lines, *_project_lines(row))


def _rates_so_far(samples: Sequence[Usage]) -> list[Rates]:
    pairs = (rates(samples[place : place + 2]) for place in range(len(samples) - 1))
    return [rate for rate in pairs if rate]


def _bars(values: Sequence[float], most: float, view: View) -> Cell:
    """One value alone is no history."""
    shown = [percent(value, most) for value in values]
    return Cell(sparkline([0.0, *shown], BARS, ascii_only=view.ascii), Tone.ACCENT)


def _cpu_lines(row: Container, view: View) -> Iterator[Field]:
    so_far, cores = _rates_so_far(row.stats), row.stats[-1].cores
    if not so_far:
        yield Field("CPU", Cell("two samples are needed", Tone.DIM))
        return
    cpu = [rate.cpu for rate in so_far]
    words = f"{cpu[-1]:.1f} % of one core; it may use {cores}, which is {cores}00 %"
    yield Field("CPU", Cell(words, _tone(cpu[-1], 100.0 * cores)))
    yield Field("", _bars(cpu, max(*cpu, 1.0), view))
    yield Field("highest", Cell(f"{max(cpu):.1f} %", Tone.DIM))


def _memory_lines(row: Container, view: View) -> Iterator[Field]:
    last = row.stats[-1]
    share = percent(last.memory, last.memory_limit)
    words = f"{units.binary_size(last.memory)} of {units.binary_size(last.memory_limit)}"
    tone = _tone(last.memory, last.memory_limit)
    yield Field("memory", Cell(f"{words}, {share:.1f} %", tone))
    yield Field("", _bars([one.memory for one in row.stats], last.memory_limit or 1, view))
    if last.processes is not None:
        yield Field("processes", Cell(str(last.processes)))


def _flow_lines(row: Container, view: View) -> Iterator[Field]:
    so_far, last = _rates_so_far(row.stats), row.stats[-1]
    flows: tuple[tuple[str, Callable[[Rates], float], int], ...] = (
        ("received", lambda r: r.received, last.received), ("sent", lambda r: r.sent, last.sent),
        ("read", lambda r: r.read, last.read), ("written", lambda r: r.written, last.written),
    )  # fmt: skip
    for label, pick, total in flows:
        section = "Network" if label in ("received", "sent") else "Disk"
        values = [pick(rate) for rate in so_far]
        now = _rate(values[-1]) if values else units.UNKNOWN
        yield Field(label, drawn(Cell(f"{now}, {units.size(total)} so far"), view), section)
        if any(values):
            yield Field("", _bars(values, max(values), view), section)


def _project_lines(row: Container) -> Iterator[Field]:
    whole = row.together
    if whole is None or whole.running < 2:
        return
    of = f"{whole.measured} of {whole.running} containers that run"
    yield Field("measured", text_cell(of), f"Project {row.project}")
    yield Field("CPU", Cell(f"{whole.cpu:.1f} % of one core"), f"Project {row.project}")
    yield Field("memory", Cell(units.binary_size(whole.memory)), f"Project {row.project}")


def as_json(row: Container) -> dict[str, Any]:
    """What is not known is null; rates are bytes in a second, CPU is percent of one core."""
    last, rate = row.stats[-1] if row.stats else None, rates(row.stats)
    return {
        "id": row.id,
        "name": row.name,
        "project": row.project,
        "cpu_percent": round(rate.cpu, 2) if rate else None,
        "cpus": last.cores if last else None,
        "memory_bytes": last.memory if last else None,
        "memory_limit_bytes": last.memory_limit if last else None,
        "network_received_bytes": last.received if last else None,
        "network_sent_bytes": last.sent if last else None,
        "block_read_bytes": last.read if last else None,
        "block_written_bytes": last.written if last else None,
        "processes": last.processes if last else None,
    }


GAUGE: Gauge[Container] = Gauge(
    STATS, "Stats", _command, usage, _bare, _along, COLUMNS, fields, as_json
)

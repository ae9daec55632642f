"""The system: engine, client, this machine and WSL, one fact a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tui.core import units
from tui.core.kind import Cell, Column, Field, Kind, Listing, Step, Tone, View
from tui.core.record import as_json
from tui.kinds import engine_facts, wsl_facts
from tui.kinds.around_facts import around_facts
from tui.kinds.cells import drawn, long_cell, text_cell
from tui.kinds.fact import Fact, sparkline
from tui.kinds.machine_facts import measured
from tui.kinds.wslc_record import VERSION as WSLC

CELLS = 8
"""Of a table's value column, for the bars."""


def listing() -> Listing[Fact]:
    """Whatever answers; what does not is said in its row."""
    info, version, wsl_version, wsl_status, wslc = yield Step(
        (engine_facts.INFO, engine_facts.VERSION, wsl_facts.VERSION, wsl_facts.STATUS, WSLC),
        tolerant=True,
    )
    engine = engine_facts.engine_facts(info, version)
    return (*engine, wsl_facts.wsl_fact(wsl_version, wsl_status), *wsl_facts.wslc_fact(wslc))


def join(rows: tuple[Fact, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Fact, ...]:
    """Weaves in what is measured here (`samples`), the distro's name (`here`) and `around`."""
    if "containers" in others:
        known = others["containers"]
        rows = tuple(
            engine_facts.counted_anew(row, known) if row.id == "containers" else row for row in rows
        )
    for _name, host in others.get("endpoint", ()):
        rows = tuple(engine_facts.placed(row, host) if row.id == "engine" else row for row in rows)
    here = (Fact("distro", "Distro", name, data={"name": name}) for name in others.get("here", ()))
    around = around_facts(others.get("around", ()))
    return (*measured(others.get("samples", ())), *rows, *here, *around)


def _title(row: Fact, _view: View) -> Cell:
    return Cell(row.title, Tone.DIM)


def _value(row: Fact, view: View) -> Cell:
    bars = sparkline(row.history, CELLS, ascii_only=view.ascii)
    shown = text_cell(row.value, row.tone)
    return drawn(Cell(f"{bars:<{CELLS}} {shown.text}" if bars else shown.text, row.tone), view)


COLUMNS: tuple[Column[Fact], ...] = (
    Column("title", "What", _title, lambda r: r.title, 7, rank=0),
    Column("value", "Value", _value, lambda r: r.value, 24, rank=0, grow=1),
)


def summary(row: Fact, view: View) -> tuple[Field, ...]:
    return tuple(_lines(row, view))


def _lines(row: Fact, view: View) -> Iterator[Field]:
    yield Field(row.title.lower(), drawn(long_cell(row.value, row.tone), view))
    if row.data.get("meaning"):
        yield Field("which", drawn(long_cell(row.data["short"]), view))
        yield Field("", drawn(long_cell(row.data["meaning"]), view))
    if row.remedy:
        yield Field("", long_cell(row.remedy))
    if len(row.history) > 1:
        bars = sparkline(row.history, 60, ascii_only=view.ascii)
        yield Field("over time", Cell(bars, row.tone))
        yield Field("highest", Cell(f"{max(row.history):.0f} %"))
    for key, value in row.data.items():
        if key in ("short", "meaning"):
            continue
        label = text_cell(key.replace("_bytes", "").replace("_", " ")).text
        yield Field(label, long_cell(_shown(key, value)), "Details")


def _shown(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if key.endswith("_bytes") and isinstance(value, int):
        return units.binary_size(value)
    if key == "percent":
        return f"{value:.0f} %"
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "none"
    return "unknown" if value is None else str(value)


def fact_json(row: Fact, _view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(replace(row, history=(), whole={}))
    for drawn_only in ("tone", "history", "remedy", "whole"):
        del made[drawn_only]
    return made


CLOCK = (
    "After Windows has slept, the clock of WSL may lag behind, and that of",
    "containers with it: certificates are “not yet valid”, builds fail.",
    "date                 what time it is here",
    "sudo hwclock -s      sets it by the clock of the machine",
    "wsl.exe --shutdown   puts it right too, but ends every distro",
)
"""`hwclock -s` is what a maintainer of WSL advises (microsoft/WSL issue 4245)."""

SYSTEM: Kind[Fact] = Kind(
    id="system",
    singular="system",
    title="System",
    tool="",
    listing=listing,
    needs=("samples", "here", "containers", "around", "endpoint"),
    join=join,
    key=lambda row: row.id,
    names=lambda row: (row.id,),
    columns=COLUMNS,
    summary=summary,
    as_json=fact_json,
    whole=lambda row: row.whole,
    empty="Nothing is known of this system yet.",
    headline=lambda _rows: "",
    also=("CPU, GPU, network, DNS, interop, systemd, clock",),
    guide=(("When the clock is wrong", CLOCK),),
    spellings=("docker info", "docker version", "wsl.exe --version", "wsl.exe --status"),
)

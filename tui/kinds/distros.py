"""WSL distros: what `wsl.exe -l -v` lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tui.core import units
from tui.core.distro_facts import FACTS, NO_FACTS
from tui.core.kind import Cell, Column, Field, Kind, Tone, View
from tui.core.record import as_json
from tui.kinds.cells import drawn, text_cell
from tui.kinds.distro_actions import ACTIONS, VERSIONS
from tui.kinds.distro_listing import Distro as Distro
from tui.kinds.distro_listing import listing
from tui.kinds.distro_owners import protection
from tui.kinds.distro_particulars import disk_bytes, os_words, particulars, particulars_json


def join(rows: tuple[Distro, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Distro, ...]:
    """Marks the distro wsltui runs in, and adds what was found out: `here`, `distro-facts`."""
    here = {name.lower() for name in others.get("here", ())}
    facts = {one.name: one for one in others.get(FACTS, ())}
    return tuple(
        replace(row, current=row.name.lower() in here, facts=facts.get(row.name, row.facts))
        for row in rows
    )


_TONES = {"running": Tone.GOOD, "stopped": Tone.DIM, "unknown": Tone.WARN}


def _mark(row: Distro, view: View) -> Cell:
    return Cell(("*" if view.ascii else "★") if row.default else "", Tone.ACCENT)


def _place(row: Distro, _view: View) -> Cell:
    if row.current:
        return Cell("this one", Tone.ACCENT)
    return Cell("protected" if row.owner else "", Tone.WARN)


def _state(row: Distro, _view: View) -> Cell:
    return Cell(row.state, _TONES.get(row.state, Tone.BUSY))


def _disk(row: Distro, view: View) -> Cell:
    return drawn(Cell(units.size(disk_bytes(row))), view)


COLUMNS: tuple[Column[Distro], ...] = (
    Column("default", "", _mark, lambda r: not r.default, 1, rank=0),
    Column("name", "Name", lambda r, _: text_cell(r.name), lambda r: r.name.lower(), 14, rank=0,
           grow=2),
    Column("state", "State", _state, lambda r: r.state, 9, rank=1),
    Column("version", "WSL", lambda r, _: Cell(str(r.version)), lambda r: r.version, 3, rank=2,
           right=True),
    Column("current", "Here", _place, lambda r: (not r.current, r.owner or ""), 9, rank=3),
    Column("owner", "Owner", lambda r, _: Cell(r.owner or "", Tone.WARN), lambda r: r.owner or "",
           15, rank=4),
    Column("os", "OS", lambda r, _: text_cell(os_words(r)), os_words, 16, rank=5, grow=1),
    Column("disk", "Disk", _disk, lambda r: -(disk_bytes(r) or 0), 7, rank=6, right=True),
)  # fmt: skip


def summary(row: Distro, view: View) -> tuple[Field, ...]:
    lines = [
        Field("name", text_cell(row.name, Tone.ACCENT)),
        Field("state", _state(row, view)),
        Field("version", Cell(f"WSL {row.version}")),
        Field("default", Cell("yes, plain `wsl` starts it" if row.default else "no")),
        Field("this one", Cell("yes, wsltui runs in it" if row.current else "no")),
    ]
    if why := protection(row.name):
        lines += [Field("owner", Cell(row.owner or "", Tone.WARN)), Field("", text_cell(why))]
    if row.version == 1:
        lines.append(Field("note", Cell("Docker Desktop needs WSL 2", Tone.WARN)))
    return (*lines, *(replace(f, value=drawn(f.value, view)) for f in particulars(row, view)))


def headline(rows: Sequence[Distro]) -> str:
    return f"{sum(r.running for r in rows)} of {len(rows)} run" if rows else "0"


def distro_json(row: Distro, _view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(replace(row, facts=NO_FACTS))
    del made["facts"]
    return {**made, **particulars_json(row)}


DISTROS: Kind[Distro] = Kind(
    id="distros",
    singular="distro",
    title="Distros",
    tool="wsl",
    listing=listing,
    needs=("here", FACTS),
    join=join,
    key=lambda row: row.name,
    names=lambda row: (row.name,),
    columns=COLUMNS,
    summary=summary,
    as_json=distro_json,
    empty="No distros are installed. `wsl.exe --install Ubuntu` brings one: press c.",
    facets={
        "is": lambda r: tuple(
            word
            for word, holds in (
                ("default", r.default),
                ("current", r.current),
                ("protected", r.owner is not None),
            )
            if holds
        ),
    },
    amounts={"disk": disk_bytes, "used": lambda r: r.facts.inside.used},
    protected=protection,
    headline=headline,
    actions=ACTIONS,
    spellings=("wsl.exe -l -v",),
    guide=(("WSL 1 and WSL 2", VERSIONS),),
    polled=True,
)

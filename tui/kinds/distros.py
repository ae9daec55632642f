"""WSL distros: what `wsl.exe -l -v` lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tui.core.command import Outcome, Result, wsl
from tui.core.failure import failure
from tui.core.kind import Cell, Column, Field, Kind, Listing, Step, Tone, View
from tui.core.parse import clean
from tui.core.record import as_json
from tui.kinds.distro_actions import ACTIONS
from tui.kinds.distro_owners import owner, protection

_LINE = re.compile(r"^([* ])\s(.+?)\s+(\S+)\s+(\d+)\s*$")
STATES = frozenset({"running", "stopped", "installing", "uninstalling", "converting", "exporting"})
VERBOSE = wsl("-l", "-v")
RUNNING = wsl("-l", "--running", "-q")
QUIET = wsl("-l", "-q")


@dataclass(frozen=True, slots=True)
class Distro:
    """One registered distro. `current` is the one wsltui itself runs in."""

    name: str
    state: str
    version: int
    default: bool
    current: bool = False
    owner: str | None = None

    @property
    def running(self) -> bool:
        return self.state == "running"


def listing() -> Listing[Distro]:
    """All registrations in WSL's own order.

    With none at all `-l -v` fails with a localised text; `-l -q` then prints nothing and ends
    well, which is the one sign that does not depend on the language.
    """
    verbose, running = yield Step((VERBOSE, RUNNING), tolerant=True)
    rows = parse_verbose(verbose.text)
    if verbose.ok and rows:
        return tuple(_confirmed(row, running) for row in rows)
    (quiet,) = yield Step((QUIET,), tolerant=True)
    if quiet.ok and not quiet.text.strip():
        return ()
    raise failure(quiet if verbose.ok and not quiet.ok else _unreadable(verbose))


def _unreadable(verbose: Result) -> Result:
    if not verbose.ok:
        return verbose
    said = b"the list that wsl.exe printed cannot be read: " + verbose.stdout[:200]
    return replace(verbose, outcome=Outcome.FAILED, stderr=said)


def parse_verbose(text: str) -> list[Distro]:
    """The rows of `-l -v`; its header and its state words are English in every language."""
    found = []
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        mark, name, state, version = match.groups()
        word = state.lower() if state.lower() in STATES else "unknown"
        found.append(Distro(name, word, int(version), mark == "*", owner=owner(name)))
    return found


def _confirmed(row: Distro, running: Result) -> Distro:
    """Running is what `-l --running -q` lists; the state word alone is not trusted."""
    if not running.ok:
        return row
    names = {line.strip().lower() for line in running.text.splitlines()}
    if row.name.lower() in names:
        return replace(row, state="running") if row.state in ("stopped", "unknown") else row
    return replace(row, state="stopped") if row.running else row


def join(rows: tuple[Distro, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Distro, ...]:
    """Marks the distro wsltui runs in: kind `here` has its name."""
    here = {name.lower() for name in others.get("here", ())}
    return tuple(replace(row, current=row.name.lower() in here) for row in rows)


_TONES = {"running": Tone.GOOD, "stopped": Tone.DIM, "unknown": Tone.WARN}


def mark(row: Distro, view: View) -> Cell:
    if row.default:
        return Cell("*" if view.ascii else "★", Tone.ACCENT)
    return Cell("")


def place(row: Distro, view: View) -> Cell:
    if row.current:
        return Cell("this one", Tone.ACCENT)
    if row.owner:
        return Cell("protected" if view.ascii else "⚿", Tone.WARN)
    return Cell("")


def _state(row: Distro, _view: View) -> Cell:
    return Cell(row.state, _TONES.get(row.state, Tone.BUSY))


COLUMNS: tuple[Column[Distro], ...] = (
    Column("default", "", mark, lambda r: not r.default, 1, rank=0),
    Column("name", "Name", lambda r, _: Cell(clean(r.name)), lambda r: r.name.lower(), 14, 0,
           grow=2),
    Column("state", "State", _state, lambda r: r.state, 10, rank=1),
    Column("version", "WSL", lambda r, _: Cell(str(r.version)), lambda r: r.version, 3, rank=2,
           right=True),
    Column("current", "Here", place, lambda r: (not r.current, r.owner or ""), 8, rank=3),
    Column("owner", "Owner", lambda r, _: Cell(r.owner or "", Tone.WARN), lambda r: r.owner or "",
           15, rank=4),
)  # fmt: skip


def summary(row: Distro, view: View) -> tuple[Field, ...]:
    lines = [
        Field("name", Cell(clean(row.name), Tone.ACCENT)),
        Field("state", _state(row, view)),
        Field("version", Cell(f"WSL {row.version}")),
        Field("default", Cell("yes" if row.default else "no")),
        Field("this one", Cell("yes, wsltui runs in it" if row.current else "no")),
    ]
    why = protection(row.name)
    if why:
        lines += [Field("owner", Cell(row.owner or "", Tone.WARN)), Field("", Cell(why))]
    if row.version == 1:
        lines.append(Field("note", Cell("Docker Desktop needs WSL 2", Tone.WARN)))
    return tuple(lines)


def headline(rows: Sequence[Distro]) -> str:
    return f"{sum(r.running for r in rows)} of {len(rows)} run" if rows else "0"


def distro_json(row: Distro, _view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(row)
    return made


DISTROS: Kind[Distro] = Kind(
    id="distros",
    singular="distro",
    title="Distros",
    tool="wsl",
    listing=listing,
    needs=("here",),
    join=join,
    key=lambda row: row.name,
    names=lambda row: (row.name,),
    columns=COLUMNS,
    summary=summary,
    as_json=distro_json,
    empty="No distros are installed. `wsl.exe --install Ubuntu` brings one.",
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
    protected=protection,
    headline=headline,
    actions=ACTIONS,
    spellings=("wsl.exe -l -v",),
    polled=True,
)

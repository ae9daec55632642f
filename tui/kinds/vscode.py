"""VS Code: what it needs to work on a project in WSL, and a way to open this one there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tui.core.action import Action, Chosen
from tui.core.command import Command, Result
from tui.core.kind import Kind, Listing, Step
from tui.core.note import Note
from tui.kinds.distro_limits import COLD_START
from tui.kinds.notes import COLUMNS, headline, note_json, summary

SECONDS = 5.0
CODE = Command("host", ("sh", "-c", "command -v code"), timeout=SECONDS)
HERE = Command("host", ("pwd", "-P"), timeout=SECONDS)
SYSTEM = Command("host", ("stat", "-f", "-c", "%T", "."), timeout=SECONDS)
NEAR = Command("host", ("sh", "-c", "ls -1 ~/.vscode-server/extensions"), timeout=SECONDS)


def listing() -> Listing[Note]:
    """Only files are looked at: VS Code is not started."""
    from tui.core.facts import Unknown  # seldom looked at
    from tui.kinds.desktop_reading import FOLDERS, folder
    from tui.kinds.vscode_record import command, extensions, measured, project

    code, here, system, near, told = yield Step((CODE, HERE, SYSTEM, NEAR, FOLDERS), tolerant=True)
    profile = yield from folder(told, "USERPROFILE")
    far: Result | None = None
    if not isinstance(profile, Unknown):
        look = Command("host", ("ls", "-1", f"{profile}/.vscode/extensions"), timeout=SECONDS)
        (far,) = yield Step((look,), tolerant=True)
    names = None if far is None else far.text.split()
    place = here.text.strip() if here.ok else ""
    return (
        command(code),
        *extensions(names, near.text.split() if near.ok else ()),
        project(place, system.text if system.ok else ""),
        measured(None),
    )


def join(rows: tuple[Note, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Note, ...]:
    """With the name of this distro, and what was measured since."""
    from tui.kinds.vscode_record import measured

    distro = next(iter(others.get("here", ())), "")
    found = next(iter(others.get("speed", ())), None)
    return tuple(
        measured(found) if row.id == "speed" else replace(row, distro=distro) for row in rows
    )


def _openable(row: Note) -> str | None:
    return None if row.id == "project" and row.place else f"{row.what} is nothing to open"


def _open(row: Note, _: Chosen) -> Command:
    """In a distro whose name is known VS Code is told it, elsewhere it finds that out."""
    there = ("--remote", f"wsl+{row.distro}", row.place) if row.distro else (row.place,)
    return Command("wsl", ("code", *there), mutates=True, timeout=COLD_START)


OPEN: Action[Note] = Action(
    "vscode.open", "Open in VS Code", "Open this directory in Visual Studio Code, in this distro",
    _open, keys=("o",), disabled=_openable, many=False, footer=1,
    spelling="code --remote wsl+NAME DIRECTORY", spoken="Open this directory in VS Code",
)  # fmt: skip

VSCODE: Kind[Note] = Kind(
    id="vscode",
    singular="vscode",
    title="VS Code",
    tool="",
    listing=listing,
    needs=("here", "speed"),
    join=join,
    key=lambda row: row.id,
    names=lambda row: (row.id,),
    columns=COLUMNS,
    summary=summary,
    as_json=note_json,
    empty="Nothing was looked at yet.",
    facets={"verdict": lambda r: (r.verdict.value,)},
    headline=headline,
    actions=(OPEN,),
    also=("Visual Studio Code, extensions, Dev Containers",),
    spellings=("code --list-extensions",),
    lazy=True,
)

"""WSL containers and their images: what `wslc.exe` lists of the sessions that are open."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import Any

from tui.core import units
from tui.core.kind import Cell, Column, Field, Kind, Tone, View
from tui.core.record import as_json
from tui.kinds.cells import drawn, long_cell, text_cell
from tui.kinds.wslc_record import (
    TOOL,
    WslcContainer,
    WslcImage,
    container,
    image,
    listing,
)

EMPTY = "No session of WSL containers is open that has any; none is opened to look."
_SHORT = 12
_TONES = {"running": Tone.GOOD, "created": Tone.PLAIN, "unknown": Tone.WARN}


def _state(row: WslcContainer, _view: View) -> Cell:
    return text_cell(row.state, _TONES.get(row.state, Tone.DIM))


def _age(row: WslcContainer | WslcImage, view: View) -> Cell:
    return drawn(Cell(units.age(view.now, row.created)), view)


def _when(row: WslcContainer | WslcImage) -> float:
    return -row.created.timestamp() if row.created else 0.0


CONTAINER_COLUMNS: tuple[Column[WslcContainer], ...] = (
    Column("name", "Name", lambda r, _: text_cell(r.name), lambda r: r.name.lower(), 14, rank=0,
           grow=2),
    Column("state", "State", _state, lambda r: r.state, 8, rank=1),
    Column("image", "Image", lambda r, _: text_cell(r.image), lambda r: r.image, 14, rank=2,
           grow=2),
    Column("ports", "Ports", lambda r, _: text_cell(", ".join(r.ports)), lambda r: r.ports, 12,
           rank=4, grow=1),
    Column("created", "Age", _age, _when, 4, rank=3, right=True),
    Column("session", "Session", lambda r, _: text_cell(r.session, Tone.DIM), lambda r: r.session,
           10, rank=5),
)  # fmt: skip
IMAGE_COLUMNS: tuple[Column[WslcImage], ...] = (
    Column("name", "Image", lambda r, _: text_cell(_called(r)), lambda r: r.reference, 20, rank=0,
           grow=2),
    Column("size", "Size", lambda r, v: drawn(Cell(units.size(r.size_bytes)), v),
           lambda r: -(r.size_bytes or 0), 7, rank=1, right=True),
    Column("created", "Age", _age, _when, 4, rank=2, right=True),
    Column("session", "Session", lambda r, _: text_cell(r.session, Tone.DIM), lambda r: r.session,
           10, rank=3),
)  # fmt: skip


def _called(row: WslcImage) -> str:
    return row.reference[:_SHORT] if row.reference == row.id else row.reference


def _summary(row: WslcContainer | WslcImage, view: View) -> tuple[Field, ...]:
    """Every field in its order, as it is."""
    made: dict[str, Any] = asdict(row)
    size = made.pop("size_bytes", None)
    shown = {
        **made, "created": units.ago(view.now, made["created"]),
        **({"ports": ", ".join(made["ports"])} if "ports" in made else {}),
        **({"size": units.size(size)} if isinstance(row, WslcImage) else {}),
    }  # fmt: skip
    return tuple(
        Field(name, drawn(long_cell(str(value)), view)) for name, value in shown.items() if value
    )


def _json(row: WslcContainer | WslcImage, _view: View) -> dict[str, Any]:
    made: dict[str, Any] = as_json(row)
    return made


WSLC_CONTAINERS: Kind[WslcContainer] = Kind(
    id="wslc-containers",
    singular="wslc-container",
    title="WSL containers",
    tool=TOOL,
    listing=partial(listing, ("container", "list", "--all"), container),
    key=lambda row: f"{row.session} {row.id}",
    names=lambda row: (row.name or row.id, row.id),
    columns=CONTAINER_COLUMNS,
    summary=_summary,
    as_json=_json,
    empty=EMPTY,
    facets={"state": lambda row: (row.state,), "session": lambda row: (row.session,)},
    moments={"created": lambda row: row.created},
    spellings=("wslc.exe container list --all",),
    lazy=True,
    aside=True,
)
WSLC_IMAGES: Kind[WslcImage] = Kind(
    id="wslc-images",
    singular="wslc-image",
    title="Images of WSL containers",
    tool=TOOL,
    listing=partial(listing, ("image", "list"), image),
    key=lambda row: f"{row.session} {row.reference} {row.id}",
    names=lambda row: (row.reference, row.id),
    columns=IMAGE_COLUMNS,
    summary=_summary,
    as_json=_json,
    empty=EMPTY,
    facets={"session": lambda row: (row.session,)},
    moments={"created": lambda row: row.created},
    amounts={"size": lambda row: row.size_bytes},
    spellings=("wslc.exe image list",),
    lazy=True,
    aside=True,
)

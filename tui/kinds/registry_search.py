"""What Docker Hub has by some word, as `docker search` lists it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tui.core.command import Command, Result, docker
from tui.core.kind import Cell, Column, Field, Kind, Listing, Tone, View
from tui.core.record import text
from tui.kinds.cells import long_cell, text_cell
from tui.kinds.image_failures import of_registry
from tui.kinds.image_making import PULL
from tui.kinds.image_record import Image
from tui.kinds.images import IMAGES
from tui.kinds.reading import number, objects

MOST = 100
"""Rows that Docker Hub gives at most."""
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """One repository. `stars` is None where none were told; it has no tags here."""

    name: str
    description: str
    stars: int | None
    official: bool


def fault(term: str) -> str | None:
    """Why that is nothing to search for."""
    if not term.strip():
        return "there is nothing to search for"
    if term.startswith("-"):
        return "docker would take it for an option: leave out the -"
    return None if term.isprintable() and len(term) <= LONGEST else "that is no word"


def command(term: str, limit: int = 25) -> Command:
    words = ("--no-trunc", "--limit", str(limit), "--format", "{{json .}}")
    return docker("search", *words, term.strip(), timeout=60)


def found(result: Result) -> tuple[Found, ...]:
    """Raises parse.Garbled."""
    return tuple(
        Found(
            text(one.get("Name")),
            text(one.get("Description")),
            number(text(one.get("StarCount"))),
            text(one.get("IsOfficial")) in ("[OK]", "true"),
        )
        for one in objects(result, "Name")
    )


def why_not(result: Result) -> tuple[str, str] | None:
    """What a search that failed means, or None."""
    return of_registry(result)


def pulled(row: Found) -> Image:
    """What the form of a pull begins with."""
    return Image(id="", repository=row.name, tag="latest")


def _nothing() -> Listing[Found]:
    yield from ()
    return ()


def _summary(row: Found, _view: View) -> tuple[Field, ...]:
    return tuple(_fields(row))


def _fields(row: Found) -> Iterator[Field]:
    yield Field("image", text_cell(row.name, Tone.ACCENT))
    yield Field("stars", Cell("unknown" if row.stars is None else f"{row.stars:,}"))
    by = "one of Docker's official images" if row.official else "from somebody on Docker Hub"
    yield Field("made", Cell(by, Tone.GOOD if row.official else Tone.PLAIN))
    yield Field("", long_cell(row.description), "Description")


def found_json(row: Found, _view: View) -> dict[str, Any]:
    return {"name": row.name, "description": row.description, "stars": row.stars,
            "official": row.official}  # fmt: skip


def _official(row: Found, _view: View) -> Cell:
    return Cell("official", Tone.GOOD) if row.official else Cell("")


COLUMNS: tuple[Column[Found], ...] = (
    Column("name", "Name", lambda r, _: text_cell(r.name), lambda r: r.name, 20, rank=0, grow=1),
    Column("official", "Made", _official, lambda r: not r.official, 8, rank=2),
    Column("stars", "Stars", lambda r, _: Cell("" if r.stars is None else f"{r.stars:,}"),
           lambda r: -(r.stars or 0), 7, rank=1, right=True),
    Column("description", "Description", lambda r, _: text_cell(r.description, Tone.DIM),
           lambda r: r.description, 24, rank=3, grow=2),
)  # fmt: skip
FOUND: Kind[Found] = Kind(
    id="found",
    singular="found",
    title="Docker Hub",
    tool="docker",
    listing=_nothing,
    key=lambda row: row.name,
    names=lambda row: (row.name,),
    columns=COLUMNS,
    summary=_summary,
    as_json=found_json,
    empty="Type a word, then enter.",
)
KIND_PULLED, ACTION = IMAGES, PULL
"""What enter does to a row, and the kind that it makes a row of."""

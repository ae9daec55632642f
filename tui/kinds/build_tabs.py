"""What an entry of the build cache was built on, down to its base, and what was built on it."""

from __future__ import annotations

from collections.abc import Iterator

from tui.core import units
from tui.core.command import Result
from tui.core.kind import Field, Tab, Tone, View
from tui.kinds.build_record import CacheEntry, Kin
from tui.kinds.cells import long_cell, text_cell


def _alone(row: CacheEntry) -> str | None:
    if row.before or row.after:
        return None
    return "it was built on nothing, and nothing was built on it"


def _read(row: CacheEntry, _results: tuple[Result, ...], _view: View) -> tuple[Field, ...]:
    return (
        *_lines("Built on", row.before),
        Field("entry", text_cell(row.id, Tone.ACCENT), "This"),
        Field("made by", long_cell(row.description), "This"),
        *_lines("Base of", row.after),
    )


def _lines(section: str, kin: tuple[Kin, ...]) -> Iterator[Field]:
    for one in kin:
        steps = f"{one.steps} step{'s' if one.steps > 1 else ''} away"
        yield Field("entry", text_cell(one.id), section)
        made = one.description or "it is not in the list"
        yield Field("made by", long_cell(made), section)
        size = units.size(one.size_bytes, "of unknown size")
        yield Field("", text_cell(f"{size}, {steps}", Tone.DIM), section)


FAMILY: Tab[CacheEntry] = Tab("family", "Family", lambda _: (), _read, absent=_alone)
TABS = (FAMILY,)

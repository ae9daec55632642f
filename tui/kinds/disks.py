"""The disks of WSL: what each takes on Windows, what is in it, and what gives the rest back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui.core import units
from tui.core.disk import DESKTOP_DATA
from tui.core.distro_facts import FACTS
from tui.core.kind import Cell, Column, Field, Kind, Listing, Step, Tone, View
from tui.core.record import as_json
from tui.kinds.cells import age_cell, drawn, long_cell, text_cell

if TYPE_CHECKING:
    from tui.kinds.disk_record import Disk

ON_WINDOWS, INSIDE, BACK = "On Windows", "Inside", "What Windows gets back"
NOT_SEEN = "the drives of Windows do not show from here whether a disk is sparse"


def listing() -> Listing[Disk]:
    """Nothing to ask: all of it is found out for distros, or supplied by the session."""
    yield Step(())
    return ()


def join(_rows: tuple[Disk, ...], others: Mapping[str, tuple[Any, ...]]) -> tuple[Disk, ...]:
    from tui.kinds.disk_record import disks  # seldom looked at

    return tuple(disks(others))


def _size(count: int | None) -> Cell:
    return Cell(units.size(count), Tone.DIM if count is None else Tone.PLAIN)


def _difference(row: Disk, _view: View) -> Cell:
    large = (row.difference or 0) >= 10_000_000_000
    return Cell(units.size(row.difference), Tone.WARN if large else Tone.PLAIN)


def _oldest(row: Disk) -> datetime | None:
    """The age of a row is that of its oldest figure."""
    return min((at for at in (row.looked, row.measured) if at), default=None)


COLUMNS: tuple[Column[Disk], ...] = (
    Column("of", "Disk of", lambda r, _: text_cell(r.of), lambda r: r.of.lower(), 14, rank=0,
           grow=2),
    Column("size", "Takes", lambda r, v: drawn(_size(r.file.size), v),
           lambda r: -(r.file.size or 0), 8, rank=0, right=True),
    Column("used", "Inside", lambda r, v: drawn(_size(r.used), v), lambda r: -(r.used or 0), 8,
           rank=1, right=True),
    Column("difference", "More", lambda r, v: drawn(_difference(r, v), v),
           lambda r: -(r.difference or 0), 8, rank=2, right=True),
    Column("drive", "Drive", lambda r, _: text_cell(r.file.drive), lambda r: r.file.drive, 5,
           rank=4),
    Column("free", "Drive free", lambda r, v: drawn(_size(r.file.free), v),
           lambda r: r.file.free or 0, 10, rank=3, right=True),
    Column("age", "Age", lambda r, v: age_cell(_oldest(r), v), lambda r: str(_oldest(r)), 4,
           rank=5, right=True),
)  # fmt: skip


def summary(row: Disk, view: View) -> tuple[Field, ...]:
    return tuple(Field(f.label, drawn(f.value, view), f.section) for f in _lines(row, view))


def _lines(row: Disk, view: View) -> Iterator[Field]:
    yield Field("disk of", text_cell(row.of, Tone.ACCENT))
    file = row.file
    yield Field("file", _known(file.path, file.why), ON_WINDOWS)
    yield Field("takes", _bytes(file.size, file.why), ON_WINDOWS)
    yield Field(f"{file.drive or 'drive'} free", _bytes(file.free, file.why), ON_WINDOWS)
    yield Field("as of", Cell(units.ago(view.now, row.looked), Tone.DIM), ON_WINDOWS)
    yield Field("used", _bytes(row.used, row.why_used, _by(row)), INSIDE)
    yield Field("as of", Cell(units.ago(view.now, row.measured), Tone.DIM), INSIDE)
    yield from _back(row)


def _back(row: Disk) -> Iterator[Field]:
    steps = row.steps
    if not steps:
        return
    drive = row.file.drive or "its drive"
    more = ""
    if row.difference:
        more = f" Now it is {units.size(row.difference)} larger than what is in it."
    yield Field("", long_cell(
        f"Deleting and pruning frees nothing on {drive} until the file is compacted: it grows and "
        f"never shrinks by itself.{more}"), BACK)  # fmt: skip
    for place, step in enumerate(steps, 1):
        yield Field("", long_cell(f"{place}. {step}", Tone.DIM), BACK)
    yield Field("", Cell("y copies these steps. wsltui runs none of them unasked.", Tone.DIM), BACK)


def _by(row: Disk) -> str:
    if row.of == DESKTOP_DATA:
        return ", about, as docker system df counts it"
    return ", as df counts it"


def _known(text: str, why: str) -> Cell:
    return long_cell(text) if text else long_cell(f"unknown: {why}", Tone.DIM)


def _bytes(count: int | None, why: str, more: str = "") -> Cell:
    return _known("" if count is None else f"{units.size(count)}{more}", why)


def disk_json(row: Disk, _view: View) -> dict[str, Any]:
    """With the time of each figure, and under `unknown` the reason for each null."""
    file = row.file
    values: dict[str, Any] = {
        "path": file.path or None, "size_bytes": file.size, "drive_free_bytes": file.free,
        "used_bytes": row.used, "difference_bytes": row.difference, "sparse": None,
    }  # fmt: skip
    reasons = {
        "path": file.why, "size_bytes": file.why, "drive_free_bytes": file.why,
        "used_bytes": row.why_used, "sparse": NOT_SEEN,
        "difference_bytes": file.why if file.size is None else row.why_used,
    }  # fmt: skip
    return {
        "of": row.of,
        "distro": None if row.of == DESKTOP_DATA else row.of,
        "drive": file.drive or None,
        **values,
        "looked_at": as_json(row.looked),
        "measured_at": as_json(row.measured),
        "current": row.here,
        "steps": list(row.steps),
        "unknown": {name: reasons[name] for name, value in values.items() if value is None},
    }


def headline(rows: Sequence[Disk]) -> str:
    known = [row.file.size for row in rows if row.file.size is not None]
    return units.size(sum(known)) if known else ""


DISKS: Kind[Disk] = Kind(
    id="disks",
    singular="disk",
    title="Disks",
    tool="",
    listing=listing,
    needs=("distros", FACTS, "disk-look"),
    join=join,
    key=lambda row: row.of,
    names=lambda row: (row.of, "docker-desktop-data") if row.of == DESKTOP_DATA else (row.of,),
    columns=COLUMNS,
    summary=summary,
    as_json=disk_json,
    empty="No disks are known: wsltui does not run inside WSL, or Windows does not answer.",
    amounts={
        "size": lambda row: row.file.size,
        "used": lambda row: row.used,
        "difference": lambda row: row.difference,
    },
    headline=headline,
    copies=lambda row: "\n".join(row.steps) or row.of,
    also=("vhdx, free space on C:, compact, shrink, Optimize-VHD",),
    spellings=("df -h", "wsl.exe --system df -h /mnt/wslg/distro"),
    lazy=True,
)

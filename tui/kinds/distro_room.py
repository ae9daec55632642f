"""How much room the copies of a distro take, as far as that is known."""

from __future__ import annotations

from tui.core.action import Chosen
from tui.core.form import Place, place_of, value_of
from tui.core.room import Need, drive_of, shortage
from tui.kinds.distro_listing import Distro

COPY, DISK, ARCHIVE = "the copy of its files", "the copy of its disk", "the archive of its files"


def used(row: Distro) -> int | None:
    """What its files take: as it was measured last, else at most what its disk does."""
    inside = row.facts.inside.used
    return _disk(row) if inside is None else inside


def _disk(row: Distro) -> int | None:
    known = row.facts.registration
    return known.disk.size if known else None


def for_export(row: Distro, chosen: Chosen) -> tuple[Need, ...]:
    """A disk is copied byte for byte; an archive is no larger than the files in it, or hardly."""
    place, disk = place_of(chosen, "file"), value_of(chosen, "format") == "vhdx"
    count = _disk(row) if disk else used(row)
    what = DISK if disk else ARCHIVE
    return () if count is None else (Need(place, what, count, sure=disk),)


def for_clone(row: Distro, chosen: Chosen) -> tuple[Need, ...]:
    """The archive in between lies on the same drive as the copy, until that is there."""
    count = used(row)
    what = f"{COPY} with the archive in between"
    return (
        () if count is None else (Need(place_of(chosen, "location"), what, 2 * count, sure=False),)
    )


def for_import(_row: Distro | None, chosen: Chosen) -> tuple[Need, ...]:
    """What is in an archive takes no less than the archive."""
    what = "what is in the file"
    return (Need(place_of(chosen, "location"), what, like=place_of(chosen, "file")),)


def for_move(row: Distro, chosen: Chosen) -> tuple[Need, ...]:
    """Within a drive a disk only gets another name."""
    to, known = place_of(chosen, "to"), row.facts.registration
    if known is None or known.disk.size is None or drive_of(to) == known.disk.drive:
        return ()
    return (Need(to, "its disk", known.disk.size),)


def of_conversion(row: Distro) -> str:
    """What is to be said of the room on the drive that it lies on: its files are copied there."""
    known, count = row.facts.registration, used(row)
    if known is None or count is None:
        return ""
    need = Need(Place(known.disk.path, ""), COPY, count, sure=False)
    return shortage(need, known.disk.free)

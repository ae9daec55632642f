"""What is shown of a distro beside its list: each with its age, or with the reason for none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tui.core import units
from tui.core.distro_facts import Inside
from tui.core.kind import Cell, Field, Tone, View
from tui.core.record import as_json
from tui.kinds.cells import long_cell
from tui.kinds.distro_inside import unmeasured
from tui.kinds.distro_listing import Distro

ON_WINDOWS, INSIDE = "On Windows", "Inside"
NO_OS = "Windows was not told, and it does not run"
WSL_1 = "the files of WSL 1 are among those of Windows"
NO_ANSWER = "it did not tell"


def os_of(row: Distro) -> tuple[str, str]:
    """System and version: from the registry, else as the distro has said while it ran."""
    known = row.facts.registration
    if known is not None and known.os:
        return known.os, known.os_version
    return row.facts.inside.os, row.facts.inside.os_version


def os_words(row: Distro) -> str:
    return " ".join(filter(None, os_of(row)))


def disk_bytes(row: Distro) -> int | None:
    known = row.facts.registration
    return known.disk.size if known else None


def _values(row: Distro) -> dict[str, Any]:
    """The facts by the names they have for scripts; None for what is not known."""
    known, inside = row.facts.registration, row.facts.inside
    system, version = os_of(row)
    return {
        "os": system or None,
        "os_version": version or None,
        "disk_path": known.disk.path if known else None,
        "disk_bytes": known.disk.size if known else None,
        "drive_free_bytes": known.disk.free if known else None,
        "used_bytes": inside.used,
        "free_bytes": inside.free,
        "default_user": inside.user or None,
        "default_uid": known.uid if known else None,
        "memory_bytes": inside.memory if row.running else None,
        "processes": inside.processes if row.running else None,
    }


def _reasons(row: Distro) -> dict[str, str]:
    """Why each may be unknown."""
    facts = row.facts
    windows = facts.why_not_registered or "the registry of Windows does not know it"
    disk = facts.registration.disk.why if facts.registration else windows
    inside = unmeasured(row) or facts.inside.why or NO_ANSWER
    room = WSL_1 if row.version == 1 and row.running else inside
    system = windows if facts.registration is None else inside if row.running else NO_OS
    return {
        "os": system, "os_version": system, "disk_path": windows, "disk_bytes": disk,
        "drive_free_bytes": disk, "used_bytes": room, "free_bytes": room,
        "default_user": inside, "default_uid": windows, "memory_bytes": inside,
        "processes": inside,
    }  # fmt: skip


def particulars_json(row: Distro) -> dict[str, Any]:
    """With the time of each look, and under `unknown` the reason for each null."""
    values, reasons = _values(row), _reasons(row)
    return {
        **values,
        "looked_at": as_json(row.facts.looked),
        "measured_at": as_json(row.facts.measured),
        "unknown": {name: reasons[name] for name, value in values.items() if value is None},
    }


def particulars(row: Distro, view: View) -> Iterator[Field]:
    """The lines of the summary."""
    yield Field("system", _shown(row, "os", os_words(row)))
    yield Field("user", _shown(row, "default_user", _user(row)))
    yield from _on_windows(row, view)
    yield from _inside(row, view)


def _on_windows(row: Distro, view: View) -> Iterator[Field]:
    values = _values(row)
    yield Field("disk", _shown(row, "disk_path", values["disk_path"]), ON_WINDOWS)
    if row.version != 1:
        size, free = values["disk_bytes"], values["drive_free_bytes"]
        yield Field("takes", _shown(row, "disk_bytes", _size(size)), ON_WINDOWS)
        yield Field("drive", _shown(row, "drive_free_bytes", _size(free, " free")), ON_WINDOWS)
    if row.facts.looked:
        yield Field("as of", Cell(units.ago(view.now, row.facts.looked), Tone.DIM), ON_WINDOWS)
    if values["disk_bytes"] is not None:
        yield Field("", Cell("What gives room back to Windows: the pane Disks.", Tone.DIM),
                    ON_WINDOWS)  # fmt: skip


def _inside(row: Distro, view: View) -> Iterator[Field]:
    inside = row.facts.inside
    used, free = _size(inside.used, " used"), _size(inside.free, " free")
    yield Field("files", _shown(row, "used_bytes", ", ".join(filter(None, (used, free)))), INSIDE)
    yield Field("memory", _shown(row, "memory_bytes", _memory(row, inside)), INSIDE)
    if row.facts.measured:
        yield Field("as of", Cell(units.ago(view.now, row.facts.measured), Tone.DIM), INSIDE)


def _memory(row: Distro, inside: Inside) -> str:
    if inside.memory is None or not row.running:
        return ""
    held = units.binary_size(inside.memory)
    return f"{held} in {inside.processes} processes, what they share counted for each"


def _user(row: Distro) -> str:
    known = row.facts.registration
    if row.facts.inside.user or known is None or known.uid is None:
        return row.facts.inside.user
    return f"number {known.uid}, whose name only the distro knows"


def _size(count: int | None, word: str = "") -> str:
    return "" if count is None else f"{units.size(count)}{word}"


def _shown(row: Distro, name: str, text: str | None) -> Cell:
    return long_cell(text) if text else long_cell(f"unknown: {_reasons(row)[name]}", Tone.DIM)

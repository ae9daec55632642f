"""Copies of distros: exported to a file, imported from one, and cloned through one."""

from __future__ import annotations

from tui.core.action import Action, Chosen, Confirm, Steps
from tui.core.command import Command, wsl
from tui.core.form import place_of, value_of
from tui.core.winpaths import unfinished
from tui.kinds import distro_forms as forms
from tui.kinds.distro_holding import HALF_MADE, itself, made
from tui.kinds.distro_limits import COLD_START, HOURS
from tui.kinds.distro_listing import Distro
from tui.kinds.distro_particulars import disk_bytes
from tui.kinds.distro_reasons import cloned, cuts_its_branch, settled, stops
from tui.kinds.distro_room import for_clone, for_export, for_import
from tui.kinds.whole_files import dropped, host, named

_WORDS = {"tar.gz": ("--format", "tar.gz"), "tar.xz": ("--format", "tar.xz"), "vhdx": ("--vhd",)}


MIB = 1 << 20
TOO_SMALL = r"%p has only %s bytes\n"


def least(row: Distro, form: str) -> int:
    """Bytes below which a copy is none: a tar ends in blocks of 10240, a disk has its head.

    A copy is smaller than what it is made of, but not by more than compression explains.
    """
    if form == "vhdx":
        return max(MIB, (disk_bytes(row) or 0) // 2)
    share, floor = (10, 10_240) if form == "tar" else (1000, 32)
    return max(floor, (row.facts.inside.used or 0) // share)


def _export(row: Distro, chosen: Chosen) -> Command:
    """Never to the file itself: wsl.exe empties it first, and leaves half of it when stopped."""
    part = unfinished(place_of(chosen, "file").windows)
    words = _WORDS.get(value_of(chosen, "format"), ())
    return wsl("--export", row.name, part, *words, mutates=True, timeout=HOURS)


def _exported(row: Distro, chosen: Chosen) -> Steps:
    whole = place_of(chosen, "file").linux
    part = unfinished(whole)
    small = f"-{least(row, value_of(chosen, 'format'))}c"
    large = host("find", part, "-size", small, "-printf", TOO_SMALL, "-exec", "false", "{}", "+")
    then = (large, *named(part, whole, COLD_START))
    return Steps(then, broken=(dropped(part),), grows=part)


def _import(_row: Distro, chosen: Chosen) -> Command:
    file, version = place_of(chosen, "file").windows, value_of(chosen, "wsl-version")
    words = [value_of(chosen, "name"), place_of(chosen, "location").windows, file]
    words += ["--version", version] if version else []
    words += ["--vhd"] if file.lower().endswith(forms.DISKS) else []
    return wsl("--import", *words, mutates=True, timeout=HOURS)


def _import_in_place(_row: Distro, chosen: Chosen) -> Command:
    file = place_of(chosen, "file").windows
    return wsl("--import-in-place", value_of(chosen, "name"), file, mutates=True, timeout=HOURS)


def _clone(row: Distro, chosen: Chosen) -> Command:
    part = forms.passing(place_of(chosen, "location").windows)
    return wsl("--export", row.name, part, mutates=True, timeout=HOURS)


def _cloned(row: Distro, chosen: Chosen) -> Steps:
    folder, name = place_of(chosen, "location"), value_of(chosen, "name")
    copied = (name, folder.windows, forms.passing(folder.windows), "--version", str(row.version))
    then = [wsl("--import", *copied, mutates=True, timeout=HOURS)]
    if user := value_of(chosen, "user"):
        words = (name, "--set-default-user", user)
        then.append(wsl("--manage", *words, mutates=True, timeout=COLD_START))
    part = forms.passing(folder.linux)
    return Steps(tuple(then), last=(dropped(part),), grows=part)


def _both(row: Distro, chosen: Chosen) -> tuple[str, ...]:
    return (row.name, value_of(chosen, "name"))


ARCHIVES: tuple[Action[Distro], ...] = (
    Action(
        "distro.export", "Export", "Copy it to a file, as an archive or as a virtual disk",
        _export, hindered=settled, refused=cuts_its_branch, warn=stops, confirm=Confirm.ASK,
        stale=("distros", "system"), width=1, many=False, spelling="wsl.exe --export",
        form=(forms.EXPORT_FILE, forms.FORMAT), steps=_exported, holds=itself,
        needs=for_export, informed=True,
        halfway="The distro is as it was. Half a file is no copy of it.",
    ),
    Action(
        "distro.clone", "Clone", "Make a second distro of its files; it stays as it is",
        _clone, hindered=settled, refused=cuts_its_branch, warn=cloned, confirm=Confirm.ASK,
        stale=("distros", "system"), width=1, many=False,
        spelling="wsl.exe --export, then wsl.exe --import",
        form=(forms.NAME, forms.CLONE_LOCATION, forms.CLONE_USER), steps=_cloned, holds=_both,
        needs=for_clone, informed=True,
        halfway="The original is as it was. The archive in between is only a copy of its files.",
    ),
    Action(
        "distro.import", "Import", "Make a distro of an archive or of a copy of a virtual disk",
        _import, stale=("distros", "system"), width=1, many=False, makes="name",
        spelling="wsl.exe --import",
        form=(forms.NAME, forms.IMPORT_FILE, forms.LOCATION, forms.WSL_VERSION), holds=made,
        halfway=HALF_MADE, needs=for_import,
    ),
    Action(
        "distro.import-in-place", "Import in place", "Make a virtual disk a distro where it lies",
        _import_in_place, stale=("distros", "system"), width=1, many=False, makes="name",
        spelling="wsl.exe --import-in-place", form=(forms.NAME, forms.DISK_FILE), holds=made,
        halfway="The disk lies where it lay, whether it has become a distro or not.",
        note="The disk is the distro from then on: unregistering that deletes it.",
    ),
)  # fmt: skip

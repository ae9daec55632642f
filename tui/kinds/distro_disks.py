"""Disks that are lent to WSL: virtual ones, and those of this machine."""

from __future__ import annotations

import json
import re

from tui.core import parse, units
from tui.core.action import Action, Choice, Chosen, Confirm
from tui.core.command import Command, wsl
from tui.core.form import About, Field, Sort, place_of, value_of
from tui.core.record import array, mapping, text
from tui.core.winpaths import DRIVE, physical
from tui.kinds import distro_forms as forms
from tui.kinds.distro_limits import COLD_START
from tui.kinds.distro_listing import Distro

QUERY = (
    "Get-CimInstance -Query 'SELECT * from Win32_DiskDrive' | "
    "Select-Object DeviceID, Model, Size | ConvertTo-Json -Compress"
)
"""What Microsoft's page on mounting disks lists them with, as JSON."""
LISTED = Command(
    "windows",
    ("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", QUERY),
    timeout=30.0,
)
_TYPE = re.compile(r"[a-z0-9._-]{1,32}")
_OPTIONS = re.compile(r"[A-Za-z0-9=,._:/@+-]{1,512}")
_PARTITION = re.compile(r"[1-9]\d{0,2}")


def disks(said: str) -> tuple[str, ...]:
    """`\\\\.\\PHYSICALDRIVE1 WDC WD20 (2 TB)`: what to lend it by, and what it is."""
    try:
        told = json.loads(said)
    except ValueError:
        return ()
    found = (mapping(one) for one in (array(told) or [told]))
    return tuple(_named(one) for one in found if physical(text(one.get("DeviceID"))))


def _named(one: dict[str, object]) -> str:
    size = one.get("Size")
    large = f"({units.size(size)})" if isinstance(size, int) and size else ""
    words = (text(one.get("DeviceID")), parse.clean(text(one.get("Model"))).strip(), large)
    return " ".join(filter(None, words))


def _disk(_about: About[Distro], value: str) -> str | None:
    fits = physical(value) or value.lower().endswith(forms.DISKS)
    return None if fits else f"end it in {' or '.join(forms.DISKS)}, or write {DRIVE}1"


def _shaped(pattern: re.Pattern[str], why: str, value: str) -> str | None:
    return None if pattern.fullmatch(value) else why


DISK: Field[Distro] = Field(
    "disk", "Disk", f"A virtual disk on a drive of Windows, or {DRIVE}N", Sort.FILE, check=_disk,
    sample=r"D:\data.vhdx", source=LISTED, read=disks,
)  # fmt: skip
LENT: Field[Distro] = Field("disk", "Disk", DISK.help, Sort.FILE, check=_disk, sample=DISK.sample)
TYPE: Field[Distro] = Field(
    "type", "File system", "What Linux mounts it as; without it ext4", required=False,
    check=lambda _, value: _shaped(_TYPE, "that is no name of a file system", value),
    sample="ext4",
)  # fmt: skip
OPTIONS: Field[Distro] = Field(
    "options", "Options", "Mount options of that file system, as in ro", required=False,
    check=lambda _, value: _shaped(_OPTIONS, "mount options have no blanks or quotes", value),
    sample="ro",
)  # fmt: skip
PARTITION: Field[Distro] = Field(
    "partition", "Partition", "Its number; without it the whole disk", required=False,
    check=lambda _, value: _shaped(_PARTITION, "it is a number from 1 on", value), sample="1",
)  # fmt: skip


def _mount(_row: Distro, chosen: Chosen) -> Command:
    """Where it is only attached nothing is said of how to mount it."""
    disk, bare = place_of(chosen, "disk").windows, "bare" in chosen
    words = [*([] if physical(disk) else ["--vhd"]), *(["--bare"] if bare else [])]
    for name in () if bare else ("name", "type", "options", "partition"):
        value = value_of(chosen, name)
        words += [f"--{name}", value] if value else []
    return wsl("--mount", disk, *words, mutates=True, timeout=COLD_START)


def _unmount(_row: Distro, chosen: Chosen) -> Command:
    return wsl("--unmount", place_of(chosen, "disk").windows, mutates=True, timeout=COLD_START)


DISK_ACTIONS: tuple[Action[Distro], ...] = (
    Action(
        "distro.mount", "Mount a disk", "Lend a disk to WSL, for all distros",
        _mount, stale=("system",), width=1, many=False, makes="disk",
        form=(DISK, forms.MOUNT_NAME, TYPE, OPTIONS, PARTITION),
        spelling="wsl.exe --mount DISK",
        choices=(Choice("bare", "--bare", "Only attach it: nothing on it is mounted"),),
        note="A disk of this machine can be lent by an administrator alone, and Windows does "
        "not see it meanwhile.",
    ),
    Action(
        "distro.unmount", "Unmount a disk", "Give a disk that was lent back to Windows",
        _unmount, confirm=Confirm.ASK, stale=("system",), width=1, many=False, makes="disk",
        form=(LENT,), spelling="wsl.exe --unmount",
        lost="What programs had not yet written to it is lost.",
    ),
)  # fmt: skip

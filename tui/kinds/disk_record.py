"""A disk of WSL: a distro's, or Docker Desktop's data, with what it takes and what is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui.core.disk import DESKTOP_DATA, Vhdx, steps_for
from tui.core.disk_look import DiskLook
from tui.core.distro_facts import DistroFacts
from tui.kinds.distro_inside import unmeasured
from tui.kinds.distro_listing import Distro
from tui.kinds.distro_owners import owner

NOT_TOLD = "the registry of Windows does not know it"
NO_ANSWER = "it did not tell"
UNLISTED = "wsl.exe did not tell which distros run"
ONE_IN_ALL = "it is the engine of Docker Desktop itself, whose data lie in another disk"


@dataclass(frozen=True, slots=True)
class Disk:
    """`of` is a distro, or DESKTOP_DATA. `looked` is when Windows was asked for size and free room
    of the drive, `measured` when what is used inside was measured; None for never. `why_used` is
    why `used` is not known. `wsl` is the version of WSL, `here` whether wsltui runs on it.
    """

    of: str
    file: Vhdx
    looked: datetime | None = None
    used: int | None = None
    why_used: str = ""
    measured: datetime | None = None
    wsl: str | None = None
    here: bool = False

    @property
    def difference(self) -> int | None:
        """Bytes that Windows could have back; None where one of the two is not known."""
        if self.file.size is None or self.used is None:
            return None
        return max(0, self.file.size - self.used)

    @property
    def steps(self) -> tuple[str, ...]:
        """What gives it back to Windows; nothing where there is no file, or it is another's."""
        if not self.file.path or not self.file.path.lower().endswith((".vhdx", ".vhd")):
            return ()
        if self.of != DESKTOP_DATA and owner(self.of) is not None:
            return ()
        return steps_for(self.file, self.wsl)


def disks(others: Mapping[str, Sequence[Any]]) -> Iterator[Disk]:
    """One for each distro, and one for what Docker Desktop keeps; the largest are not known."""
    look: DiskLook | None = next(iter(others.get("disk-look", ())), None)
    wsl = look.wsl if look else None
    distros: Sequence[Distro] = others.get("distros", ())
    for row in distros:
        yield _of_distro(row, wsl)
    for file in look.truth.files if look else ():
        if look is not None and file.of == DESKTOP_DATA:
            yield _of_desktop(file, look)
        elif look is not None and "distros" not in others:
            yield Disk(file.of, file, look.looked, why_used=UNLISTED, wsl=wsl)


def _of_distro(row: Distro, wsl: str | None) -> Disk:
    facts: DistroFacts = row.facts
    known = facts.registration
    file = known.disk if known else Vhdx(row.name, "", why=facts.why_not_registered or NOT_TOLD)
    used = None if row.version == 1 else facts.inside.used
    why = "" if used is not None else _why_not(row)
    return Disk(row.name, file, facts.looked, used, why, facts.measured, wsl, row.current)


def _why_not(row: Distro) -> str:
    if row.version == 1:
        return "the files of WSL 1 are among those of Windows"
    if row.owner == "Docker Desktop":
        return ONE_IN_ALL
    return unmeasured(row) or row.facts.inside.why or NO_ANSWER


def _of_desktop(file: Vhdx, look: DiskLook) -> Disk:
    held, why = look.held, look.why
    if not file.engine:
        held, why = None, "the engine that answers keeps nothing in it"
    return Disk(DESKTOP_DATA, file, look.looked, held, why, look.measured, look.wsl)

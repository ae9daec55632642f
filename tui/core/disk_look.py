"""One look at the disks of WSL: their files on Windows, and what the engine says it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui.core.disk import DiskTruth


@dataclass(frozen=True, slots=True)
class DiskLook:
    """`looked` is when Windows was asked (aware, UTC). `held` are the bytes that the engine says
    it holds in its disk, as of `measured`; None where it was not asked or did not say, and then
    `why` says why. `wsl` is the version of WSL, None where it tells none.
    """

    truth: DiskTruth
    looked: datetime
    held: int | None = None
    measured: datetime | None = None
    why: str = ""
    wsl: str | None = None

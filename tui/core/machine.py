"""What this machine (inside WSL: the WSL VM) has and uses, at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sample:
    """Percentages are of all CPUs together, 0 to 100; sizes are bytes.

    `disk` is the file system that `/` is on: inside WSL the distro's own disk image.
    """

    at: datetime
    cpu_percent: float
    cpus: int
    memory_total: int
    memory_used: int
    memory_available: int
    swap_total: int
    swap_used: int
    disk_total: int
    disk_used: int

"""What this machine (inside WSL: the WSL VM) has and uses, at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sample:
    """Percentages are of all CPUs together, 0 to 100; sizes are bytes.

    `memory_cache` is what the kernel gives up at once when it is asked to: files it has read, and
    its own tables of them, without what is shared or in a tmpfs.
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
    memory_cache: int | None = None
    memory_free: int | None = None

"""The machine of the demo world: the virtual machine that WSL runs in."""

from __future__ import annotations

import math
from datetime import datetime

from tui.core.machine import Sample

CPUS = 8
KERNEL = "6.6.87.2-microsoft-standard-WSL2"
GIB = 1024**3
MEMORY = int(15.5 * GIB)
SWAP, DISK = 4 * GIB, 251 * GIB


def sample(now: datetime) -> Sample:
    """What it uses at a moment: the same for the same moment, and close to the one before."""
    beat = now.timestamp()
    cpu = 18 + 11 * _wave(beat, 61) + 4 * _wave(beat, 19) + 2 * _wave(beat, 7.3)
    used = int(GIB * (5.9 + 0.7 * _wave(beat, 170) + 0.2 * _wave(beat, 31)))
    return Sample(
        at=now,
        cpu_percent=round(cpu, 1),
        cpus=CPUS,
        memory_total=MEMORY,
        memory_used=used,
        memory_available=MEMORY - used,
        swap_total=SWAP,
        swap_used=int(0.2 * GIB),
        disk_total=DISK,
        disk_used=int(GIB * (118 + 0.4 * _wave(beat, 300))),
    )


def _wave(seconds: float, period: float) -> float:
    """Between -1 and 1."""
    return math.sin(2 * math.pi * seconds / period)

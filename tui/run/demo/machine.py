"""The machine of the demo world: the virtual machine that WSL runs in."""

from __future__ import annotations

import math
from datetime import datetime

from tui.core.machine import Sample

CPUS = 8
KERNEL = "6.6.87.2-microsoft-standard-WSL2"
GIB = 1024**3
MEMORY = int(15.5 * GIB)
CACHE = int(6.4 * GIB)
LEFT = CACHE // 9
"""Bytes of the page cache that are in use even so."""
SWAP, DISK = 4 * GIB, 251 * GIB


def sample(now: datetime, *, dropped: bool = False) -> Sample:
    """What it uses at a moment: the same for the same moment, and close to the one before.

    `dropped` is whether somebody has dropped the page cache.
    """
    cache = LEFT if dropped else CACHE
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
        memory_cache=cache,
        memory_free=MEMORY - used - cache,
    )


def _wave(seconds: float, period: float) -> float:
    """Between -1 and 1."""
    return math.sin(2 * math.pi * seconds / period)

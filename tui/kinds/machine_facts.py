"""What was measured on this machine: inside WSL, the WSL VM."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.core import units
from tui.core.kind import Tone
from tui.core.machine import Sample
from tui.kinds.fact import Fact, percent


def measured(samples: Sequence[Sample]) -> Iterator[Fact]:
    """CPU and memory with their history, and the disk as it is now."""
    if samples:
        yield _cpu(samples)
        yield _memory(samples)
        yield _disk(samples[-1])


def _cpu(samples: Sequence[Sample]) -> Fact:
    now, history = samples[-1], tuple(percent(sample.cpu_percent) for sample in samples)
    shown = f"{history[-1]:.0f} % of {now.cpus} {'core' if now.cpus == 1 else 'cores'}"
    data = {"percent": history[-1], "cpus": now.cpus}
    return Fact("cpu", "CPU", shown, _load(history[-1]), data, history)


def _memory(samples: Sequence[Sample]) -> Fact:
    now = samples[-1]
    history = tuple(percent(sample.memory_used, sample.memory_total) for sample in samples)
    data = {
        "used_bytes": now.memory_used,
        "total_bytes": now.memory_total,
        "available_bytes": now.memory_available,
        "page_cache_bytes": now.memory_cache,
        "free_bytes": now.memory_free,
        "swap_used_bytes": now.swap_used,
        "swap_total_bytes": now.swap_total,
    }
    shown = _of(now.memory_used, now.memory_total)
    return Fact("memory", "Memory", shown, _load(history[-1]), data, history)


def _disk(now: Sample) -> Fact:
    share = percent(now.disk_used, now.disk_total)
    data = {"used_bytes": now.disk_used, "total_bytes": now.disk_total, "path": "/"}
    shown = _of(now.disk_used, now.disk_total)
    return Fact("disk", "Disk", shown, _load(share), data, (share,))


def _of(used: int, total: int) -> str:
    return f"{units.binary_size(used)} of {units.binary_size(total)}"


def _load(share: float) -> Tone:
    return Tone.BAD if share >= 90 else Tone.WARN if share >= 75 else Tone.GOOD

"""Samples of this machine, taken with psutil."""

from __future__ import annotations

from datetime import UTC, datetime

from tui.core.machine import Sample


def sample(interval: float | None = None) -> Sample:
    """CPU use since the last call, or over `interval` seconds (then it blocks that long)."""
    import psutil  # 25 ms: not before the first frame

    memory, swap, disk = psutil.virtual_memory(), psutil.swap_memory(), psutil.disk_usage("/")
    return Sample(
        at=datetime.now(UTC),
        cpu_percent=psutil.cpu_percent(interval),
        cpus=psutil.cpu_count() or 1,
        memory_total=memory.total,
        memory_used=memory.total - memory.available,
        memory_available=memory.available,
        swap_total=swap.total,
        swap_used=swap.used,
        disk_total=disk.total,
        disk_used=disk.used,
        memory_cache=max(0, memory.buffers + memory.cached - memory.shared),
        memory_free=memory.free,
    )

"""Directories of this machine that containers mount, and whether they are still there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tui.backends.aside import aside

SECONDS = 5.0


class Bound(NamedTuple):
    """A container by its id, the process id that the engine tells of it, and its sources."""

    id: str
    pid: int | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Binds:
    """Of an engine that may be one of this machine; `root` stands in for `/` in tests.

    A path that an engine tells is a path of its own machine. So nothing is said unless the
    process of one of its containers is found here: the kernel names the container's 64 random
    digits in `/proc/PID/cgroup`, which everybody may read. Docker Desktop's are in another VM.
    """

    root: Path = field(default_factory=lambda: Path("/"))

    async def lost(self, bound: Iterable[Bound]) -> frozenset[str]:
        """The sources that are not there. A disk that does not answer keeps nobody waiting."""
        known = tuple(bound)
        try:
            return await aside(lambda: self._lost(known), SECONDS)
        except TimeoutError:
            return frozenset()

    def _lost(self, bound: tuple[Bound, ...]) -> frozenset[str]:
        if not any(self._is_here(one) for one in bound):
            return frozenset()
        sources = {source for one in bound for source in one.sources}
        return frozenset(source for source in sources if self._is_gone(source))

    def _is_here(self, one: Bound) -> bool:
        try:
            told = (self.root / f"proc/{one.pid or 0}/cgroup").read_text(errors="replace")
        except OSError:
            return False
        return one.id in told

    def _is_gone(self, source: str) -> bool:
        """What may not be looked at is not gone."""
        try:
            os.lstat(self.root / source.lstrip("/"))
        except FileNotFoundError:
            return True
        except (OSError, ValueError):
            return False
        return False

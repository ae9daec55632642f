"""The commands among the steps of a remedy, as they can be pasted into a shell."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WHERE = re.compile(r"^In PowerShell(?: as administrator)?: ")
_NOTE = re.compile(r"(?: {3}\(| in PowerShell\b|, (?:or|and) ).*$", re.DOTALL)
_QUOTED = re.compile(r"`([^`]+)`")
_FIRST = frozenset({
    "wsl.exe", "wsl", "sudo", "docker", "dos2unix", "git", "bcdedit", "wsltui", "code",
    "Optimize-VHD",
})  # fmt: skip


def commands(steps: Iterable[str]) -> tuple[str, ...]:
    """Without what is said around them; a step that is no command is left out."""
    return tuple(one for step in steps for one in _found(step) if one.partition(" ")[0] in _FIRST)


def _found(step: str) -> list[str]:
    quoted: list[str] = _QUOTED.findall(step)
    return quoted or [_NOTE.sub("", _WHERE.sub("", step)).strip()]

"""Files that have their own name only once they are whole."""

from __future__ import annotations

from tui.core.command import Command

SECONDS = 120.0
"""For programs of this machine: a drive of Windows may be slow."""


def host(*words: str) -> Command:
    """A program of this machine that changes something."""
    return Command("host", words, mutates=True, timeout=SECONDS)


def finished(part: str, whole: str) -> Command:
    """What is there under the name stays as it is; GNU mv ends with 0 all the same."""
    return host("mv", "--no-clobber", "--no-target-directory", "--", part, whole)


def dropped(part: str, flags: str = "-f") -> Command:
    """Half of it goes; `flags` are those of rm."""
    return host("rm", flags, "--", part)

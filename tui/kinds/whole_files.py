"""Files that have their own name only once they are whole, and that overwrite no other."""

from __future__ import annotations

from tui.core.command import Command

SECONDS = 120.0
"""For programs of this machine: a drive of Windows may be slow."""


def host(*words: str, seconds: float = SECONDS) -> Command:
    """A program of this machine that changes something."""
    return Command("host", words, mutates=True, timeout=seconds)


def named(part: str, whole: str, seconds: float = SECONDS) -> tuple[Command, Command]:
    """What gives a finished file its name, and looks whether it did.

    `mv` of coreutils before 9.2 leaves what it may not overwrite without a word and ends with 0.
    """
    moved = host("mv", "--no-clobber", "--no-target-directory", "--", part, whole, seconds=seconds)
    return moved, host("test", "!", "-e", part, seconds=seconds)


def dropped(part: str, flags: str = "-f") -> Command:
    """Half of it goes; `flags` are those of rm."""
    return host("rm", flags, "--", part)

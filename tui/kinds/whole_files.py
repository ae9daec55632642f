"""Files that have their own name only once they are whole, and that overwrite no other."""

from __future__ import annotations

from tui.core.command import Command


def named(part: str, whole: str, seconds: float = 120.0) -> tuple[Command, Command]:
    """What gives a finished file its name, and looks whether it did.

    `mv` of coreutils before 9.2 leaves what it may not overwrite without a word and ends with 0.
    """
    moved = ("mv", "--no-clobber", "--no-target-directory", "--", part, whole)
    return _host(moved, seconds), _host(("test", "!", "-e", part), seconds)


def _host(words: tuple[str, ...], seconds: float) -> Command:
    return Command("host", words, mutates=True, timeout=seconds)

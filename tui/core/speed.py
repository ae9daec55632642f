"""How fast small files are made, looked at and removed in a directory, measured by a shell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from tui.core.command import Command, Result

FILES = 200
SECONDS = 20.0
SLOW = 3.0
"""Times as slow as the Linux file system, from which on it is worth a word."""
_SCRIPT = (
    'd=$(mktemp -d "$1/.wsltui-speed-XXXXXX") || exit 1; trap \'rm -rf "$d"\' EXIT; '
    "trap 'exit 143' TERM INT HUP; n=$2; "
    'a=$(date +%s%N); i=0; while [ $i -lt $n ]; do echo x > "$d/$i"; i=$((i+1)); done; '
    'b=$(date +%s%N); i=0; while [ $i -lt $n ]; do [ -s "$d/$i" ]; i=$((i+1)); done; '
    'c=$(date +%s%N); rm -rf "$d"; e=$(date +%s%N); echo "$((b-a)) $((c-b)) $((e-c))"'
)
"""Without a program for each file, whose start would take longer than the file. Whatever ends it
politely, its directory goes with it."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds for `FILES` files in `place`, and when that was measured."""

    place: str
    made: float
    seen: float
    removed: float
    at: datetime | None = None

    @property
    def total(self) -> float:
        return self.made + self.seen + self.removed


@dataclass(frozen=True, slots=True)
class Comparison:
    """This directory, and one of the Linux file system."""

    here: Speed
    linux: Speed

    @property
    def times(self) -> float:
        return self.here.total / self.linux.total if self.linux.total else 1.0

    @property
    def said(self) -> str:
        """In a sentence."""
        count = f"{FILES} small files took {self.here.total:.0f} ms in {self.here.place}"
        beside = f"{self.linux.total:.0f} ms in {self.linux.place}"
        if self.times >= SLOW:
            return f"{count}, {beside}: {self.times:.0f} times as slow."
        return (
            f"{count}, {beside}: about as fast."
            if self.times > 1 / SLOW
            else (f"{count}, {beside}: faster than the Linux file system.")
        )


def measuring(place: str) -> Command:
    """It makes files in `place` and removes them again."""
    argv = ("sh", "-c", _SCRIPT, "wsltui-speed", place, str(FILES))
    return Command("host", argv, mutates=True, timeout=SECONDS)


def speed(place: str, told: Result, at: datetime | None = None) -> Speed | None:
    """None where it could not be measured."""
    match = re.fullmatch(r"\s*(\d+) (\d+) (\d+)\s*", told.text) if told.ok else None
    if match is None:
        return None
    made, seen, removed = (int(part) / 1e6 for part in match.groups())
    return Speed(place, made, seen, removed, at)

"""Log lines as they are printed: colours for terminals alone, no other escape sequence ever."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tui.cli.cells import pad, width
from tui.cli.output import Output
from tui.core import logtext
from tui.core.kind import Cell, Tone
from tui.core.loglevel import Level, level_of
from tui.core.logline import LogLine
from tui.core.logsieve import Sieve
from tui.core.logtext import USUAL, Colour, Look
from tui.core.units import size

RESET = "\x1b[0m"
_NAME_TONES = (Tone.BUSY, Tone.GOOD, Tone.WARN, Tone.BAD)
_WAYS = {"bold": 1, "dim": 2, "italic": 3, "underline": 4, "reverse": 7, "strike": 9}
_TINTS = {Level.ERROR: Tone.BAD, Level.WARN: Tone.WARN, Level.DEBUG: Tone.DIM}


class Printing:
    """Prints lines that pass. `show` is False once nobody reads any more."""

    def __init__(
        self, out: Output, names: Sequence[str], sieve: Sieve, *, times: bool, as_json: bool
    ) -> None:
        self._out, self._names, self._sieve = out, names, sieve
        self._times, self._as_json = times, as_json
        self._room = max(map(width, names), default=0)

    def show(self, lines: Sequence[LogLine]) -> bool:
        passed = [line for line in lines if self._sieve.passes(line)]
        if passed:
            self._out.data(*map(self._told if self._as_json else self._line, passed))
        return not self._out.closed

    def _told(self, line: LogLine) -> str:
        text = logtext.plain(line.body)
        level = level_of(text)
        found = {
            "time": line.stamp or None,
            "name": self._names[line.source],
            "stream": "stderr" if line.error else "stdout",
            "level": level.name.lower() if level else None,
            "text": text,
            "cut_bytes": line.size or None,
        }
        return json.dumps(found, ensure_ascii=self._out.ascii)

    def _line(self, line: LogLine) -> str:
        paint, parts = self._out.paint, []
        if len(self._names) > 1:
            tone = _NAME_TONES[line.source % len(_NAME_TONES)]
            parts.append(paint(Cell(pad(self._names[line.source], self._room), tone)))
        if self._times:
            parts.append(paint(Cell(line.stamp, Tone.DIM)))
        cut = [f"… (cut: the line has {size(line.size)})"] if line.size else []
        return " ".join([*parts, self._text(line), *cut])

    def _text(self, line: LogLine) -> str:
        pieces = logtext.painted(line.body)
        text = "".join(piece.text for piece in pieces)
        if not self._out.color:
            return text
        if all(piece.look == USUAL for piece in pieces):
            level = level_of(text)
            return self._out.paint(
                Cell(text, _TINTS.get(level, Tone.PLAIN) if level else Tone.PLAIN)
            )
        return "".join(f"\x1b[{_codes(look)}m{words}{RESET}" for words, look in pieces)


def _codes(look: Look) -> str:
    found = [str(_WAYS[way]) for way in sorted(look.ways)]
    found += _colour(look.front, 38) + _colour(look.back, 48)
    return ";".join(found or ["0"])


def _colour(colour: Colour | None, first: int) -> list[str]:
    """38 stands for the front, 48 for the back."""
    if colour is None:
        return []
    if isinstance(colour, tuple):
        return [f"{first};2;" + ";".join(map(str, colour))]
    if colour < 16:
        bright = 60 if colour >= 8 else 0
        return [str(first - 8 + bright + colour % 8)]
    return [f"{first};5;{colour}"]

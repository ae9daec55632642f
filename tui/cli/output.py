"""Where words go: stdout is data, stderr is for people, and a closed pipe is no trouble."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TextIO

from tui.core import parse
from tui.core.errors import CommandFailed, WsltuiError
from tui.core.kind import Cell, Tone

Paint = Callable[[Cell], str]
_UNSEEN = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_COLOURS = {
    Tone.DIM: "2",
    Tone.GOOD: "32",
    Tone.WARN: "33",
    Tone.BAD: "31",
    Tone.BUSY: "36",
    Tone.ACCENT: "1",
}


class OutputFailed(WsltuiError):
    """What was to be printed could not be, as on a full disk."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"The output cannot be written: {error.strerror}.", "")


class Output:
    """`color` False leaves colours out even on a terminal; so does NO_COLOR.

    `color` becomes whether they are wanted; `closed` is set once nobody reads stdout any more.
    `can_ask` says that somebody reads a question and can answer it, `attended` that a program
    can be given this terminal, `read_along` that somebody sees what is said meanwhile.
    """

    def __init__(
        self,
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
        stdin: TextIO | None = None,
        env: Mapping[str, str] = os.environ,
        *,
        color: bool = True,
    ) -> None:
        self._out, self._err = stdout or sys.stdout, stderr or sys.stderr
        self._in = stdin or sys.stdin
        self.tty = _is_tty(self._out)
        self.can_ask = _is_tty(self._in) and _is_tty(self._err)
        self.attended = self.tty and _is_tty(self._in)
        self.read_along = _is_tty(self._err)
        plain = not color or env.get("NO_COLOR") or env.get("TERM", "dumb") == "dumb"
        self.color = self.tty and not plain
        self.closed = False
        encoding = (getattr(self._out, "encoding", None) or "ascii").lower()
        self.ascii = encoding.replace("-", "") not in ("utf8", "utf8sig")

    @property
    def room(self) -> int | None:
        """The width of the terminal in cells, None where stdout is none."""
        return shutil.get_terminal_size().columns if self.tty else None

    def data(self, *lines: str) -> None:
        """Lines of data."""
        self._write(self._out, lines)

    def json(self, value: Any) -> None:
        """A value as JSON; what a terminal would act on or hide is escaped."""
        text = json.dumps(value, ensure_ascii=self.ascii, indent=2)
        self.data(_UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text))

    def say(self, *lines: str) -> None:
        """Words for people."""
        self._write(self._err, map(parse.clean_lines, lines))

    def complain(self, error: WsltuiError) -> None:
        self.say(f"wsltui: {error.sentence}", *filter(None, [error.remedy]))
        if isinstance(error, CommandFailed) and error.shown not in error.sentence:
            self.say(f"Command: {error.shown}")

    def ask(self, question: str) -> str:
        """What is typed in answer; empty at the end of the input."""
        self._write(self._err, [parse.clean_lines(question)], end="")
        line = ""
        try:
            line = self._in.readline() if self._in else ""
        finally:
            if not line.endswith("\n"):
                self.say("")
        return line.strip()

    def paint(self, cell: Cell) -> str:
        """A cell, coloured where that is wanted."""
        colour = _COLOURS.get(cell.tone)
        plain = not (self.color and colour and cell.text)
        return cell.text if plain else f"\x1b[{colour}m{cell.text}\x1b[0m"

    def _write(self, stream: TextIO | None, lines: Iterable[str], end: str = "\n") -> None:
        if stream is None:
            return
        try:
            for line in lines:
                stream.write(_encodable(line + end, stream))
            stream.flush()
        except BrokenPipeError:
            forget(stream)
            self.closed = self.closed or stream is self._out
        except OSError as error:
            forget(stream)
            raise OutputFailed(error) from error


def _encodable(text: str, stream: TextIO) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def _is_tty(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def forget(stream: TextIO) -> None:
    """Whoever read has gone: what is still written goes nowhere, also at the end of Python."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)

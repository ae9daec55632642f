"""What was run: a ring in memory for the screen, JSON lines on disk for `wsltui history`."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tui import files
from tui.core.command import Command, Outcome, Result
from tui.core.errors import WsltuiError
from tui.files import FileFailed

KEEP = 1000
MAX_BYTES = 1024 * 1024
OLD_FILES = 3
LONGEST = 2000
"""Characters of a read that are kept on disk: it may ask for hundreds of ids at once."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One run. `outcome` is None while it runs; `words` is what a failure said last."""

    number: int
    at: datetime
    typed: str
    tool: str
    mutates: bool
    outcome: Outcome | None = None
    seconds: float = 0.0
    code: int | None = None
    bytes: int = 0
    words: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "at": self.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "command": self.typed,
            "tool": self.tool,
            "mutates": self.mutates,
            "outcome": self.outcome.value if self.outcome else "started",
            "seconds": round(self.seconds, 3),
            "exit_code": self.code,
            "bytes": self.bytes,
            "message": self.words,
        }


class Journal:
    """Appends to `file` (None: memory only). A disk that cannot be written stops nothing.

    On disk is every change, before it runs and after, and a read when it ends otherwise than the
    last time: polls would push the changes out of the file. `trouble` is why the newest entry
    is missing there, None where it is not.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.entries: deque[Entry] = deque(maxlen=KEEP)
        self.trouble: WsltuiError | None = None
        self._file = file
        self._count = 0
        self._listeners: list[Callable[[Entry], None]] = []
        self._ends: dict[int, tuple[Outcome, int | None]] = {}

    def subscribe(self, listener: Callable[[Entry], None]) -> None:
        self._listeners.append(listener)

    def start(self, command: Command) -> Entry:
        """Note that a command starts; what changes something is on disk before it runs."""
        self._count += 1
        entry = Entry(
            self._count, datetime.now(UTC), command.typed(), command.tool, command.mutates
        )
        self.entries.append(entry)
        if command.mutates:
            self._write(entry)
        self._tell(entry)
        return entry

    def end(self, entry: Entry, result: Result) -> None:
        done = replace(
            entry,
            outcome=result.outcome,
            seconds=result.seconds,
            code=result.code,
            bytes=len(result.stdout) + len(result.stderr),
            words="" if result.ok else result.last_words(),
        )
        for place in range(len(self.entries) - 1, -1, -1):
            if self.entries[place].number == entry.number:
                self.entries[place] = done
                break
        if done.mutates or self._is_news(done, result):
            self._write(done)
        self._tell(done)

    def _is_news(self, entry: Entry, result: Result) -> bool:
        asked, ended = hash(entry.typed), (result.outcome, result.code)
        if self._ends.get(asked) == ended:
            return False
        if len(self._ends) >= KEEP:
            self._ends.clear()
        self._ends[asked] = ended
        return True

    def _tell(self, entry: Entry) -> None:
        for listener in self._listeners:
            listener(entry)

    def _write(self, entry: Entry) -> None:
        if self._file is None:
            return
        line = entry.as_json()
        if not entry.mutates and len(entry.typed) > LONGEST:
            line["command"] = f"{entry.typed[:LONGEST]}…"
        try:
            files.rotate(self._file, MAX_BYTES, OLD_FILES)
            files.append_line(self._file, json.dumps(line, ensure_ascii=False))
            self.trouble = None
        except WsltuiError as error:
            self.trouble = error


def read(file: Path) -> Iterator[dict[str, Any]]:
    """The entries on disk, oldest first; lines that are not whole are passed over.

    Raises FileFailed where they may not be read.
    """
    older = [file.with_name(f"{file.name}.{n}") for n in range(OLD_FILES, 0, -1)]
    for path in (*older, file):
        for line in _text(path).split("\n"):
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict):
                yield value


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise FileFailed(
            f"Could not read {path}: {why}.", f"See who owns it with `ls -l {path}`."
        ) from error

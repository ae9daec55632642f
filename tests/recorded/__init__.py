"""What tools really printed, kept as bytes; MANIFEST.toml says which tool, version and words."""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from tui.core.command import Command, Outcome, Result
from tui.core.kind import Listing
from tui.session.ask import ask

R = TypeVar("R")
FOLDER = Path(__file__).parent
MANIFEST = FOLDER / "MANIFEST.toml"
Told = Callable[[Command], Result]


@dataclass(frozen=True)
class Recording:
    """One run of a tool. `made_from` says what a recording made by hand follows."""

    file: str
    tool: str
    version: str
    argv: tuple[str, ...]
    code: int
    stderr: str = ""
    made_from: str = ""

    @property
    def stdout(self) -> bytes:
        return (FOLDER / self.file).read_bytes()

    @property
    def folder(self) -> str:
        return self.file.partition("/")[0]

    def answers(self, argv: tuple[str, ...]) -> bool:
        return (argv[: len(self.argv)] if self.made_from else argv) == self.argv

    def result(self) -> Result:
        outcome = Outcome.FAILED if self.code else Outcome.OK
        command = Command(self.tool, self.argv)
        return Result(command, outcome, self.code, self.stdout, self.stderr.encode())


@cache
def recordings() -> dict[str, Recording]:
    """All of them by file."""
    tables = tomllib.loads(MANIFEST.read_text())["recording"]
    made = [Recording(**{**table, "argv": tuple(table["argv"])}) for table in tables]
    return {recording.file: recording for recording in made}


def folders() -> list[str]:
    """A folder for each CLI that was recorded with the engine up."""
    listed = (r for r in recordings().values() if r.file.endswith("/docker-ps.txt"))
    return sorted(r.folder for r in listed if r.code == 0 and not r.made_from)


def told_in(folder: str) -> Told:
    """Answers with the recordings of a folder, to exactly the words that were recorded.

    Words that nobody recorded are a program that cannot be started: where a kind asks in new
    words, `python -m tests.recorded.record` asks the real tools in these words again. What was
    made by hand answers to all words that begin like its own.
    """
    known = [recording for recording in recordings().values() if recording.folder == folder]

    def told(command: Command) -> Result:
        fitting = [one for one in known if one.answers(command.argv)]
        if not fitting:
            return not_started(command)
        return replace(max(fitting, key=lambda one: len(one.argv)).result(), command=command)

    return told


def not_started(command: Command) -> Result:
    words = f"not recorded: {command.typed()[:300]}"
    return Result(command, Outcome.NOT_STARTED, stderr=words.encode())


@dataclass
class Saying:
    """Answers from memory, by how a command begins; of several beginnings the longest counts.

    An answer is bytes on stdout, or a Result whose command does not matter.
    """

    answers: Mapping[str, bytes | Result] = field(default_factory=dict)
    asked: list[Command] = field(default_factory=list)

    def __call__(self, command: Command) -> Result:
        self.asked.append(command)
        typed = command.typed()
        begun = [begin for begin in self.answers if f"{typed} ".startswith(f"{begin} ")]
        if not begun:
            return not_started(command)
        answer = self.answers[max(begun, key=len)]
        if isinstance(answer, Result):
            return replace(answer, command=command)
        return Result(command, Outcome.OK, 0, answer)


def failed(stderr: str = "", code: int = 1, stdout: bytes = b"") -> Result:
    """A tool that ended with `code`."""
    return Result(Command("docker"), Outcome.FAILED, code, stdout, stderr.encode())


def rows(
    listing: Listing[R], told: Told, partial: Callable[[tuple[R, ...]], Any] = lambda _rows: None
) -> tuple[R, ...]:
    """The rows that a listing makes of what it is told. Raises what the session would meet."""

    async def execute(command: Command) -> Result:
        return told(command)

    return asyncio.run(ask(listing, execute, partial))

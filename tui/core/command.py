"""A command is a value: what a preview shows is the object that will run."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from tui.core import parse
from tui.core.secrets import mask_argv, mask_line, mask_text

BRIEF = 120
"""Characters of a command that a sentence quotes."""

LONGEST = 2000
"""Characters of a line that are kept of what a tool said last."""


class Mode(StrEnum):
    """How a command's output is taken; of a detached one nothing is, and it may outlive us.

    Of a terminal-read one stdout is a terminal that nobody looks at: docker counts bytes only
    there. Of a joined one both outputs are one, in the order in which they were written.
    """

    CAPTURED = "captured"
    STREAMED = "streamed"
    INTERACTIVE = "interactive"
    DETACHED = "detached"
    TERMINAL = "terminal-read"
    JOINED = "joined"


READ_ALONG = frozenset({Mode.TERMINAL, Mode.JOINED})
"""Modes whose lines are heard while the command runs."""


_FROM = 'file=$1; shift; exec "$@" < "$file"'
_PIPED = '"$@" | '


class Outcome(StrEnum):
    """How a command ended."""

    OK = "ok"
    FAILED = "failed"
    TIMEOUT = "timed out"
    CANCELLED = "cancelled"
    NOT_STARTED = "not started"
    REFUSED = "refused"
    DRY_RUN = "dry run"


@dataclass(frozen=True, slots=True)
class Api:
    """A call of the Engine API that the CLI has no words for."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """An argv or an Engine API call, with everything the runner has to know.

    `argv` is what a user would type; `program` is the file that is started in place of
    `argv[0]` when the tool was found elsewhere. `timeout` is in seconds, None for none.
    `env` holds additions to the inherited environment. `fine` are the exit codes that mean
    success: explorer.exe ends with 1, whatever happened. One that had the terminal `lingers`
    where what it printed is what it was run for. `variables` are additions to the environment
    that the user chose, and so are part of what one would type.

    Archives are larger than what a command may print: `into` is the file, for the user alone,
    that stdout makes, and one that is there already is never written to; `out_of` one that is
    its stdin. `piped` is what its stdout goes through: shell words of ours, never of outside, and
    how those end is how it ends.
    """

    tool: str
    argv: tuple[str, ...] = ()
    api: Api | None = None
    mode: Mode = Mode.CAPTURED
    timeout: float | None = 30.0
    mutates: bool = False
    program: str | None = None
    env: tuple[tuple[str, str], ...] = ()
    cwd: str | None = None
    fine: tuple[int, ...] = (0,)
    lingers: bool = False
    variables: tuple[tuple[str, str], ...] = ()
    into: str = ""
    out_of: str = ""
    piped: str = ""

    def __post_init__(self) -> None:
        """A call that is no reading one changes something, whoever made the command."""
        if self.api is not None and self.api.method not in ("GET", "HEAD"):
            object.__setattr__(self, "mutates", True)

    def with_env(self, additions: Mapping[str, str]) -> Command:
        return replace(self, env=tuple({**dict(self.env), **additions}.items()))

    def ended(self, code: int | None) -> Outcome:
        """What it means that it came to its end with that code."""
        return Outcome.OK if code in self.fine else Outcome.FAILED

    def typed(self) -> str:
        """The command as one would type it, with secrets masked."""
        if self.api is not None:
            call = f"{self.api.method} {mask_text(self.api.path)}  {mask_text(self.api.label)}"
            return parse.clean(call.strip())
        chosen = tuple(f"{name}={value}" for name, value in self.variables)
        return parse.clean(shlex.join((*chosen, *mask_argv(self.argv))) + self._joined())

    def brief(self) -> str:
        """`typed`, cut where it would fill a screen: hundreds of ids may be asked for at once."""
        typed = self.typed()
        return typed if len(typed) <= BRIEF else f"{typed[:BRIEF]}…"

    def spawned(self) -> tuple[str, ...]:
        """The argv that is handed to the operating system."""
        plain = (self.program or self.argv[0], *self.argv[1:])
        if self.piped:
            return ("/bin/sh", "-c", _PIPED + self.piped, "sh", *plain)
        if self.out_of:
            return ("/bin/sh", "-c", _FROM, "sh", self.out_of, *plain)
        return plain

    def _joined(self) -> str:
        """What a user would type behind it."""
        if self.piped:
            return f" | {self.piped}"
        if self.into:
            return f" > {shlex.quote(self.into)}"
        return f" < {shlex.quote(self.out_of)}" if self.out_of else ""


@dataclass(frozen=True, slots=True)
class Result:
    """How a command ended. `code` is None where no process came to an end by itself.

    `at` is when it ended (aware, UTC), None where nobody noted that.
    """

    command: Command
    outcome: Outcome
    code: int | None = None
    stdout: bytes = b""
    stderr: bytes = b""
    seconds: float = 0.0
    at: datetime | None = field(default=None, compare=False)

    @property
    def ok(self) -> bool:
        return self.outcome in (Outcome.OK, Outcome.DRY_RUN)

    @property
    def text(self) -> str:
        return parse.decode(self.stdout)

    @property
    def error_text(self) -> str:
        return parse.decode(self.stderr)

    def last_words(self, lines: int = 4) -> str:
        """The end of what the tool said, stderr first, stdout where stderr is empty.

        Secrets are masked, and no line is longer than a screen.
        """
        said = (self.error_text.strip() or self.text.strip()).split("\n")[-lines:]
        return parse.clean_lines("\n".join(mask_line(line[-LONGEST:]) for line in said))


def docker(*words: str, mutates: bool = False, timeout: float | None = 30.0) -> Command:
    """`docker WORDS…`, captured."""
    return Command("docker", ("docker", *words), mutates=mutates, timeout=timeout)


def wsl(*words: str, mutates: bool = False, timeout: float | None = 20.0) -> Command:
    """`wsl.exe WORDS…`, captured."""
    return Command("wsl", ("wsl.exe", *words), mutates=mutates, timeout=timeout)


def body_text(api: Api) -> str:
    """The body of an API call as it is sent."""
    return json.dumps(api.body or {}, sort_keys=True)

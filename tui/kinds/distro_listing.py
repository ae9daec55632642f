"""WSL distros: the record, and how `wsl.exe` is asked for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tui.core import parse
from tui.core.command import Outcome, Result, wsl
from tui.core.distro_facts import NO_FACTS, DistroFacts
from tui.core.failure import failure
from tui.core.kind import Listing, Step
from tui.kinds.distro_owners import owner

_HEADER = re.compile(r"\s*NAME\s+STATE\s+VERSION\s*")
_LINE = re.compile(r"([* ])\s(\S.*?)\s+(\S+)\s+(\d{1,2})\s*")
STATES = frozenset({"running", "stopped", "installing", "uninstalling", "converting", "exporting"})
VERBOSE = wsl("-l", "-v")
RUNNING = wsl("-l", "--running", "-q")
QUIET = wsl("-l", "-q")


@dataclass(frozen=True, slots=True)
class Distro:
    """One registered distro. `current` is the one wsltui itself runs in.

    `facts` is what was found out beside the list, which comes later or never.
    `state` is WSL's English word in lower case, or `unknown` for a word of a later WSL.
    """

    name: str
    state: str
    version: int
    default: bool
    current: bool = False
    owner: str | None = None
    facts: DistroFacts = NO_FACTS

    @property
    def running(self) -> bool:
        return self.state == "running"


def listing() -> Listing[Distro]:
    """All registrations in WSL's own order.

    With none at all `-l -v` fails with a localised text; `-l -q` then prints nothing and ends
    well, which is the one sign that does not depend on the language. wsl.exe is asked one thing at
    a time anyway: where the first hangs, the second would only hang as long.
    """
    (verbose,) = yield Step((VERBOSE,), tolerant=True)
    rows = parse_verbose(verbose.text) if verbose.ok else []
    if rows:
        (running,) = yield Step((RUNNING,), tolerant=True)
        return tuple(_confirmed(rows, running))
    if not (verbose.ok or _refused(verbose)):
        raise failure(verbose)
    (quiet,) = yield Step((QUIET,), tolerant=True)
    if quiet.ok and not quiet.text.strip():
        return ()
    if verbose.ok:
        raise parse.Garbled(verbose.text.strip())
    raise failure(verbose)


def _refused(result: Result) -> bool:
    """Whether wsl.exe itself answered; asking a service that hangs once more would take long."""
    return result.outcome is Outcome.FAILED and bool(result.text.strip())


def parse_verbose(text: str) -> list[Distro]:
    """The rows of `-l -v`; its header and its state words are English in every language.

    Raises parse.Garbled for a line that is neither, for then others may be missing.
    """
    found = []
    for line in text.split("\n"):
        if not line.strip() or _HEADER.fullmatch(line) or line.startswith("wsl: "):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise parse.Garbled(text.strip())
        mark, name, state, version = match.groups()
        word = state.lower() if state.lower() in STATES else "unknown"
        found.append(Distro(name, word, int(version), mark == "*", owner=owner(name)))
    return found


def _confirmed(rows: list[Distro], running: Result) -> list[Distro]:
    """Running is what `-l --running -q` lists; the state word alone is not trusted.

    It is all there is where that list cannot be read: what it names must be known.
    """
    lines = running.text.split("\n") if running.ok else []
    names = {line.strip().lower() for line in lines if line.strip()}
    if not running.ok or not names <= {row.name.lower() for row in rows}:
        return rows
    return [_seen(row, running=row.name.lower() in names) for row in rows]


def _seen(row: Distro, *, running: bool) -> Distro:
    if running and row.state in ("stopped", "unknown"):
        return replace(row, state="running")
    return replace(row, state="stopped") if row.running and not running else row

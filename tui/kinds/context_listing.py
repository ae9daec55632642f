"""How engines are found and asked: each context, and in distros that run, their own dockerd."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace

from tui.core import parse
from tui.core.command import Command, Outcome, Result, docker
from tui.core.engines import EngineSort, Product
from tui.core.kind import Listing, Step
from tui.kinds.context_record import DISTRO, Engine, contexts, moment, told_of
from tui.kinds.distro_inside import inside
from tui.kinds.distro_listing import RUNNING, VERBOSE, Distro, parse_verbose
from tui.kinds.distro_reasons import reach
from tui.kinds.reading import template

SECONDS = 5.0
LIST = docker("context", "ls", "--format", "{{json .}}", timeout=10)
NOW = Command("host", ("date", "+%s"), timeout=SECONDS)
INFO = template(
    "ID", "OperatingSystem", "Name", "KernelVersion", "OSType", "SecurityOptions", "ServerVersion"
)
PID_FILE = ("find", "-H", "/var/run/", "-maxdepth", "1", "-name", "docker.pid")
"""dockerd leaves its number there. It is looked for before anything connects: a socket that
systemd listens on would start an engine that does not run."""
STOPPED = "it does not run, and is not started to be asked"
_Asking = Generator[Step[Engine], tuple[Result, ...], tuple[Engine, ...]]


def listing() -> Listing[Engine]:
    """What is known at once comes first; then every engine is asked, each with a time limit."""
    listed, verbose, running, now = yield Step((LIST, VERBOSE, RUNNING, NOW), tolerant=True)
    rows = tuple(contexts(listed))
    distros = _distros(verbose, running)
    own = tuple(Engine(one.name, DISTRO, _place(one), why=_unasked(one)) for one in distros)
    at = moment(now)
    rows = yield from _ask_contexts(rows, own)
    found = yield from _ask_distros(distros)
    desktop = tuple(_desktop(distros, verbose, rows))
    return tuple(replace(row, asked=at) for row in (*rows, *desktop, *found))


def _distros(verbose: Result, running: Result) -> list[Distro]:
    """Of WSL 2, for no engine runs in WSL 1; those that run as WSL itself lists them."""
    try:
        rows = parse_verbose(verbose.text) if verbose.ok else []
    except parse.Garbled:
        return []
    names = {line.strip().lower() for line in running.text.split("\n")} if running.ok else set()
    return [
        replace(row, state="running" if row.name.lower() in names else "stopped")
        for row in rows
        if row.version == 2 and reach(row) is None
    ]


def _place(row: Distro) -> str:
    return f"unix:///var/run/docker.sock in {row.name}"


def _unasked(row: Distro) -> str:
    return "" if row.running else STOPPED


def _ask_contexts(rows: Sequence[Engine], others: Sequence[Engine]) -> _Asking:
    asked = [row for row in rows if row.reachable is None]
    commands = [command for row in asked for command in _questions(row.name)]
    results = yield Step(tuple(commands), (*rows, *others), tolerant=True)
    told = {row.name: told_of(row, *results[2 * n : 2 * n + 2]) for n, row in enumerate(asked)}
    return tuple(replace(row, **told.get(row.name, {})) for row in rows)


def _questions(context: str) -> tuple[Command, Command]:
    version = docker("--context", context, "version", "--format", "{{json .}}", timeout=SECONDS)
    return version, docker("--context", context, "info", "--format", INFO, timeout=SECONDS)


def _ask_distros(distros: Sequence[Distro]) -> _Asking:
    """One after the other: Windows is asked one thing at a time, and no more once it hung."""
    found, hung = [], ""
    for row in distros:
        if row.owner is not None:
            continue
        if not row.running or hung:
            why = hung or STOPPED
            found.append(Engine(row.name, DISTRO, _place(row), why=why))
            continue
        (pid,) = yield Step((inside(row.name, *PID_FILE),), tolerant=True)
        if pid.outcome in (Outcome.TIMEOUT, Outcome.NOT_STARTED):
            hung = "wsl.exe did not answer when another distro was asked"
            found.append(Engine(row.name, DISTRO, _place(row), why="wsl.exe did not answer"))
        elif pid.ok and pid.text.strip():
            (version,) = yield Step((inside(row.name, *_OWN),), tolerant=True)
            found.append(_own(row, version))
    return tuple(found)


_OWN = ("docker", "-H", "unix:///var/run/docker.sock", "version", "--format", "{{.Server.Version}}")
"""Without blanks: wsl.exe takes its words apart at them."""


def _own(row: Distro, version: Result) -> Engine:
    engine = Engine(row.name, DISTRO, _place(row), "its own Docker Engine")
    said = version.text.strip()
    if version.ok and said:
        sort = EngineSort(Product.ENGINE, parse.clean(said))
        return replace(engine, reachable=True, engine=sort)
    words = parse.clean(version.last_words(1)).rstrip(".") or "it gave no answer"
    return replace(engine, reachable=False, why=words)


def _desktop(
    distros: Sequence[Distro], verbose: Result, rows: Sequence[Engine]
) -> Iterator[Engine]:
    """Docker Desktop's engine, where no context leads to it."""
    there = next((row for row in distros if row.owner == "Docker Desktop"), None)
    known = any(row.engine and row.engine.product is Product.DESKTOP for row in rows)
    if there is None or known or not verbose.ok:
        return
    why = "Docker Desktop does not run"
    if there.running:
        why = "no context leads to it: this distro is not integrated with Docker Desktop"
    place = f"the distro {there.name}"
    yield Engine(there.name, DISTRO, place, "Docker Desktop", reachable=False, why=why)

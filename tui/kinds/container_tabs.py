"""More sides of a container."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tui.core import parse, units
from tui.core.command import Command, Result, docker
from tui.core.kind import Cell, Field, Tab, Tone, View
from tui.core.record import array, mapping, text
from tui.kinds.cells import long_cell, text_cell
from tui.kinds.container_codes import meaning
from tui.kinds.container_record import Container, handle
from tui.kinds.container_states import not_running
from tui.kinds.container_text import docker_status, ports_text
from tui.kinds.reading import integer

PROCESSES_EVERY, HEALTH_EVERY = 2.0, 5.0
"""Seconds."""
MOST_CHANGES = 2000
"""Changed files that are listed before they are counted."""
_CHANGES = {"A": ("added", Tone.GOOD), "C": ("changed", Tone.WARN), "D": ("deleted", Tone.BAD)}
_HEALTH = {"healthy": Tone.GOOD, "unhealthy": Tone.BAD, "starting": Tone.BUSY}
Fields = tuple[Field, ...]


def _no_processes(row: Container) -> str | None:
    return None if row.alive else f"{row.name} is not running: it has no processes"


def _processes(_row: Container, results: tuple[Result, ...], _view: View) -> Fields:
    """The table of `docker top` as it is: its columns are those of the engine's own `ps`."""
    head, *lines = results[0].text.expandtabs().splitlines() or [""]
    return (
        Field("", Cell(str(len(lines))), "Processes"),
        Field("", long_cell(head)),
        *(Field("", long_cell(line)) for line in lines),
    )


def _changes(_row: Container, results: tuple[Result, ...], _view: View) -> Fields:
    """`docker diff` prints `C /etc`: a directory counts as changed by what is in it."""
    pairs = [line.split(" ", 1) for line in results[0].text.splitlines() if " " in line]
    known = [(_CHANGES.get(sign, (sign, Tone.PLAIN)), path) for sign, path in pairs]
    words = [word for (word, _), _ in known]
    count = ", ".join(f"{words.count(w):,} {w}" for w in dict.fromkeys(words))
    shown = known[:MOST_CHANGES]
    rest = f"and {len(known) - len(shown):,} more" if len(known) > len(shown) else ""
    return (
        Field("", Cell(count or "nothing is other than in its image"), "Changes"),
        *(Field(word, long_cell(path, tone), "Files") for (word, tone), path in shown),
        *([Field("", Cell(rest, Tone.DIM), "Files")] if rest else []),
    )


def _ports(row: Container, results: tuple[Result, ...], view: View) -> Fields:
    """What `docker port` tells, then what is only exposed, then what it waits for."""
    lines = results[0].text.splitlines()
    inner = ports_text((p for p in row.ports if not p.host_port), ascii_only=view.ascii)
    wanted = ports_text(row.published, ascii_only=view.ascii) if not row.alive else ""
    return (
        *(Field("", text_cell(line), "Published") for line in lines),
        *([] if lines else [Field("", Cell("none", Tone.DIM), "Published")]),
        *(Field("", text_cell(one), "For its networks alone") for one in _parts(inner)),
        *(Field("", text_cell(one), "When it runs") for one in _parts(wanted)),
        *(
            Field(port.what, text_cell(f"is taken by {', '.join(port.names)}", Tone.WARN), "Taken")
            for port in row.taken
        ),
    )


def _parts(words: str) -> Iterator[str]:
    return (one for one in words.split(", ") if one)


def _inspect(template: str) -> Callable[[Container], tuple[Command, ...]]:
    def ask(row: Container) -> tuple[Command, ...]:
        return (docker("container", "inspect", "--format", template, handle(row)),)

    return ask


def _no_check(row: Container) -> str | None:
    return None if row.health else f"{row.name} has no health check"


def _health(row: Container, results: tuple[Result, ...], view: View) -> Fields:
    found = mapping(parse.json_value(results[0].text.strip()))
    status, streak = text(found.get("Status")), integer(found.get("FailingStreak")) or 0
    tone = _HEALTH.get(status, Tone.PLAIN)
    last = [mapping(one) for one in array(found.get("Log"))]
    return (
        Field("status", text_cell(status or row.health or "unknown", tone), "Health"),
        Field("failing", Cell(_streak(streak), Tone.BAD if streak else Tone.PLAIN), "Health"),
        *(field for one in reversed(last) for field in _run(one, view)),
    )


def _streak(count: int) -> str:
    few = {0: "the last check went well", 1: "the last check failed"}
    return few.get(count, f"the last {count} checks failed")


def _run(found: dict[str, Any], view: View) -> Iterator[Field]:
    code, end = integer(found.get("ExitCode")), parse.time(text(found.get("End")))
    well = code == 0
    words = "well" if well else f"exit code {'?' if code is None else code}"
    section = f"{units.ago(view.now, end)}: {words}"
    output = [line for line in text(found.get("Output")).splitlines() if line.strip()]
    for line in output or ["it printed nothing"]:
        yield Field("", long_cell(line, Tone.PLAIN if output else Tone.DIM), section)


def _state(row: Container, results: tuple[Result, ...], view: View) -> Fields:
    found = mapping(parse.json_value(results[0].text.strip()))
    return tuple(_state_lines(row, found, view))


def _state_lines(row: Container, found: dict[str, Any], view: View) -> Iterator[Field]:
    killed = found.get("OOMKilled") is True
    yield Field("status", text_cell(docker_status(row, view.now)), "State")
    for label, key in (("started", "StartedAt"), ("ended", "FinishedAt")):
        moment = parse.time(text(found.get(key)))
        if moment is not None:
            yield Field(label, Cell(f"{units.ago(view.now, moment)}"), "State")
    if pid := integer(found.get("Pid")):
        yield Field("process", Cell(f"{pid} on the engine's machine"), "State")
    if row.exit_code is not None:
        words = f"{row.exit_code}: {meaning(row.exit_code, out_of_memory=killed)}"
        yield Field("exit code", text_cell(words, Tone.BAD if row.exit_code else Tone.GOOD), "End")
    memory = "yes: the kernel killed a process of it" if killed else "no"
    yield Field("out of memory", Cell(memory, Tone.BAD if killed else Tone.PLAIN), "End")
    if error := text(found.get("Error")):
        yield Field("error", long_cell(error, Tone.BAD), "End")
    tone = Tone.WARN if row.restart_count else Tone.PLAIN
    yield Field("policy", text_cell(row.restart_policy), "Restarts")
    yield Field("by it so far", Cell(str(row.restart_count), tone), "Restarts")


def _made(row: Container) -> str | None:
    if row.state == "created" and not row.error:
        return f"{row.name} was never started: {not_running(row)}"
    return None


TOP: Tab[Container] = Tab(
    "top",
    "Top",
    lambda row: (docker("top", handle(row)),),
    _processes,
    absent=_no_processes,
    every=PROCESSES_EVERY,
)
STATE: Tab[Container] = Tab("state", "State", _inspect("{{json .State}}"), _state, absent=_made)
HEALTH: Tab[Container] = Tab(
    "health", "Health", _inspect("{{json .State.Health}}"), _health, absent=_no_check,
    every=HEALTH_EVERY,
)  # fmt: skip
PORTS: Tab[Container] = Tab("ports", "Ports", lambda row: (docker("port", handle(row)),), _ports)
CHANGES: Tab[Container] = Tab(
    "changes", "Changes", lambda row: (docker("diff", handle(row), timeout=120),), _changes
)
TABS = (TOP, STATE, HEALTH, PORTS, CHANGES)

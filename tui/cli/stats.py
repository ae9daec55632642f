"""`wsltui stats`: what containers that run use, measured for a moment."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from tui.cli.headless import Headless, Opener
from tui.cli.naming import find
from tui.cli.output import Output
from tui.cli.parsing import Call
from tui.cli.table import table
from tui.core import units
from tui.core.errors import WsltuiError
from tui.core.gauge import Gauge
from tui.core.kind import Kind
from tui.kinds import KINDS
from tui.session.session import Session

SECONDS = 10.0
"""How long is waited for the second sample of each: the engine takes one a second."""


def stats(call: Call, out: Output, opener: Opener) -> int:
    """1 where something could not be measured. Raises NotFound, Unavailable."""
    kind = next(kind for kind in KINDS.values() if kind.gauge)
    gauge = kind.gauge
    assert gauge is not None
    with Headless(call, out, opener) as headless:
        rows = headless.rows(kind)
        named = [find(kind, rows, word) for word in call.words]
        wanted = [row for row in named or rows if gauge.command(row) is not None]
        headless.run(_measure(headless.session, kind, gauge, wanted))
        keys = {kind.key(row) for row in wanted}
        known = headless.session.store[kind.id].rows
        measured = [row for row in known if kind.key(row) in keys]
        told = [gauge.as_json(row) for row in measured]
        if call.has("--json"):
            out.json(told)
        elif measured:
            name = next(column for column in kind.columns if column.id == "name")
            out.data(*table((name, *gauge.columns), measured, headless.view, out.paint, out.room))
            out.say(*_projects(told))
        for row in named:
            if row not in wanted:
                out.say(f"{kind.name(row)} is not running: it uses nothing.")
        if not wanted and not named:
            out.say(f"None of the {kind.id} runs.")
        return _complaints(headless.session, kind, gauge, out)


async def _measure(session: Session, kind: Kind[Any], gauge: Gauge[Any], rows: list[Any]) -> None:
    """Until there are two samples of each, or what keeps them away."""
    keys, told = {kind.key(row) for row in rows}, asyncio.Event()

    def heard(_changed: str) -> None:
        if _enough(session, gauge, keys):
            told.set()

    end = session.store.subscribe(heard)
    session.gauging.watch(kind, rows)
    heard("")
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS):
            await told.wait()
    end()
    await session.gauging.close()


def _enough(session: Session, gauge: Gauge[Any], keys: set[str]) -> bool:
    known = {one.key for one in session.store[gauge.id].rows if len(one.samples) > 1 or one.why}
    return keys <= known


def _projects(told: Iterable[dict[str, Any]]) -> Iterable[str]:
    """What the containers of a project use together."""
    teams = defaultdict(list)
    for one in told:
        if one["project"]:
            teams[one["project"]].append(one)
    for name, team in sorted(teams.items()):
        cpu = sum(one["cpu_percent"] or 0 for one in team)
        memory = sum(one["memory_bytes"] or 0 for one in team)
        words = f"CPU {cpu:.1f} %, memory {units.binary_size(memory)}"
        yield f"Project {name}: {len(team)} running, {words}."


def _complaints(session: Session, kind: Kind[Any], gauge: Gauge[Any], out: Output) -> int:
    names = {kind.key(row): kind.name(row) for row in session.store[kind.id].rows}
    bad = [one for one in session.store[gauge.id].rows if one.why and not one.samples]
    out.say(*(f"{names.get(one.key, one.key)}: {one.why}" for one in bad))
    return WsltuiError.exit_code if bad else 0

"""The user's own commands as actions of the kinds they are for."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tui.core.action import Action, Chosen
from tui.core.answers import printed
from tui.core.command import Command, Mode
from tui.core.errors import UsageError
from tui.core.kind import Kind, View
from tui.core.own_commands import Missing, Output, OwnCommand, filled_in
from tui.core.problem import Problem
from tui.core.typed import Typed, typed

TOOLS = {"docker": "docker", "wsl.exe": "wsl"}
"""Programs that have a backend of their own; what else ends in `.exe` is Windows'."""


def with_own(
    kinds: Mapping[str, Kind[Any]], own: Mapping[str, OwnCommand]
) -> tuple[dict[str, Kind[Any]], list[Problem]]:
    """The kinds with an action more for each command; a name that is taken is a problem."""
    made, problems = dict(kinds), []
    for one in own.values():
        kind = made[one.kind]
        action = as_action(kind, one)
        if any(action.id == other.id for other in kind.actions):
            reason = f"there is a {action.id} already; this command is not used"
            problems.append(Problem(None, f"commands.{one.name}", reason))
        else:
            made[one.kind] = replace(kind, actions=(*kind.actions, action))
    return made, problems


def as_action(kind: Kind[Any], own: OwnCommand) -> Action[Any]:
    """It touches the rows that have all fields it needs, and makes no promise of an undo."""

    def missing(row: Any) -> str | None:
        try:
            filled_in(own, _json(kind, row))
        except Missing as error:
            return f"{kind.name(row)}: {error}"
        return None

    return Action(
        f"{kind.singular}.{own.name}",
        own.title or own.name,
        "Your own command",
        lambda row, _chosen: _command(kind, own, row),
        keys=own.keys,
        disabled=missing,
        confirm=own.confirm,
        stale=() if own.reads else tuple({kind.id, *kind.needs}),
        spelling=" ".join(own.run),
        answer=printed if own.output is Output.SHOW else None,
        removes=_removes(own),
        ends=bool((read := _read(own)) and read.ends),
    )


def _removes(own: OwnCommand) -> bool:
    """Whether a pin holds against it, as far as its words tell."""
    read = _read(own)
    return read.removes if read else "--unregister" in own.run


def _read(own: OwnCommand) -> Typed | None:
    """As a command of docker's; None for any other."""
    try:
        return typed(shlex.join(own.run))
    except UsageError:
        return None


def _command(kind: Kind[Any], own: OwnCommand, row: Any, _chosen: Chosen = frozenset()) -> Command:
    argv = filled_in(own, _json(kind, row))
    program = argv[0]
    windows = "windows" if program.endswith(".exe") else "host"
    mutates = not own.reads or _removes(own)
    made = Command(TOOLS.get(program, windows), argv, mutates=mutates, timeout=own.timeout)
    if own.output is not Output.TERMINAL:
        return made
    return replace(made, mode=Mode.INTERACTIVE, timeout=None, lingers=True)


def _json(kind: Kind[Any], row: Any) -> dict[str, Any]:
    return kind.as_json(row, View(datetime.now(UTC)))

"""Carrying out a docker command that the user has typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.core.action import Action, Confirm, Intent, Item
from tui.core.answers import printed
from tui.core.cleanup import naming
from tui.core.command import Command
from tui.core.errors import Refused
from tui.core.kind import Kind
from tui.core.typed import Typed

if TYPE_CHECKING:
    from tui.session.session import Session

ID = "docker.typed"
KEEP = "`b` on it, or `wsltui pin remove …`, lets it go."
LOST = "wsltui writes nothing down for it: no undo brings back what it removes."
BLIND = "A prune takes what it finds, not what was looked at: X shows each thing first."
HELLO = ("run", "hello-world")


def intended(session: Session, typed: Typed) -> Intent:
    """What it would do, exactly. It asks only where something is removed.

    Raises Refused for what is pinned, and Unavailable where docker is not there.
    """
    if typed.removes or typed.ends:
        _refuse_pinned(session, typed)
    command = session.prepared(typed.command, ID)
    item = Item(command.typed(), command.typed(), command)
    warnings = (LOST, BLIND) if typed.prunes else (LOST,) if typed.removes else ()
    confirm = Confirm.ASK if typed.removes else Confirm.NONE
    return Intent(_action(command), (item,), confirm=confirm, warnings=warnings)


def _action(command: Command) -> Action[object]:
    tools = ("containers", "images", "volumes", "networks", "build-cache", "contexts")
    return Action(ID, "Run", "Run a docker command", lambda _row, _chosen: command, stale=tools,
                  confirm=Confirm.NONE, answer=printed)  # fmt: skip


def _refuse_pinned(session: Session, typed: Typed) -> None:
    """Raises Refused: pins hold on every way that leads to a removal, as far as names tell."""
    pins = session.pins.all()
    if pins and typed.prunes:
        raise Refused(
            "A prune knows nothing of pins, and there are some.",
            "X cleans up and keeps what is pinned.",
        )
    words = frozenset(spelling for word in typed.names for spelling in _spellings(word))
    for kind in session.kinds.values():
        for row in session.store[kind.id].rows if pins and kind.tool == "docker" else ():
            pin = session.pins.holding(kind, row) if _takes(typed, kind, row, words) else None
            if pin is not None:
                raise Refused(f"Not run: {kind.name(row)} is pinned: {pin}.", KEEP)


def _takes(typed: Typed, kind: Kind[Any], row: Any, words: frozenset[str]) -> bool:
    """Whether it may remove a row. Which project it is for, only its files tell: any may be."""
    if not (typed.removes or getattr(row, "auto_remove", False)):
        return False
    if typed.of_a_project and getattr(row, "project", None):
        return True
    return any(_meant(name, words) for name in kind.names(row))


def _spellings(word: str) -> tuple[str, ...]:
    """Docker takes `/web` for `web`, and `sha256:…` and `docker.io/…` for what is without that."""
    return (word, word.removeprefix("/"), word.removeprefix("sha256:"), naming.familiar(word))


def _meant(name: str, words: frozenset[str]) -> bool:
    """By its name, or by the beginning of its id."""
    return name in words or (len(name) == 64 and any(name.startswith(w) for w in words if w))

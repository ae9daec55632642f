"""What is known of each kind, how old it is, and who wants to hear of changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from tui.core.health import Health
from tui.core.kind import Kind

Rows = tuple[Any, ...]


class Phase(StrEnum):
    """Loading, there, and could-not-ask are three different things to say."""

    UNASKED = "unasked"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The last known rows of a kind. In phase FAILED the rows are old ones, kept.

    `at` is when the rows were read (aware, UTC); `revision` grows with every change;
    `partial` says that more is still being read.
    """

    phase: Phase = Phase.UNASKED
    rows: Rows = ()
    revision: int = 0
    at: datetime | None = None
    health: Health | None = None
    partial: bool = False


Listener = Callable[[str], None]


class Store:
    """Snapshots by kind id. Equal rows are no change; listeners get the id of what changed.

    Rows may be put under an id that is no kind (`here`, `samples`): kinds that need them weave
    them in.
    """

    def __init__(self, kinds: Mapping[str, Kind[Any]]) -> None:
        self._kinds = kinds
        self._raw: dict[str, Rows] = {}
        self._snapshots: dict[str, Snapshot] = {}
        self._listeners: list[Listener] = []

    def __getitem__(self, kind_id: str) -> Snapshot:
        return self._snapshots.get(kind_id, Snapshot())

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after each change; the answer ends the subscription."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def loading(self, kind_id: str) -> None:
        old = self[kind_id]
        if old.phase in (Phase.UNASKED, Phase.FAILED) and not old.rows:
            self._set(kind_id, replace(old, phase=Phase.LOADING))

    def put(self, kind_id: str, rows: Rows, at: datetime, *, partial: bool = False) -> None:
        """These are now the rows, read at `at`."""
        self._raw[kind_id] = rows
        self._weave(kind_id, at, partial=partial)
        for other in self._kinds.values():
            if kind_id in other.needs and other.id in self._raw:
                snapshot = self[other.id]
                self._weave(other.id, snapshot.at or at, partial=snapshot.partial)

    def patch(self, kind_id: str, asked: frozenset[str], rows: Rows, at: datetime) -> None:
        """The rows of the keys `asked` are now `rows`; an asked key without a row is gone."""
        kind = self._kinds[kind_id]
        fresh = {kind.key(row): row for row in rows}
        kept = []
        for row in self._raw.get(kind_id, ()):
            key = kind.key(row)
            if key in fresh:
                kept.append(fresh.pop(key))
            elif key not in asked:
                kept.append(row)
        self.put(kind_id, (*fresh.values(), *kept), at)

    def fail(self, kind_id: str, health: Health) -> None:
        """Could not ask; what is known stays, marked old."""
        old = self[kind_id]
        self._set(kind_id, replace(old, phase=Phase.FAILED, health=health, partial=False))

    def _weave(self, kind_id: str, at: datetime, *, partial: bool) -> None:
        kind, old, rows = self._kinds.get(kind_id), self[kind_id], self._raw[kind_id]
        if kind is not None:
            others = {need: self[need].rows for need in kind.needs if self[need].at is not None}
            rows = kind.join(rows, others)
        rows = old.rows if rows == old.rows else rows
        self._set(kind_id, Snapshot(Phase.READY, rows, old.revision, at, None, partial))

    def _set(self, kind_id: str, new: Snapshot) -> None:
        old = self[kind_id]
        same = replace(new, at=old.at, revision=old.revision) == old
        self._snapshots[kind_id] = new if same else replace(new, revision=old.revision + 1)
        if not same:
            for listener in tuple(self._listeners):
                listener(kind_id)

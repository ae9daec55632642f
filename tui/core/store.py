"""What is known of each kind, how old it is, and who wants to hear of changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from tui.core.health import Cause, Health, down
from tui.core.kind import Kind
from tui.core.measured import MEASURED, with_sizes

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

        def end() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return end

    def loading(self, kind_id: str) -> None:
        """It is asked for the first time; after a failure its sentence stays meanwhile."""
        old = self[kind_id]
        if old.phase is Phase.UNASKED:
            self._set(kind_id, replace(old, phase=Phase.LOADING))

    def put(self, kind_id: str, rows: Rows, at: datetime, *, partial: bool = False) -> None:
        """These are now the rows, read at `at`."""
        known = self._raw.get(kind_id)
        self._raw[kind_id] = rows if known is None or rows != known else known
        woven = self._woven(kind_id)
        self._set(kind_id, Snapshot(Phase.READY, woven, self[kind_id].revision, at, None, partial))
        for other in self._kinds.values():
            measured = kind_id == MEASURED and other.sizing is not None
            if (measured or kind_id in other.woven) and other.id in self._raw:
                self._weave_anew(other.id)

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

    def _weave_anew(self, kind_id: str) -> None:
        """What it needs has changed, which says nothing about its own phase and age."""
        try:
            rows = self._woven(kind_id)
        except Exception as error:
            what = f"{type(error).__name__}: {error}"[:200]
            reason = f"These rows do not fit what is known of others ({what})."
            self.fail(kind_id, down(Cause.FAILED, reason, "Read them again."))
        else:
            self._set(kind_id, replace(self[kind_id], rows=rows))

    def _woven(self, kind_id: str) -> Rows:
        """The rows with those of others woven in; equal ones are the old ones themselves."""
        kind, old, rows = self._kinds.get(kind_id), self[kind_id].rows, self._raw[kind_id]
        if kind is not None:
            others = {need: self[need].rows for need in kind.woven if self[need].at is not None}
            rows = with_sizes(kind, kind.join(rows, others), self[MEASURED].rows)
        return old if rows == old else rows

    def _set(self, kind_id: str, new: Snapshot) -> None:
        old = self[kind_id]
        same = replace(new, at=old.at, revision=old.revision) == old
        self._snapshots[kind_id] = new if same else replace(new, revision=old.revision + 1)
        if not same:
            for listener in tuple(self._listeners):
                listener(kind_id)

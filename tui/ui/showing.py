"""From the store to the tables: what changed is shown, once a turn of the loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from textual.content import Content

from tui.core import units
from tui.core.measured import MEASURED
from tui.core.store import Phase, Snapshot
from tui.session.session import Session
from tui.ui.widgets.resource_table import ResourceTable


class Showing:
    """Listens to the store; `later` puts work off to the end of this turn of the loop."""

    def __init__(
        self,
        session: Session,
        tables: Mapping[str, ResourceTable],
        later: Callable[[Callable[[], None]], object],
        shown: Callable[[str], None],
    ) -> None:
        self._session = session
        self._tables = tables
        self._later = later
        self._shown = shown
        self._changed: set[str] = set()
        self.stop = session.store.subscribe(self._note)

    def _note(self, kind_id: str) -> None:
        if kind_id not in self._tables:
            return
        if not self._changed:
            self._later(self._flush)
        self._changed.add(kind_id)

    def _flush(self) -> None:
        changed, self._changed = self._changed, set()
        for kind_id in changed:
            self.show(kind_id)

    def show(self, kind_id: str) -> None:
        """Bring one table up to date."""
        table, snapshot = self._tables[kind_id], self._session.store[kind_id]
        empty = self._session.kinds[kind_id].empty
        table.empty_text, table.empty_remedy = placeholder(snapshot, empty)
        table.stale = snapshot.phase is Phase.FAILED
        sizing = self._session.kinds[kind_id].sizing
        if sizing is not None and self._session.store[MEASURED].rows:
            table.add_columns(sizing.columns)
        table.show(snapshot.rows)
        self.caption(kind_id)
        self._shown(kind_id)

    def caption(self, kind_id: str) -> None:
        """The count at the pane's lower edge, with the filter and the marks."""
        table, snapshot = self._tables[kind_id], self._session.store[kind_id]
        known = snapshot.at is not None
        words = [self._session.kinds[kind_id].headline(snapshot.rows) if known else ""]
        if table.filter_text:
            words = [f"{table.rows_shown} of {table.row_count}  /{table.filter_text}"]
        if table.marked:
            words.append(f"{len(table.marked)} marked")
        if snapshot.phase is Phase.FAILED and snapshot.at:
            cause = snapshot.health.cause if snapshot.health else None
            words.append(f"{cause}, " if cause else "")
            words[-1] += f"as of {units.age(datetime.now(UTC), snapshot.at)} ago"
        elif snapshot.partial:
            words.append("…")
        table.caption_border(Content("  ".join(filter(None, words))))

    def notice(self, kind_id: str) -> tuple[str, str]:
        """What is wrong with a pane that shows rows all the same, and the way out; else nothing."""
        table, snapshot = self._tables[kind_id], self._session.store[kind_id]
        if snapshot.phase is Phase.FAILED and snapshot.health and snapshot.rows:
            return snapshot.health.reason, snapshot.health.remedy
        if table.rows_shown and table.filter.error:
            return table.filter.error, ""
        return "", ""


def placeholder(snapshot: Snapshot, empty: str) -> tuple[str, str]:
    """Loading, none, and could-not-ask are three different sentences; the last has a remedy."""
    if snapshot.phase is Phase.FAILED and snapshot.health:
        return snapshot.health.reason, snapshot.health.remedy
    return (empty if snapshot.phase is Phase.READY else "Loading …"), ""

"""Looks whether what containers mount is still there, whenever they mount something else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tui.backends.binds import Binds, Bound
from tui.kinds.container_record import Container
from tui.kinds.container_relations import BINDS
from tui.kinds.container_words import on_windows
from tui.session import crash
from tui.session.watch import Watch

if TYPE_CHECKING:
    from tui.session.session import Session

CONTAINERS = "containers"


class LostBinds:
    """Puts the sources that are not there into the store; nothing where nobody can know."""

    def __init__(self, session: Session, binds: Binds | None = None) -> None:
        self._session, self._binds = session, binds
        self._seen: frozenset[Bound] | None = None
        self._watch = Watch(session, CONTAINERS, lambda: self._bound() != self._seen, self.look)

    async def run(self) -> None:
        """Look whenever containers came, went, started, or mount something else."""
        if self._binds is not None:
            await self._watch.run()

    async def look(self) -> None:
        """Once. A drive of Windows may hang, so it is not looked at."""
        if self._binds is None:
            return
        self._seen = self._bound()
        try:
            lost = await self._binds.lost(self._seen)
        except Exception as error:
            crash.where(error)
        else:
            self._session.store.put(BINDS, tuple(sorted(lost)), datetime.now(UTC))

    def _bound(self) -> frozenset[Bound]:
        rows: tuple[Container, ...] = self._session.store[CONTAINERS].rows
        return frozenset(filter(_tells, (Bound(r.id, r.pid, _sources(r)) for r in rows)))


def _sources(row: Container) -> tuple[str, ...]:
    found = (m.source for m in row.mounts if m.type == "bind")
    return tuple(source for source in found if source and not on_windows(source))


def _tells(one: Bound) -> bool:
    """Whether it mounts something, or shows on which machine the engine is."""
    return bool(one.sources or one.pid)

"""The links among all rows that are known, made anew when those change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.core.links import NO_LINKS, Links

if TYPE_CHECKING:
    from tui.session.session import Session


class Linking:
    """Hands out the links of this moment; they are made when they are first asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._made: tuple[tuple[int, ...], Links] = ((), NO_LINKS)

    @property
    def links(self) -> Links:
        snapshots = {kind_id: self._session.store[kind_id] for kind_id in self._session.kinds}
        revisions = tuple(snapshot.revision for snapshot in snapshots.values())
        if self._made[0] != revisions:
            rows = {kind_id: snapshot.rows for kind_id, snapshot in snapshots.items()}
            self._made = (revisions, Links(self._session.kinds, rows))
        return self._made[1]

    def want_all(self) -> None:
        """Read what links may lead to, unless that costs the tool much."""
        for kind in self._session.kinds.values():
            if kind.mentions and not kind.lazy:
                self._session.want(kind.id)

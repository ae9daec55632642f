"""From a value in the detail to the row that it names, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.core.links import Link
from tui.session.linking import Linking

if TYPE_CHECKING:
    from tui.ui.screens.main import MainScreen

LONGEST = 100
"""Steps back that are remembered."""


class Following:
    """`trail` is where links were followed from, the last one last."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._session = screen.session
        self.linking = Linking(screen.session)
        self.trail: list[Link] = []
        self._heard = False
        self._listens = False

    def begin(self) -> None:
        """Somebody looks into the detail: what it may lead to has to be known."""
        if not self._listens:
            self._listens = True
            self._session.store.subscribe(self._changed)
        self.linking.want_all()

    def _changed(self, kind_id: str) -> None:
        """Other rows may be known than before: the links are drawn anew, once a turn."""
        if kind_id in self._session.kinds and not self._heard:
            self._heard = True
            self._screen.call_next(self._relink)

    def _relink(self) -> None:
        self._heard = False
        self._screen.detail.relink()

    def here(self) -> Link | None:
        """The row that is shown."""
        kind, row = self._screen.kind, self._screen.table.cursor_row
        return None if row is None else Link(kind.id, kind.key(row))

    def follow(self, link: Link) -> None:
        before = self.here()
        if self._go(link) and before is not None:
            self.trail = [*self.trail, before][-LONGEST:]

    def back(self) -> bool:
        """To where the last link was followed from; rows that are gone are passed over."""
        while self.trail:
            if self._go(self.trail.pop()):
                return True
        return False

    def _go(self, link: Link) -> bool:
        """To a row, out of a filter that hides it; false where it is gone."""
        screen, kind = self._screen, self._session.kinds[link.kind]
        rows = self._session.store[link.kind].rows
        if all(kind.key(row) != link.key for row in rows):
            screen.app.notify("That is gone meanwhile.", severity="warning")
            return False
        screen.go_to_pane(link.kind)
        if not screen.table.go_to(link.key):
            screen.set_filter("")
            screen.table.go_to(link.key)
        screen.look_closer()
        return True

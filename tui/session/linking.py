"""The links among all rows that are known, made anew when those change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.core.links import NO_LINKS, Links, Words, words_of

if TYPE_CHECKING:
    from tui.session.session import Session


class Linking:
    """Hands out the links of this moment; they are made when they are first asked for.

    Of a kind that has changed the words of its rows are found anew, of the others they are kept.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._links = NO_LINKS
        self._words: dict[str, Words] = {}
        self._changed = set(session.kinds)
        session.store.subscribe(self._changed.add)

    @property
    def links(self) -> Links:
        if self._changed:
            kinds, store = self._session.kinds, self._session.store
            stale = self._changed & kinds.keys()
            self._words |= {one: words_of(kinds[one], store[one].rows) for one in stale}
            self._links = Links(kinds, {one: self._words[one] for one in kinds})
            self._changed.clear()
        return self._links

    def want_all(self) -> None:
        """Read what links may lead to, unless that costs the tool much."""
        for kind in self._session.kinds.values():
            if kind.mentions and not kind.lazy:
                self._session.want(kind.id)

"""Which values in what is shown of a row name another row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tui.core.kind import Field, Kind

LONGEST = 300
"""Characters of a value that is looked up: no name is longer."""
_ID = re.compile(r"[0-9a-f]{12,64}|[0-9a-z]{25}")
_WORD = re.compile(r"(?:(?!→|->)[^\s,])+")


@dataclass(frozen=True, slots=True)
class Link:
    """A row of a kind, by its key."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a text a link stands."""

    start: int
    end: int
    link: Link


Words = Mapping[str, str]
"""The words that rows of one kind go by, with their keys."""


def words_of(kind: Kind[Any], rows: Iterable[Any]) -> Words:
    """Of two rows with the same word the first one has it."""
    words: dict[str, str] = {}
    for row in rows:
        key = kind.key(row)
        for word in (*kind.names(row), key):
            words.setdefault(word, key)
    return words


class Links:
    """Rows by the words that they go by. Ids are looked for anywhere; a name only where the words
    around it speak of its kind, for a network may be called as a container is."""

    def __init__(self, kinds: Mapping[str, Kind[Any]], words: Mapping[str, Words]) -> None:
        self._mentions = {kind.id: kind.mentions for kind in kinds.values()}
        self._words = {kind_id: known for kind_id, known in words.items() if known}

    def of(self, text: str, around: Sequence[str], own: Link | None = None) -> Link | None:
        """The row that a whole text stands for; never the row itself that it is shown of."""
        if not text or len(text) > LONGEST:
            return None
        for word in dict.fromkeys((text, text.removeprefix("sha256:"), text.removeprefix("/"))):
            for link in self._fitting(word, around):
                if link != own:
                    return link
        return None

    def spots(self, text: str, around: Sequence[str], own: Link | None = None) -> tuple[Spot, ...]:
        """All of them in a text of several words."""
        whole = self.of(text, around, own)
        if whole is not None:
            return (Spot(0, len(text), whole),)
        found = []
        for match in _WORD.finditer(text[: 10 * LONGEST]):
            link = self.of(match[0], around, own)
            if link is not None:
                found.append(Spot(match.start(), match.end(), link))
        return tuple(found)

    def in_field(self, field: Field, own: Link | None = None) -> tuple[Spot, ...]:
        return self.spots(field.value.text, (field.label, field.section), own)

    def _fitting(self, word: str, around: Sequence[str]) -> Iterator[Link]:
        for kind_id, known in self._words.items():
            key = known.get(word)
            if key is not None and (_ID.fullmatch(word) or self._spoken_of(kind_id, around)):
                yield Link(kind_id, key)

    def _spoken_of(self, kind_id: str, around: Sequence[str]) -> bool:
        spoken = " ".join(around).lower()
        return any(one in spoken for one in self._mentions[kind_id])


NO_LINKS = Links({}, {})

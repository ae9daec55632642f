"""What an undo entry says, as values and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from tui.core import parse
from tui.core.cleanup.world import Class, Ref
from tui.core.errors import WsltuiError
from tui.core.record import array, as_json, mapping, text

SCHEMA = 1
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
UPGRADES: Mapping[int, Upgrade] = {}
"""From a schema to the next: what older releases wrote is read through all of these in turn."""


class Broken(WsltuiError):
    """A record that cannot be used; nothing is thrown away because of it."""


class Outcome(StrEnum):
    """What became of a thing since it was recorded."""

    BEGUN = "begun"  # its removal was about to start
    REMOVED = "removed"
    SKIPPED = "skipped"
    FAILED = "failed"
    RESTORED = "restored"
    THERE = "there"  # it was never gone
    LOST = "lost"  # nothing brings it back
    NOT_RESTORED = "not restored"


CLOSED = frozenset({Outcome.SKIPPED, Outcome.RESTORED, Outcome.THERE, Outcome.LOST})
"""Nothing is left to do; a removal that failed may have taken a part, such as one of two tags."""


@dataclass(frozen=True, slots=True)
class Item:
    """One recorded thing.

    needs  what must stay for it to come back: anonymous volumes, image, networks
    layer  the image that holds a container's changed files, where they were saved
    file   the archive in the entry's directory that holds the data of a volume or image
    lost   nothing brings it back, as was known when it was recorded
    """

    kind: Class
    id: str
    name: str
    needs: tuple[Ref, ...] = ()
    layer: str = ""
    file: str = ""
    outcome: Outcome | None = None
    lost: bool = False

    @property
    def ref(self) -> Ref:
        return self.kind, self.id

    @property
    def comes_back(self) -> bool:
        """Whether an undo is to bring it back."""
        return self.open and not self.lost

    @property
    def open(self) -> bool:
        """Whether there may be something left to bring back."""
        return self.outcome not in CLOSED


@dataclass(frozen=True, slots=True)
class Entry:
    """One apply, with all that was recorded before it. `at` is aware, in UTC.

    `bytes` is what it takes: files, and images of changed files. `layer_bytes` are the latter.
    `doubts` name what was known not to come back, or not whole, when it was recorded.
    Where `broken` says why it cannot be used, the other fields may be empty; `unfinished` is
    one that was never written to its end.
    """

    id: str
    engine_id: str = ""
    context: str = ""
    at: datetime | None = None
    items: tuple[Item, ...] = ()
    bytes: int = 0
    layer_bytes: int = 0
    doubts: tuple[str, ...] = ()
    broken: str = ""
    unfinished: bool = False

    @property
    def undone(self) -> bool:
        """Whether nothing is left to bring back."""
        return not self.broken and not self.undoable

    @property
    def undoable(self) -> bool:
        return not self.broken and any(item.open for item in self.items)

    @property
    def holds_data(self) -> bool:
        """Whether more than settings is kept in it."""
        return any(item.open and (item.file or item.layer) for item in self.items)

    @property
    def refs(self) -> frozenset[Ref]:
        return frozenset(item.ref for item in self.items)

    def with_outcomes(self, outcomes: Mapping[Ref, Outcome]) -> Entry:
        items = (replace(one, outcome=outcomes.get(one.ref, one.outcome)) for one in self.items)
        return replace(self, items=tuple(items))


def entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "id": entry.id,
        "engine_id": entry.engine_id,
        "context": entry.context,
        "at": as_json(entry.at),
        "layer_bytes": entry.layer_bytes,
        "doubts": list(entry.doubts),
        "items": [_item_json(item) for item in entry.items],
    }


def _item_json(item: Item) -> dict[str, Any]:
    return {
        "kind": item.kind.value,
        "id": item.id,
        "name": item.name,
        "needs": [list(ref) for ref in item.needs],
        "layer": item.layer or None,
        "file": item.file or None,
        "lost": item.lost,
    }


def entry_from(value: Any) -> Entry:
    """Raises Broken."""
    found = upgraded(value)
    at = parse.time(text(found.get("at")))
    if not text(found.get("id")) or at is None or not isinstance(found.get("items"), list):
        raise Broken("It is not an undo entry.", "")
    size = found.get("layer_bytes")
    return Entry(
        text(found["id"]),
        text(found.get("engine_id")),
        text(found.get("context")),
        at,
        tuple(_item_from(mapping(one)) for one in array(found.get("items"))),
        layer_bytes=size if isinstance(size, int) else 0,
        doubts=tuple(map(text, array(found.get("doubts")))),
    )


def _item_from(found: Mapping[str, Any]) -> Item:
    if not text(found.get("id")):
        raise Broken("It lists something without an id.", "")
    try:
        needs = tuple((Class(kind), str(id_)) for kind, id_ in array(found.get("needs")))
        return Item(
            Class(text(found.get("kind"))),
            text(found.get("id")),
            text(found.get("name")),
            needs,
            text(found.get("layer")),
            text(found.get("file")),
            lost=found.get("lost") is True,
        )
    except (ValueError, TypeError) as error:
        raise Broken(f"It lists something that is not known here: {error}.", "") from None


def upgraded(value: Any) -> dict[str, Any]:
    """A record as this release writes it. Raises Broken for what it cannot understand."""
    found = dict(mapping(value))
    while (schema := found.get("schema")) != SCHEMA:
        if not isinstance(schema, int) or isinstance(schema, bool):
            raise Broken("It is not a record of wsltui.", "")
        if schema not in UPGRADES:
            raise Broken(
                f"It was written by another release of wsltui (schema {schema}).",
                "Use that release to undo it.",
            )
        found = UPGRADES[schema](found)
    return found

"""The table of kinds: their words, and the fields of their JSON, read off the made-up world."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from tests.unit.demo_worlds import session, still_world
from tui.core.filter import keys
from tui.core.kind import Kind, View
from tui.kinds import KINDS

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def kind_table() -> Iterator[str]:
    """A section a kind: its words, its tabs, what filters it, the fields of `--json`."""
    fields = asyncio.run(_fields())
    for kind in KINDS.values():
        yield f"\n## {kind.title}\n"
        words = " or ".join(f"`{word}`" for word in dict.fromkeys((kind.id, kind.singular)))
        yield f"- **word**: {words}"
        yield f"- **as by**: {_codes(kind.spellings)}"
        yield f"- **filter**: {_codes(key for key in keys(kind) if key != 'dot')}"
        if kind.tabs:
            yield f"- **tabs** (`--tab`): {_codes([tab.id for tab in kind.tabs])}, `inspect`"
        yield f"- **JSON**: {_codes(fields[kind.id])}"


def _codes(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


async def _fields() -> dict[str, list[str]]:
    """Kind → the fields of its rows."""
    opened = session(still_world()[0])
    for kind in KINDS:
        opened.refresh.mark(kind)
    await opened.refresh.settled()
    return {kind.id: _fields_of(kind, opened.store[kind.id].rows) for kind in KINDS.values()}


def _fields_of(kind: Kind[Any], rows: tuple[Any, ...]) -> list[str]:
    found = [kind.as_json(row, View(NOW)) for row in rows]
    assert found, f"the made-up world has no {kind.id}"
    return list(dict.fromkeys(name for one in found for name in one))

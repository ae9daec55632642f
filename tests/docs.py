"""Writes the generated parts of README.md: `python -m tests.docs`; a test fails when stale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tui.kinds import KINDS
from tui.ui.app_keys import APP_KEYS
from tui.ui.bindings import Keys
from tui.ui.widgets.table_keys import BINDINGS as TABLE_KEYS
from tui.ui.widgets.tree_keys import BINDINGS as TREE_KEYS

README = Path(__file__).parents[1] / "README.md"


def code(text: str) -> str:
    """Inline code that a table cell can hold."""
    return f"`{text}`".replace("|", "\\|").replace("`\\`", "`` \\ ``")


def keys_of(labels: str) -> str:
    return " ".join(code(label) for label in labels.split()) or "–"


def key_tables() -> Iterator[str]:
    """A table for each kind, then those of tables, trees and the app."""
    keys = Keys(KINDS, {})
    for kind in KINDS.values():
        if kind.actions:
            yield f"\n**{kind.title}** ({', '.join(map(code, kind.spellings))})\n"
            yield "| key | action id | does | runs |\n| --- | --- | --- | --- |"
            for a in kind.actions:
                runs = code(a.spelling)
                yield f"| {keys_of(keys.labels(a.id))} | {code(a.id)} | {a.help} | {runs} |"
    yield "\n**Every pane**\n\n| key | id | does |\n| --- | --- | --- |"
    for b in TABLE_KEYS:
        yield f"| {keys_of(keys.labels(str(b.id)))} | {code(str(b.id))} | {b.description} |"
    for k in APP_KEYS:
        if k.id not in {f"app.pane-{n}" for n in range(2, 10)}:
            labels = "`1` … `9`" if k.id == "app.pane-1" else keys_of(keys.labels(k.id))
            about = "Go to a pane by its number" if k.id == "app.pane-1" else k.help
            yield f"| {labels} | {code(k.id)} | {about} |"
    yield "\n**Inspect tree**\n\n| key | id | does |\n| --- | --- | --- |"
    for b in TREE_KEYS:
        yield f"| {keys_of(keys.labels(str(b.id)))} | {code(str(b.id))} | {b.description} |"


def with_generated(text: str) -> str:
    """README with its generated parts as they are now."""
    made = "\n".join(key_tables())
    pattern = re.compile(r"(<!-- keys -->).*?(<!-- /keys -->)", re.DOTALL)
    return pattern.sub(lambda m: f"{m[1]}\n{made}\n{m[2]}", text)


if __name__ == "__main__":
    README.write_text(with_generated(README.read_text()))

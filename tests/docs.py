"""Writes the generated parts of the documents: `python -m tests.docs`; a test fails when stale."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from textual.binding import Binding, BindingType

from tests.docs_kinds import kind_table
from tui.core.keymap import key_label, normalise
from tui.kinds import KINDS
from tui.ui.app_keys import APP_KEYS
from tui.ui.bindings import LOG, TABLE, TREE, WIDGET_BINDINGS, Keys
from tui.ui.screens.agree import ReadDialog
from tui.ui.screens.checkup import Checkup
from tui.ui.screens.cleanup import CleanupScreen
from tui.ui.screens.command_line import CommandLine
from tui.ui.screens.confirm import ConfirmDialog
from tui.ui.screens.doctor import DoctorScreen
from tui.ui.screens.output import OutputScreen
from tui.ui.screens.printed import PrintedDialog
from tui.ui.screens.report import ReportDialog
from tui.ui.screens.search import SearchScreen
from tui.ui.widgets.command_log import CommandLog
from tui.ui.widgets.summary import Summary

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
KEYS_PAGE = ROOT / "docs" / "keys.md"
KINDS_PAGE = ROOT / "docs" / "kinds.md"
MAIN_PANES = ("distros", "containers", "images")
"""Those of the four first ones that have keys of their own."""
KNOWN_BY_ALL = {f"app.pane-{n}" for n in range(2, 10)}
SHORT_OF_TABLES = ("table.open", "table.mark", "table.mark-range", "table.mark-all",
                   "table.unmark", "table.sort-right", "table.sort-reverse")  # fmt: skip
WIDGETS = {
    "Every pane: rows": WIDGET_BINDINGS[TABLE],
    "Inspect tree": WIDGET_BINDINGS[TREE],
    "Logs": WIDGET_BINDINGS[LOG],
}
SCREENS: dict[str, Sequence[BindingType]] = {
    "Summary and tabs": Summary.BINDINGS,
    "Clean-up": CleanupScreen.BINDINGS,
    "Doctor and first run (`f` only in the doctor)": (*Checkup.BINDINGS, *DoctorScreen.BINDINGS),
    "What became of an action, where not all went well": ReportDialog.BINDINGS,
    "What a clean-up or an undo did": ReadDialog.BINDINGS,
    "Search of Docker Hub": SearchScreen.BINDINGS,
    "Output of builds, pulls and pushes": OutputScreen.BINDINGS,
    "Command log": CommandLog.BINDINGS,
    "Line of docker": CommandLine.BINDINGS,
    "What a command printed": PrintedDialog.BINDINGS,
    "Questions": ConfirmDialog.BINDINGS,
}


def code(text: str) -> str:
    """Inline code that a table cell can hold."""
    return f"`{text}`".replace("|", "\\|").replace("`\\`", "`` \\ ``")


def keys_of(labels: str) -> str:
    return " ".join(code(label) for label in labels.split()) or "–"


def table(*titles: str) -> str:
    """The head of a table."""
    return f"| {' | '.join(titles)} |\n|{' --- |' * len(titles)}"


def short_table() -> Iterator[str]:
    """A row a key: what it does in each of the first panes; then the keys of all panes."""
    keys = Keys(KINDS, {})
    found: dict[str, dict[str, list[str]]] = {}
    for pane in MAIN_PANES:
        for action in KINDS[pane].actions:
            if label := keys.label(action.id):
                found.setdefault(label, {}).setdefault(pane, []).append(action.title)
    yield "\n" + table("key", *(KINDS[pane].title for pane in MAIN_PANES))
    for label, does in found.items():
        cells = (" / ".join(does.get(pane, ())) for pane in MAIN_PANES)
        yield f"| {code(label)} | {' | '.join(cells)} |"
    yield "\n" + table("key", "everywhere")
    for k in APP_KEYS:
        if k.keys and k.id not in KNOWN_BY_ALL:
            yield f"| {_labels(keys, k.id)} | {_about(k.id, k.help)} |"
    for b in WIDGET_BINDINGS[TABLE]:
        if b.id in SHORT_OF_TABLES:
            yield f"| {keys_of(keys.labels(str(b.id)))} | {b.description} |"


def all_keys() -> Iterator[str]:
    """A table for each kind, then those of the app, of widgets and of screens."""
    keys = Keys(KINDS, {})
    for kind in KINDS.values():
        if kind.actions:
            spellings = ", ".join(map(code, kind.spellings))
            yield f"\n## {kind.title}\n\n{spellings}\n"
            yield table("key", "action id", "does", "runs")
            for a in kind.actions:
                runs = code(a.spelling)
                yield f"| {keys_of(keys.labels(a.id))} | {code(a.id)} | {a.help} | {runs} |"
    yield "\n## Everywhere\n\n" + table("key", "id", "does")
    for k in APP_KEYS:
        if k.id not in KNOWN_BY_ALL:
            yield f"| {_labels(keys, k.id)} | {code(k.id)} | {_about(k.id, k.help)} |"
    for title, bindings in WIDGETS.items():
        yield f"\n## {title}\n\n" + table("key", "id", "does")
        for b in bindings:
            yield f"| {keys_of(keys.labels(str(b.id)))} | {code(str(b.id))} | {b.description} |"
    yield "\nThe tables below have no ids: these keys are the same in every config."
    for title, own in SCREENS.items():
        yield f"\n## {title}\n\n" + table("key", "does")
        yield from (f"| {keys} | {does} |" for keys, does in fixed(own))


def fixed(bindings: Iterable[BindingType]) -> Iterator[tuple[str, str]]:
    """(keys, what they do) of bindings as they stand in a screen, one a line."""
    for b in bindings:
        assert isinstance(b, Binding)
        names = (normalise(name.strip()) for name in b.key.split(","))
        yield keys_of(" ".join(key_label(name) for name in names if name)), b.description


def _labels(keys: Keys, key_id: str) -> str:
    return "`1` … `9`" if key_id == "app.pane-1" else keys_of(keys.labels(key_id))


def _about(key_id: str, help_: str) -> str:
    return "Go to a pane by its number" if key_id == "app.pane-1" else help_


GENERATED: dict[Path, tuple[str, Callable[[], Iterator[str]]]] = {
    README: ("keys", short_table),
    KEYS_PAGE: ("all keys", all_keys),
    KINDS_PAGE: ("kinds", kind_table),
}
"""Page → the name of the part of it that is generated, and what makes that."""


def with_generated(page: Path) -> str:
    """The page with its generated part as it is now."""
    name, lines = GENERATED[page]
    made = "\n".join(lines())
    pattern = re.compile(rf"(<!-- {name} -->).*?(<!-- /{name} -->)", re.DOTALL)
    return pattern.sub(lambda m: f"{m[1]}\n{made}\n{m[2]}", page.read_text("utf-8"))


if __name__ == "__main__":
    for path in GENERATED:
        path.write_text(with_generated(path), "utf-8")

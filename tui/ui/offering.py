"""What menu, palette and help offer: read from kinds and actions, written nowhere twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tui.core.action import Action
from tui.core.kind import Kind
from tui.ui.acting import ASK_ALL
from tui.ui.app_keys import APP_KEYS
from tui.ui.bindings import WIDGET_BINDINGS, Keys
from tui.ui.screens.help import HelpRow, HelpSection
from tui.ui.screens.menu import MenuEntry
from tui.ui.screens.palette import PaletteEntry

GO, THEME, EACH = "go:", "theme:", "\0"
"""What ids of the palette begin with that name a pane or a theme; what parts action and row."""
_NUMBERED = {f"app.pane-{n}" for n in range(1, 10)}
_WIDGETS = {"table": "Every pane", "tree": "Inspect tree"}


def why_not(action: Action[Any], rows: Sequence[Any]) -> str | None:
    """The reason why an action touches none of the rows, or None where it touches one."""
    if action.makes:
        return None
    if not rows:
        return "there is no row"
    reasons = [action.why_not(row) for row in rows]
    return None if action.whole or None in reasons else reasons[0]


def about(kind: Kind[Any], rows: Sequence[Any]) -> str:
    """What is selected: one thing by its name, several by their number."""
    return kind.name(rows[0]) if len(rows) == 1 else f"{len(rows)} {kind.id}"


def menu_entries(kind: Kind[Any], rows: Sequence[Any], keys: Keys) -> list[MenuEntry]:
    """All that can be done with these rows, and with the pane they are in."""
    own = [
        entry
        for a in kind.actions
        for entry in (
            MenuEntry(a.id, keys.label(a.id), a.title, f"{a.help}: {a.spelling}", why_not(a, rows)),
            *_with_options(a, rows),
        )
    ]
    pane = [
        MenuEntry(k.id, keys.label(k.id), k.title, k.help)
        for k in APP_KEYS
        if k.id in ("app.inspect", "app.copy", "app.filter", "app.widen", "app.refresh")
    ]
    return own + pane


def _with_options(a: Action[Any], rows: Sequence[Any]) -> Iterator[MenuEntry]:
    """Once more, for those who want to be asked for all that it may be told."""
    if a.has_options:
        told = ", ".join(one.title.lower() for one in a.form if not one.asked)
        words = f"The same, but asks: {told}"
        yield MenuEntry(f"{a.id}{EACH}{ASK_ALL}", "", f"{a.title} with …", words, why_not(a, rows))


def palette_entries(
    kinds: Sequence[Kind[Any]], selected: Mapping[str, Sequence[Any]], keys: Keys
) -> list[PaletteEntry]:
    """Panes, actions on what is selected in each, and what belongs to no pane."""
    return [
        *(
            PaletteEntry(f"{GO}{kind.id}", kind.title, "Go to this pane", str(n), kind.spellings)
            for n, kind in enumerate(kinds, 1)
        ),
        *(entry for kind in kinds for entry in _action_entries(kind, selected[kind.id], keys)),
        *(
            PaletteEntry(k.id, k.title, k.help, keys.label(k.id), (k.id,))
            for k in APP_KEYS
            if k.id not in _NUMBERED | {"app.palette", "app.interrupt", "app.back"}
        ),
    ]


def _action_entries(kind: Kind[Any], rows: Sequence[Any], keys: Keys) -> Iterator[PaletteEntry]:
    selected = about(kind, rows)
    for a in kind.actions:
        words, subject = (a.id, a.spelling), kind.title if a.makes else selected
        yield PaletteEntry(
            a.id,
            _spoken(kind, a),
            f"{subject}: {a.help}",
            keys.label(a.id),
            words,
            why_not(a, rows),
        )
        for more in _with_options(a, rows):
            title = f"{_spoken(kind, a)} with options"
            yield PaletteEntry(more.id, title, more.help, "", words, more.disabled)


def _spoken(kind: Kind[Any], action: Action[Any]) -> str:
    """`Open distro in Explorer`: the thing stands behind the verb, where it is done to a thing."""
    verb, _, rest = action.title.partition(" ")
    of_none = action.whole or (action.makes and rest)
    return action.title if of_none else f"{verb} {kind.singular} {rest}".strip()


def switch_entries(kind: Kind[Any], rows: Sequence[Any]) -> Iterator[PaletteEntry]:
    """One entry a row for actions that choose one among all, such as the default distro."""
    for a in kind.actions:
        for row in rows if a.switch else ():
            name = kind.name(row)
            yield PaletteEntry(
                f"{a.id}{EACH}{kind.key(row)}", f"{a.title}: {name}", f"{a.help}. {a.note}",
                words=(f"{a.spelling} {name}",), disabled=a.why_not(row),
            )  # fmt: skip


def theme_entries(themes: Sequence[str], current: str) -> Iterator[PaletteEntry]:
    """One entry a theme; the one in use cannot be chosen again."""
    for name in sorted(themes):
        used = "it is in use" if name == current else None
        yield PaletteEntry(f"{THEME}{name}", f"Theme: {name}", "Kept in the config", disabled=used)


def help_sections(kinds: Sequence[Kind[Any]], current: str, keys: Keys) -> list[HelpSection]:
    """The focused pane first, then what is the same everywhere, then the other panes."""

    def section(kind: Kind[Any]) -> HelpSection:
        rows = [HelpRow(keys.labels(a.id), a.title, a.help, a.spelling) for a in kind.actions]
        return HelpSection(kind.title, rows, kind.spellings)

    own = [section(kind) for kind in kinds if kind.id == current]
    others = [section(kind) for kind in kinds if kind.id != current]
    app_rows = [
        HelpRow(keys.labels(k.id), k.title, k.help) for k in APP_KEYS if k.id not in _NUMBERED
    ]
    panes = HelpRow("1 … 9", "Go to pane", "By its number")
    widgets = [
        HelpSection(
            _WIDGETS[scope],
            [HelpRow(keys.labels(str(b.id)), "", b.description) for b in bindings],
        )
        for scope, bindings in WIDGET_BINDINGS.items()
    ]
    return [*own, HelpSection("Everywhere", [panes, *app_rows]), *widgets, *others]

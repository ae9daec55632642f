"""What menu, palette and help offer: read from kinds and actions, written nowhere twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from textual.binding import Binding

from tui.core.action import Action
from tui.core.kind import Kind
from tui.ui.acting import ASK_ALL
from tui.ui.app_keys import APP_KEYS
from tui.ui.bindings import WIDGET_BINDINGS, Keys
from tui.ui.screens.help import HelpRow, HelpSection
from tui.ui.screens.menu import MenuEntry
from tui.ui.screens.palette import PaletteEntry
from tui.ui.widgets import log_keys

GO, THEME, LINE, EACH = "go:", "theme:", "run:", "\0"
"""What ids of the palette begin with that name a pane, a theme or a command to run; what parts
action and row."""
HELLO = "docker run hello-world"
LINES = (
    ("docker --help", "The commands that docker has"),
    ("docker --version", "The version of the docker command"),
    ("docker system df", "What images, containers, volumes and build cache take"),
    (HELLO, "Docker's own test: whether it works, and if not, what that means"),
)
_NUMBERED = {f"app.pane-{n}" for n in range(1, 10)}
_ON_ROWS = ("app.logs", "app.project-logs", "app.inspect", "app.copy", "app.filter", "app.widen",
            "app.refresh")  # fmt: skip
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
        if k.id in _ON_ROWS and (not k.wants or getattr(kind, k.wants))
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
            PaletteEntry(
                f"{GO}{kind.id}",
                kind.title,
                "Go to this pane",
                _number(n),
                (*kind.spellings, *kind.also),
            )
            for n, kind in enumerate(kinds, 1)
        ),
        *(entry for kind in kinds for entry in _action_entries(kind, selected[kind.id], keys)),
        *(
            PaletteEntry(k.id, k.title, k.help, keys.label(k.id), (k.id, *k.also))
            for k in APP_KEYS
            if k.id not in _NUMBERED | {"app.palette", "app.interrupt", "app.back"}
        ),
    ]


def _number(place: int) -> str:
    """The key of a pane; from the tenth on there is none."""
    return str(place) if place <= len(_NUMBERED) else ""


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
    thing = kind.singular.replace("-", " ")
    own = action.title if of_none else f"{verb} {thing} {rest}".strip()
    return action.spoken or own


def switch_entries(kind: Kind[Any], rows: Sequence[Any]) -> Iterator[PaletteEntry]:
    """One entry a row for actions that choose one among all, such as the default distro."""
    for a in kind.actions:
        for row in rows if a.switch else ():
            name = kind.name(row)
            yield PaletteEntry(
                f"{a.id}{EACH}{kind.key(row)}", f"{a.title}: {name}", a.note or a.help,
                words=(f"{a.spelling} {name}",), disabled=a.why_not(row),
            )  # fmt: skip


def line_entries(kinds: Sequence[Kind[Any]]) -> list[PaletteEntry]:
    """Docker's own commands and helps: the general ones, then of all that actions run."""
    spelt = (a.spelling.split(",")[0].split(" -")[0] for kind in kinds for a in kind.actions)
    own = dict.fromkeys(f"{words} --help" for words in spelt if words.startswith("docker "))
    return [
        PaletteEntry(f"{LINE}{line}", line, help_, words=("docker help",))
        for line, help_ in (*LINES, *((line, "What docker says of it") for line in own))
    ]


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

    def sections(kind: Kind[Any]) -> list[HelpSection]:
        guides = (HelpSection(title, (), (), lines) for title, lines in kind.guide)
        return [section(kind), *guides]

    own = [one for kind in kinds if kind.id == current for one in sections(kind)]
    others = [one for kind in kinds if kind.id != current for one in sections(kind)]
    app_rows = [
        HelpRow(keys.labels(k.id), k.title, k.help) for k in APP_KEYS if k.id not in _NUMBERED
    ]
    panes = HelpRow("1 … 9", "Go to pane", "By its number")
    widgets = [
        _widget_section(title, WIDGET_BINDINGS[scope], keys) for scope, title in _WIDGETS.items()
    ]
    lines = [HelpRow(keys.label("app.palette"), "", help_, line) for line, help_ in LINES]
    everywhere = [HelpSection("Everywhere", [panes, *app_rows]), HelpSection("Docker", lines)]
    return [*own, *everywhere, *widgets, *others]


def log_help(keys: Keys) -> list[HelpSection]:
    """The keys of the logs alone: those that are found there only, then the moves."""
    return [
        _widget_section("Logs", log_keys.SCREEN, keys),
        _widget_section("Lines", log_keys.VIEW, keys),
    ]


def _widget_section(title: str, bindings: Sequence[Binding], keys: Keys) -> HelpSection:
    return HelpSection(
        title, [HelpRow(keys.labels(str(b.id)), "", b.description) for b in bindings]
    )

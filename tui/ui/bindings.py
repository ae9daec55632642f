"""Keys to actions and back: made from the actions of all kinds, as the user has laid them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.binding import Binding

from tui.core.action import Action
from tui.core.keymap import GLOBAL, key_label, resolve, sent_as
from tui.core.kind import Kind
from tui.ui.app_keys import APP_KEYS
from tui.ui.widgets import log_keys, table_keys, tree_keys

TABLE, TREE, LOG = "table", "tree", "log"
WIDGET_BINDINGS: dict[str, tuple[Binding, ...]] = {
    TABLE: table_keys.BINDINGS,
    TREE: tree_keys.BINDINGS,
    LOG: (*log_keys.VIEW, *log_keys.SCREEN),
}


def defaults(kinds: Mapping[str, Kind[Any]]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Action id → (where its keys are live, its keys), for everything that has an id."""
    own = {key.id: (GLOBAL, key.keys) for key in APP_KEYS}
    widgets = {
        str(b.id): (scope, tuple(b.key.split(",")))
        for scope, bindings in WIDGET_BINDINGS.items()
        for b in bindings
    }
    acts = {a.id: (kind.id, a.keys) for kind in kinds.values() for a in kind.actions}
    return {**own, **widgets, **acts}


class Keys:
    """The resolved keymap. `problems` says which wishes of the user could not be met."""

    def __init__(
        self, kinds: Mapping[str, Kind[Any]], wishes: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._kinds = kinds
        self._keys, problems = resolve(defaults(kinds), wishes, (GLOBAL, TABLE))
        self.problems = tuple(str(problem) for problem in problems)

    def label(self, action_id: str) -> str:
        """The first key of an action as it is printed, or an empty text."""
        keys = self._keys.get(action_id, ())
        return key_label(keys[0]) if keys else ""

    def labels(self, action_id: str) -> str:
        """All keys of an action as they are printed."""
        return " ".join(key_label(key) for key in self._keys.get(action_id, ()))

    def actions_on(self, kind_id: str, key: str) -> tuple[Action[Any], ...]:
        """The actions of a kind on a key: several may share one, as start and stop do."""
        return tuple(a for a in self._kinds[kind_id].actions if key in self._keys[a.id])

    def app_bindings(self) -> list[Binding]:
        return [
            Binding(",".join(sent_as(key)), app_key.method, app_key.title, show=False)
            for app_key in APP_KEYS
            for key in self._keys[app_key.id]
        ]

    def kind_bindings(self) -> list[Binding]:
        """One binding for each key of any action; the focused pane decides what it means."""
        keys = {k for kind in self._kinds.values() for a in kind.actions for k in self._keys[a.id]}
        return [
            Binding(",".join(sent_as(key)), f"kind_key({key!r})", show=False)
            for key in sorted(keys)
        ]

    def widget_keymap(self) -> dict[str, str]:
        """For `App.set_keymap`: widgets' own bindings that have other keys than they came with.

        Textual lays a keymap over all bindings again at every key.
        """
        own = {str(b.id): b.key for bindings in WIDGET_BINDINGS.values() for b in bindings}
        laid = {i: [name for key in self._keys[i] for name in sent_as(key)] for i in own}
        return {i: ",".join(keys) for i, keys in laid.items() if set(keys) != _split(own[i])}

    def footer(self, kind: Kind[Any]) -> list[tuple[str, str]]:
        """(key, title) of what matters now, the most important first."""
        shown: dict[str, tuple[int, str]] = {}
        for action in sorted(kind.actions, key=lambda a: a.footer):
            label = self.label(action.id)
            if action.footer and label:
                rank, title = shown.get(label, (action.footer, ""))
                both = f"{title}/{action.title.lower()}" if title else action.title
                shown[label] = (rank, both)
        for app_key in APP_KEYS:
            label = self.label(app_key.id)
            wanted = not app_key.wants or getattr(kind, app_key.wants)
            if app_key.footer and label and wanted:
                shown[label] = (app_key.footer, app_key.title)
        return [(key, title) for key, (_, title) in sorted(shown.items(), key=lambda i: i[1][0])]


def _split(keys: str) -> set[str]:
    return {name for key in keys.split(",") for name in sent_as(key)}

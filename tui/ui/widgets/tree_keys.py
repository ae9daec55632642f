"""The keys of every inspect tree. Their ids are public, like those of the table."""

from __future__ import annotations

from textual.binding import Binding


def _key(name: str, keys: str, action: str, description: str) -> Binding:
    return Binding(keys, action, description, show=False, id=f"tree.{name}")


BINDINGS = (
    _key("up", "k,up", "move(-1)", "Up"),
    _key("down", "j,down", "move(1)", "Down"),
    _key("top", "g,home", "go(0)", "First line"),
    _key("bottom", "G,end", "go(-1)", "Last line"),
    _key("page-up", "pageup,ctrl+u", "page(-1)", "Page up"),
    _key("page-down", "pagedown,ctrl+d", "page(1)", "Page down"),
    _key("toggle", "enter,space", "turn", "Fold or unfold, or go to the row that a value names"),
    _key("unfold", "l,right", "fold(False)", "Unfold"),
    _key("fold", "h,left", "fold(True)", "Fold"),
    _key("next-match", "n", "match(1)", "Next match of the search"),
    _key("previous-match", "N", "match(-1)", "Previous match of the search"),
    _key("unmask", "m", "unmask", "Show or hide secrets"),
    _key("copy", "y", "copy", "Send the JSON to the terminal's clipboard"),
)

"""The keys of every table. Their ids are public: a config may give them other keys."""

from __future__ import annotations

from textual.binding import Binding


def _key(name: str, keys: str, action: str, description: str) -> Binding:
    return Binding(keys, action, description, show=False, id=f"table.{name}")


BINDINGS = (
    _key("up", "k,up", "move(-1)", "Up"),
    _key("down", "j,down", "move(1)", "Down"),
    _key("top", "g,home", "go(0)", "First row"),
    _key("bottom", "G,end", "go(-1)", "Last row"),
    _key("page-up", "pageup", "page(-1.0)", "Page up"),
    _key("page-down", "pagedown", "page(1.0)", "Page down"),
    _key("half-page-up", "ctrl+u", "page(-0.5)", "Half a page up"),
    _key("half-page-down", "ctrl+d", "page(0.5)", "Half a page down"),
    _key("open", "enter", "choose", "Open the detail"),
    _key("mark", "space", "mark", "Mark"),
    # a terminal sends NUL for ctrl+space; Textual calls that ctrl+@
    _key("mark-range", "v,ctrl+space,ctrl+@", "mark_range", "Mark from the last mark to here"),
    _key("mark-all", "a", "mark_all", "Mark all in the filter, or none"),
    _key("unmark", "backslash", "unmark", "Clear the marks"),
    _key("sort-left", "less_than_sign", "sort_step(-1)", "Sort by the column to the left"),
    _key("sort-right", "greater_than_sign", "sort_step(1)", "Sort by the column to the right"),
    _key("sort-reverse", "I", "sort_reverse", "Turn the sort round"),
)

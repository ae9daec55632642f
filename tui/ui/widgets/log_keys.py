"""The keys of logs. Their ids are public: a config may give them other keys."""

from __future__ import annotations

from textual.binding import Binding


def _key(name: str, keys: str, action: str, description: str, *, priority: bool = False) -> Binding:
    return Binding(keys, action, description, show=False, id=f"log.{name}", priority=priority)


VIEW = (
    _key("up", "k,up", "move(-1)", "Up; from the end on it no longer follows"),
    _key("down", "j,down", "move(1)", "Down; at the end it follows again"),
    _key("top", "g,home", "top", "First line that is kept; once more asks for older ones"),
    _key("bottom", "G,end", "bottom", "Last line, and follow"),
    _key("page-up", "pageup", "page(-1.0)", "Page up"),
    _key("page-down", "pagedown", "page(1.0)", "Page down"),
    _key("half-page-up", "ctrl+u", "page(-0.5)", "Half a page up"),
    _key("half-page-down", "ctrl+d", "page(0.5)", "Half a page down"),
    _key("left", "left", "sideways(-1)", "To the left, where lines do not wrap"),
    _key("right", "right", "sideways(1)", "To the right, where lines do not wrap"),
    _key("next-match", "n", "match(1)", "Next match of the search"),
    _key("previous-match", "N", "match(-1)", "Previous match of the search"),
    _key("mark", "space", "mark", "Mark the line"),
    # a terminal sends NUL for ctrl+space; Textual calls that ctrl+@
    _key("mark-range", "v,ctrl+space,ctrl+@", "mark_range", "Mark from the last mark to here"),
    _key("unmark", "backslash", "unmark", "Clear the marks"),
    _key("copy", "y", "copy", "Copy the marked lines, or this one"),
)
"""Wherever a log is shown."""
SCREEN = (
    _key("search", "slash", "search", "Search: a regular expression"),
    _key("filter", "f,ampersand", "filter", "Show only lines that match"),
    _key("level", "L", "level", "Show only what is grave: all, info, warn, error"),
    _key("stderr", "e", "stderr", "Show only what came on stderr, or all"),
    _key("follow", "F", "follow", "Follow the end, or stay here"),
    _key("since", "s", "since", "Begin at a moment: 10m, 2h, 14:30, 2026-01-31"),
    _key("tail", "T", "tail", "How many lines from the end are read"),
    _key("times", "t", "times", "Show or hide times"),
    _key("wrap", "w", "wrap", "Wrap long lines, or cut them"),
    _key("pretty", "p", "pretty", "Tell JSON lines as text, or show them as they are"),
    _key("open", "enter", "open", "The whole line, JSON laid out"),
    _key("marker", "m", "marker", "Put a marker with the time and a note"),
    _key("next-marker", "right_square_bracket", "to_marker(1)", "Next marker"),
    _key("previous-marker", "left_square_bracket", "to_marker(-1)", "Previous marker"),
    _key("save", "S,ctrl+s", "save", "Save the marked lines, or all that are shown, to a file"),
    _key("again", "r,f5,ctrl+r", "again", "Read the log anew"),
    _key("help", "question_mark,f1", "help", "All keys"),
    _key("back", "escape,q", "back", "Leave the marks, the search, the filter, then the logs"),
    _key("interrupt", "ctrl+c", "interrupt", "Copy the selected text; else leave the logs",
         priority=True),
)  # fmt: skip
"""Where logs have the whole screen."""

"""wsltui's own theme: one accent, quiet borders, states in three plain colours."""

from __future__ import annotations

from textual.theme import Theme

NAME = "wsltui"

THEME = Theme(
    name=NAME,
    primary="#5eb1ef",
    secondary="#b9a1e0",
    accent="#5eb1ef",
    foreground="#d6dde4",
    background="#101418",
    surface="#171d23",
    panel="#1e262e",
    success="#7cc38a",
    warning="#e3b564",
    error="#ef7a7a",
    dark=True,
    variables={"foreground-muted": "#8c98a4", "block-cursor-text-style": "none"},
)

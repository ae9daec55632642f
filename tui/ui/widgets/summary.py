"""The summary of one row: labelled lines in sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tui.core.kind import Field, Tone
from tui.ui.widgets.lines import Line, Lines

LONGEST = 2000
"""Characters of one value that are shown; labels may hold 64 KB."""

STYLES = {
    Tone.PLAIN: "",
    Tone.DIM: "$foreground-muted",
    Tone.GOOD: "$text-success",
    Tone.WARN: "$text-warning",
    Tone.BAD: "$text-error",
    Tone.BUSY: "$text-primary",
    Tone.ACCENT: "bold $text-accent",
}


def summary_lines(fields: tuple[Field, ...]) -> Iterator[Line]:
    """Sections in their order, each under its name; labels in one column."""
    width = max((len(f.label) for f in fields), default=0)
    section = ""
    for field in fields:
        if field.section != section:
            section = field.section
            yield Line(Content(""))
            yield Line(Content.styled(section, "bold"))
        label = f"{field.label:<{width}}  " if field.label or not section else "  "
        text = field.value.text
        text = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
        value = Content.styled(text, STYLES[field.value.tone])
        yield Line(value, Content.styled(label, "$foreground-muted"))


class Summary(Lines, can_focus=True):
    """Shows the fields given to it; equal fields repaint nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
        Binding("g", "scroll_home", "Top", show=False),
        Binding("G", "scroll_end", "Bottom", show=False),
        Binding("ctrl+d", "page_down", "Page down", show=False),
        Binding("ctrl+u", "page_up", "Page up", show=False),
    ]

    def __init__(self, name: str = "summary") -> None:
        super().__init__(id=name)
        self._fields: tuple[Field, ...] | None = None

    def show_fields(self, fields: tuple[Field, ...]) -> None:
        if fields != self._fields:
            self._fields = fields
            self.show(summary_lines(fields))

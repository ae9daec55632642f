"""The summary of one row: labelled lines in sections."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.core.kind import Field, Tone

LONGEST = 2000
"""Characters of one value that are shown; labels may hold 64 KB."""

STYLES = {
    Tone.PLAIN: "",
    Tone.DIM: "$text-muted",
    Tone.GOOD: "$success",
    Tone.WARN: "$warning",
    Tone.BAD: "$error",
    Tone.BUSY: "$secondary",
    Tone.ACCENT: "bold $accent",
}


def summary_text(fields: tuple[Field, ...]) -> Content:
    """Sections in their order, each under its name; labels in one column."""
    width = max((len(f.label) for f in fields), default=0)
    lines: list[Content] = []
    section = ""
    for field in fields:
        if field.section != section:
            section = field.section
            lines += [Content(""), Content.styled(section, "bold")]
        label = f"{field.label:<{width}}  " if field.label else ("  " if section else " " * width)
        value = field.value.text
        value = value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
        lines.append(Content.assemble((label, "$text-muted"), (value, STYLES[field.value.tone])))
    return Content("\n").join(lines)


class Summary(Static):
    """Shows the fields given to it; equal fields repaint nothing."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._fields: tuple[Field, ...] | None = None

    def show(self, fields: tuple[Field, ...]) -> None:
        if fields != self._fields:
            self._fields = fields
            self.update(summary_text(fields))

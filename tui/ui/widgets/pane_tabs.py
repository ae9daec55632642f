"""The names of all panes on one line, for when only one of them is in sight."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

KEYS = 9
"""Panes that a digit goes to; the palette goes to all."""


def numbered(number: int, title: str) -> str:
    """The title behind the digit that goes there, if one does."""
    return f"{number} {title}" if number <= KEYS else title


class PaneTabs(Widget):
    """A click on a name goes there."""

    DEFAULT_CSS = "PaneTabs { height: 1; display: none; }"
    ALLOW_SELECT = False

    class Chosen(Message):
        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, titles: list[str]) -> None:
        super().__init__()
        self._titles = titles
        self._current = 0

    def show(self, current: int) -> None:
        """`current` counts from 0."""
        if current != self._current:
            self._current = current
            self.refresh()

    def render(self) -> Content:
        parts = []
        for place, label in enumerate(self._labels()):
            style = "bold $text-accent" if place == self._current else "$foreground-muted"
            parts.append(Content.styled(label, style))
        return Content("").join(parts)

    def _labels(self) -> list[str]:
        """Those with a key; where there is no room for all titles the farthest are numbers alone.

        Where there is not even room for these the farthest are left out. One without a key is
        there for as long as it is shown.
        """
        labels = [f" {numbered(n, title)} " for n, title in enumerate(self._titles, 1)]
        labels = [
            label if place < KEYS or place == self._current else ""
            for place, label in enumerate(labels)
        ]
        near = sorted(range(len(labels)), key=lambda place: abs(place - self._current))
        for shape in (" {} ", ""):
            for place in reversed(near[1:]):
                if sum(map(cell_len, labels)) <= self.size.width:
                    return labels
                labels[place] = shape.format(place + 1) if place < KEYS else ""
        return labels

    def on_click(self, event: events.Click) -> None:
        left = 0
        for number, label in enumerate(self._labels(), 1):
            left += cell_len(label)
            if event.x < left:
                self.post_message(self.Chosen(number))
                return

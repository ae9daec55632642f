"""The names of all panes on one line, for when only one of them is in sight."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget


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
        """With their titles; where there is no room for all the farthest are numbers alone.

        Where there is not even room for these the farthest are left out.
        """
        labels = [f" {number} {title} " for number, title in enumerate(self._titles, 1)]
        near = sorted(range(len(labels)), key=lambda place: abs(place - self._current))
        for shape in (" {} ", ""):
            for place in reversed(near[1:]):
                if sum(map(cell_len, labels)) <= self.size.width:
                    return labels
                labels[place] = shape.format(place + 1)
        return labels

    def on_click(self, event: events.Click) -> None:
        left = 0
        for number, label in enumerate(self._labels(), 1):
            left += cell_len(label)
            if event.x < left:
                self.post_message(self.Chosen(number))
                return

"""The names of all panes on one line, for when only one of them is in sight."""

from __future__ import annotations

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
        for place, title in enumerate(self._titles):
            style = "bold $text-accent" if place == self._current else "$foreground-muted"
            parts.append(Content.styled(f" {place + 1} {title} ", style))
        return Content("").join(parts)

    def on_click(self, event: events.Click) -> None:
        left = 0
        for number, title in enumerate(self._titles, 1):
            left += len(f" {number} {title} ")
            if event.x < left:
                self.post_message(self.Chosen(number))
                return

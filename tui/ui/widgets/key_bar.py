"""The bottom line: the keys that matter now."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget


class KeyBar(Widget):
    """As many keys as fit, the most important first."""

    DEFAULT_CSS = "KeyBar { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[tuple[str, str]] = []

    def show(self, keys: list[tuple[str, str]]) -> None:
        """(key, title) in the order of their importance."""
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Content:
        line = Content(" ")
        for key, title in self._keys:
            part = Content.assemble(
                (key, "bold $text-accent"), (f" {title}   ", "$foreground-muted")
            )
            if line.cell_length + part.cell_length > self.size.width:
                break
            line += part
        return line

"""What is wrong with the pane in front, and the way out, over the whole width."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.core.parse import clean


class Notice(Static):
    """A sentence and a remedy; out of sight while there is nothing to say."""

    DEFAULT_CSS = "Notice { height: auto; max-height: 4; display: none; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._said = ("", "")

    def show(self, sentence: str, remedy: str = "") -> None:
        """Say this from now on; nothing ends it."""
        if (sentence, remedy) != self._said:
            self._said = sentence, remedy
            self.display = bool(sentence)
            self.update(
                Content.assemble(
                    ("! ", "bold $text-warning"),
                    clean(sentence),
                    (f" {clean(remedy)}" if remedy else "", "$text-accent"),
                )
            )

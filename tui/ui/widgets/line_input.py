"""One line at the bottom to type a filter or a search into."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Static


class LineInput(Input):
    """Tells `changed` with every letter; enter keeps, esc takes back what was there before."""

    BINDINGS = [Binding("escape", "give_up", "Back", show=False)]  # noqa: RUF012

    def __init__(
        self,
        title: str,
        value: str,
        changed: Callable[[str], None],
        done: Callable[[], None],
    ) -> None:
        super().__init__(value, placeholder=title, compact=True, select_on_focus=False)
        self._before = value
        self._tell = changed
        self._done = done
        self._left = False

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        if not self._left:
            self.typed(message.value)

    def typed(self, text: str) -> None:
        """A letter came or went."""
        self._tell(text)

    async def action_submit(self) -> None:
        """At once, without the messages of an Input: the next key is for what comes back."""
        self._tell(self.value)
        self._leave()

    def action_give_up(self) -> None:
        self._tell(self._before)
        self._leave()

    def _leave(self) -> None:
        self._left = True
        self._done()
        (self.parent if isinstance(self.parent, Prompted) else self).remove()


class AskLine(LineInput):
    """Tells once, with enter; esc tells nothing."""

    def typed(self, text: str) -> None:
        """Nobody wants to know yet."""

    def action_give_up(self) -> None:
        self._leave()


class Prompted(Horizontal):
    """A line behind the key that opens it."""

    DEFAULT_CSS = "Prompted { height: 1; } Prompted > Static { width: 2; }"

    def __init__(self, line: LineInput, sign: str = "/") -> None:
        super().__init__()
        self.line = line
        self._sign = sign

    def compose(self) -> ComposeResult:
        yield Static(self._sign, classes="prompt", markup=False)
        yield self.line

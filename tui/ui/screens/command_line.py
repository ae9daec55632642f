"""A docker command to type, with what may come next on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from tui.core.errors import UsageError
from tui.core.typed import Typed, typed
from tui.session.suggesting import Suggestion, last_word
from tui.ui.widgets.dialog_parts import BAD, MUTED, WARN, Dialog, cut, signs
from tui.ui.widgets.lines import plain
from tui.ui.widgets.picker import Picker

Suggest = Callable[[str], Awaitable[tuple[Suggestion, ...]]]
BEGIN = "docker "
WIDEST = 32
WORDS = {
    True: "It removes something: wsltui asks first, and no undo brings it back.",
    False: "It has the terminal for as long as it runs, as in a shell.",
}


class CommandLine(Dialog[str | None]):
    """Answers with the line, once it can be run, or with None.

    `before` are the lines typed before, the newest last.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "before(-1)", "Typed before", show=False),
        Binding("down", "before(1)", "Typed after", show=False),
        Binding("tab", "take", "Complete", show=False, priority=True),
        Binding("ctrl+p", "move(-1)", "Up", show=False),
        Binding("ctrl+n", "move(1)", "Down", show=False),
    ]

    def __init__(self, suggest: Suggest, before: Sequence[str] = (), line: str = BEGIN) -> None:
        hints = (("tab", "complete"), ("up", "typed before"), ("enter", "run"), ("esc", "back"))
        super().__init__("Run a docker command", hints)
        self._suggest, self._lines, self._line = suggest, (*before, line), line
        self._place = len(before)
        self._offered: tuple[Suggestion, ...] = ()

    def parts(self) -> ComposeResult:
        with Horizontal(id="search"):
            yield Static("$", id="prompt")
            yield Input(self._line, id="query", compact=True, select_on_focus=False)
        yield Static(id="words")
        yield Picker(id="entries")

    def on_mount(self) -> None:
        self.query_one(Picker).can_focus = False
        self.set_focus(self.query_one(Input))

    def on_input_changed(self, message: Input.Changed) -> None:
        self._judge(message.value)
        self._look(message.value)

    def on_input_submitted(self) -> None:
        line = self.query_one(Input).value.strip()
        if line != BEGIN.strip() and isinstance(_read(line), Typed):
            self.dismiss(line)
        else:
            self.app.bell()

    def on_picker_picked(self) -> None:
        self.action_take()

    def action_take(self) -> None:
        """Put the chosen word in place of what is typed of the last one."""
        index, line = self.query_one(Picker).index, self.query_one(Input)
        if index is None:
            return
        known = line.value[: len(line.value) - len(last_word(line.value))]
        line.value = f"{known}{self._offered[index].word} "
        line.cursor_position = len(line.value)

    def action_move(self, by: int) -> None:
        self.query_one(Picker).action_move(by)

    def action_before(self, by: int) -> None:
        self._place = max(0, min(self._place + by, len(self._lines) - 1))
        line = self.query_one(Input)
        line.value = self._lines[self._place]
        line.cursor_position = len(line.value)

    @work(exclusive=True, group="suggest")
    async def _look(self, line: str) -> None:
        self._offered = await self._suggest(line)
        for picker in self.query(Picker):  # it may be closed by now
            picker.show(len(self._offered), self._drawn)

    def _judge(self, line: str) -> None:
        """What the line would do, or why it cannot be run."""
        read = _read(line)
        if isinstance(read, UsageError):
            words = Content.styled(str(read), BAD)
        elif read.reads or not read.verb:
            words = Content.styled("It only looks; what it prints is shown here.", MUTED)
        else:
            words = Content.styled(WORDS[read.removes], WARN if read.removes else MUTED)
        self.query_one("#words", Static).update(words)

    def _drawn(self, index: int, width: int) -> Content:
        one, sign = self._offered[index], signs(self).cut
        room = min(WIDEST, max(8, width // 2))
        word = cut(plain(one.word), room, sign)
        gap = Content(" " * (room + 2 - word.cell_length))
        return cut(word + gap + plain(one.about, MUTED), width, sign)


def _read(line: str) -> Typed | UsageError:
    try:
        return typed(line)
    except UsageError as error:
        return error

"""The fields of a form: a line to type into, or a choice among a few words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.core.form import Field, Sort, fitting
from tui.core.parse import clean
from tui.ui.widgets.dialog_parts import BAD, MUTED, STRONG, WARN, signs

MOVES: tuple[BindingType, ...] = (
    Binding("up", "app.focus_previous", "Up", show=False),
    Binding("down", "app.focus_next", "Down", show=False),
)


NOTHING = "default"
"""What is shown for the choice of saying nothing."""


class Told(Message):
    """Somebody changed the value of a field."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__()
        self.field, self.value = field, value


class Typed(Input):
    """A line to type into; enter goes on to the next field.

    A value that nobody typed is selected when it is gone to, so that typing replaces it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("enter", "app.focus_next", "Next", show=False),
    ]

    def __init__(self, field: Field[Any], value: str) -> None:
        super().__init__(value, placeholder=field.sample, compact=True)
        self._field = field.id
        self._shown = value

    def show(self, value: str) -> None:
        """Another value, which nobody typed."""
        self._shown = value
        if self.value != value:
            self.value = value

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        if message.value != self._shown:
            self._shown, self.select_on_focus = message.value, False
            self.post_message(Told(self._field, message.value))


class Pick(Widget, can_focus=True):
    """One of a few words, all of them in sight."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("right,space", "step(1)", "Next", show=False),
        Binding("left", "step(-1)", "Previous", show=False),
        Binding("enter", "app.focus_next", "Next", show=False),
    ]
    ALLOW_SELECT = False

    def __init__(self, field: Field[Any], options: Sequence[str], value: str) -> None:
        super().__init__()
        self._field, self._options, self._value = field.id, tuple(options), value

    def show(self, value: str) -> None:
        self._value = value
        self.refresh()

    def render(self) -> Content:
        mark = signs(self).cursor if self.has_focus else " "
        words = [self._word(word) for word in self._options]
        return Content.assemble(f"{mark} ", *words)

    def _word(self, word: str) -> Content:
        shown = clean(word) or NOTHING
        if word == self._value:
            return Content.styled(f"({shown})", STRONG)
        return Content.styled(f" {shown} ", MUTED)

    def action_step(self, by: int) -> None:
        here = self._options.index(self._value) if self._value in self._options else -1
        self.show(self._options[(here + by) % len(self._options)])
        self.post_message(Told(self._field, self._value))

    def on_click(self, event: events.Click) -> None:
        self.focus()
        start = 2
        for word in self._options:
            end = start + len(word or NOTHING) + 2
            if start <= event.x < end:
                self.show(word)
                self.post_message(Told(self._field, word))
            start = end


class FieldLine(Vertical):
    """A field with its title, and below it what it means or why its value will not do."""

    def __init__(
        self, field: Field[Any], options: Sequence[str], value: str, hint: str = ""
    ) -> None:
        super().__init__(classes="field")
        self.field = field
        self._help, self._hint = hint or field.help, hint
        self._fault, self._caution, self._touched = "", "", bool(value)
        choice = field.sort is Sort.CHOICE or (field.closed and bool(options))
        self._offered: Sequence[str] = () if choice else options
        words = options if field.required else ("", *options)
        self.entry = Pick(field, words, value) if choice else Typed(field, value)

    def compose(self) -> ComposeResult:
        with Horizontal(classes="entry"):
            yield Static(Content(self.field.title), classes="title")
            yield self.entry
        yield Static(classes="about")

    def on_mount(self) -> None:
        self.offer(self._offered)

    def on_descendant_focus(self) -> None:
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        self.remove_class("-here")

    def judge(self, fault: str, caution: str = "", *, touched: bool) -> None:
        """Why the value will not do, or what should be known of it; `touched` is whether there
        is one."""
        self._touched = self._touched or touched
        self._fault, self._caution = fault, caution
        if self.is_mounted:
            self._say()

    def offer(self, words: Sequence[str]) -> None:
        """Words to choose among: those that fit are shown, and `right` completes the first."""
        self._offered = words
        if isinstance(self.entry, Typed) and words:
            self.entry.suggester = SuggestFromList(words, case_sensitive=False)
        self._say()

    def _say(self) -> None:
        """That a field is empty is no news before anything was typed into it."""
        typed = self.entry.value if isinstance(self.entry, Typed) else ""
        fits = fitting(self._offered, typed)
        if fits and typed.casefold() not in map(str.casefold, self._offered):
            listed = f" {signs(self).dot} ".join(map(clean, fits))
            self.query_one(".about", Static).update(Content.styled(listed, MUTED))
            return
        fault = self._fault if self._touched else ""
        told, tone = (fault, BAD) if fault else (self._caution, WARN)
        self.set_class(bool(told), "-wrong")
        said = [Content.styled(clean(told), tone)] if told else []
        if not told or self._hint:
            said.append(Content.styled(clean(self._help), MUTED))
        self.query_one(".about", Static).update(Content("\n").join(said))

"""Buttons and ticks of one line each."""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.core.parse import clean
from tui.ui.widgets.dialog_parts import KEY, MUTED, signs


class Press(Widget, can_focus=True):
    """A button of one line; brackets say that it has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "press", "Press", show=False)]
    ALLOW_SELECT = False

    class Pressed(Message):
        """Enter, space or a click; `name` is the button's id."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, label: str, *, id: str) -> None:  # noqa: A002 - the name widgets give it
        super().__init__(id=id)
        self._label = clean(label)

    def render(self) -> Content:
        return Content(f"[{self._label}]" if self.has_focus else self._label)

    def action_press(self) -> None:
        self.post_message(self.Pressed(str(self.id)))

    def on_click(self) -> None:
        self.action_press()


class Tick(Widget, can_focus=True):
    """A choice on one line: `[x] -f  kill it first if it runs`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "tick", "Tick", show=False),
        Binding("up", "app.focus_previous", "Up", show=False),
        Binding("down", "app.focus_next", "Down", show=False),
    ]
    ALLOW_SELECT = False

    class Toggled(Message):
        """It was ticked or its tick was taken away."""

        def __init__(self, choice: str, on: bool) -> None:
            super().__init__()
            self.choice = choice
            self.on = on

    def __init__(self, choice: str, key: str, flag: str, title: str, *, on: bool) -> None:
        super().__init__()
        self.choice, self.key, self.on = choice, key, on
        self._flag, self._title = clean(flag), clean(title)

    def render(self) -> Content:
        mark = signs(self).cursor if self.has_focus else " "
        at = self._flag.lower().find(self.key)
        flag = Content(self._flag)
        if at >= 0:
            flag = flag.stylize("underline", at, at + 1)
        else:
            flag = Content.assemble((self.key, "underline"), " ") + flag
        box = ("[x]", KEY) if self.on else ("[ ]", MUTED)
        return Content.assemble(f"{mark} ", box, " ", flag, "  ", (self._title, MUTED))

    def action_tick(self) -> None:
        self.on = not self.on
        self.refresh()
        self.post_message(self.Toggled(self.choice, self.on))

    def on_click(self) -> None:
        self.focus()
        self.action_tick()


class Foot(Vertical):
    """At the bottom of a dialog, and last in the order of the focus.

    Textual orders by place, and what is scrolled out of sight lies below what is docked.
    """

    def __init__(self) -> None:
        super().__init__(id="foot")

    @property
    def _focus_sort_key(self) -> tuple[int, int]:
        return sys.maxsize, 0

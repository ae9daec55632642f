"""Asking before something happens: the exact commands, what is lost, and Cancel first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.core.action import Choice, Chosen, Confirm, Intent
from tui.core.errors import WsltuiError
from tui.core.parse import clean
from tui.ui.screens.confirm_text import commands, lead, words
from tui.ui.widgets.buttons import Foot, Press, Tick
from tui.ui.widgets.dialog_parts import ANSWERS, MUTED, SCROLLING, STRONG, WARN, Dialog
from tui.ui.widgets.lines import Line, Lines

TAKEN = frozenset("ynjkgq")
"""Letters that mean something else in a dialog."""


class ConfirmDialog(Dialog[Intent | None]):
    """Answers with the intent that was shown, or with None.

    `make` builds the intent for the choices that are ticked, and is called again at each
    tick; what it raises the first time goes to the caller. `hidden` is how many of its rows
    a filter hides. A name is asked for where the intent says so, or `type_name` does. `rather`
    is the title of what may be done in its stead: `turned_down` is whether that was chosen.
    """

    LISTS: ClassVar[dict[str, float]] = {"#commands": 0.4}
    BINDINGS: ClassVar[list[BindingType]] = [*ANSWERS, *SCROLLING]

    def __init__(
        self,
        title: str,
        make: Callable[[Chosen], Intent],
        choices: Sequence[Choice] = (),
        hidden: int = 0,
        type_name: str = "",
        rather: str = "",
    ) -> None:
        super().__init__(title)
        self._rather, self.turned_down = rather, False
        self._obstacle = ""
        self._make, self._choices, self._shaded = make, tuple(choices), hidden
        self._ticked: Chosen = frozenset(c.id for c in self._choices if c.default)
        self._intent = make(self._ticked)
        self._error: WsltuiError | None = None
        asked = self._intent.confirm is Confirm.TYPE_NAME
        self._name = type_name or (self._intent.type_name if asked else "")

    @property
    def intent(self) -> Intent:
        """What will be answered, for the choices as they are ticked now."""
        return self._intent

    @property
    def typed_into(self) -> bool:
        """Whether letters are letters here, to begin with."""
        return bool(self._name)

    def hinder(self, obstacle: str) -> None:
        """Why nothing could be undone, as far as that is known by now."""
        self._obstacle = obstacle
        if self.is_mounted and self.query("#accept"):  # not while it opens or closes
            self._say()

    def parts(self) -> ComposeResult:
        yield from self.commands()
        yield from self.choices()
        with Foot():
            yield from self.answers()

    def commands(self) -> ComposeResult:
        """What will run."""
        yield Static(id="lead")
        yield Lines(id="commands")

    def choices(self) -> ComposeResult:
        """What may be ticked, and what should be known."""
        keys = choice_keys(self._choices)
        for choice, key in zip(self._choices, keys, strict=True):
            yield Tick(choice.id, key, choice.flag, choice.title, on=choice.default)
        yield Static(id="words")

    def answers(self) -> ComposeResult:
        """The buttons, and a name to type before."""
        if self._name:
            yield Static(_type_this(self._name), id="type")
            yield Input(id="name", compact=True, placeholder=clean(self._name))
        with Horizontal(id="buttons"):
            yield Press("Cancel", id="cancel")
            if self._rather:
                yield Press(f"{self._rather} first", id="rather")
            yield Press(self._intent.action.title, id="accept")

    def on_mount(self) -> None:
        self.query_one("#accept").set_class(bool(self._intent.action.lost), "-loses")
        self._say()
        self.first().focus(scroll_visible=False)

    def first(self) -> Widget:
        """What has the focus at first."""
        return self.query_one("#name" if self._name else "#cancel")

    def on_tick_toggled(self, message: Tick.Toggled) -> None:
        self._ticked = self._ticked ^ {message.choice}
        self.remake()

    def remake(self) -> None:
        """Build the intent anew, and show it."""
        try:
            self._intent, self._error = self._make(self._ticked), None
        except WsltuiError as error:
            self._error = error
        self._say()

    def object_to(self, error: WsltuiError) -> None:
        """Say why it cannot be done as it stands; until something is changed it is not."""
        self._error = error
        self._say()

    def on_press_pressed(self, message: Press.Pressed) -> None:
        if message.name == "accept":
            self.action_accept()
        else:
            self.turned_down = message.name == "rather"
            self.action_back()

    def on_input_changed(self) -> None:
        self._allow()

    def on_input_submitted(self) -> None:
        self.action_accept()

    def on_key(self, event: events.Key) -> None:
        tick_by_key(self, event)

    def action_accept(self) -> None:
        if self._accepts:
            self.dismiss(self._intent)
        elif self._name:
            self.query_one("#name").focus()

    def lines(self) -> list[Line]:
        """What is shown of what will run."""
        return commands(self._intent, self)

    def action_scroll(self, by: int) -> None:
        """The commands where they have more than is in sight, else the whole dialog."""
        listed = self.query_one(Lines)
        target = listed if listed.max_scroll_y else self.frame
        target.scroll_relative(y=by, animate=False)

    @property
    def _accepts(self) -> bool:
        typed = self.query_one("#name", Input).value if self._name else ""
        named = not self._name or typed == clean(self._name)
        return named and self._error is None and bool(self._intent.items)

    def _allow(self) -> None:
        accepts = self._accepts
        self.query_one("#accept").set_class(not accepts, "-off")
        self.hint(self.ways(accepts=accepts))

    def ways(self, *, accepts: bool) -> tuple[tuple[str, str], ...]:
        """The keys that lead on from here, and what each does."""
        yes = ("enter" if self.typed_into else "y", self._intent.action.title.lower())
        no = ("esc" if self.typed_into else "n", "cancel")
        return (yes, no) if accepts else (no,)

    def _say(self) -> None:
        self.query_one("#lead", Static).update(lead(self._intent, self._shaded))
        self.query_one(Lines).show(self.lines())
        self.query_one("#words", Static).update(words(self._intent, self._error, self._obstacle))
        self._allow()


def tick_by_key(dialog: Widget, event: events.Key) -> None:
    """A choice goes by the letter of its flag and by its number."""
    for number, tick in enumerate(dialog.query(Tick), 1):
        if event.character in (tick.key, str(number)):
            event.stop()
            tick.action_tick()


def choice_keys(choices: Sequence[Choice]) -> list[str]:
    """For each choice a letter of its flag that is free, else its number."""
    keys: list[str] = []
    for number, choice in enumerate(choices, 1):
        free = (c for c in choice.flag.lower() if c.isalpha() and c not in TAKEN.union(keys))
        keys.append(next(free, str(number)))
    return keys


def _type_this(name: str) -> Content:
    return Content.assemble(
        ("Type ", MUTED), (clean(name), f"{STRONG} {WARN}"), (" to go on:", MUTED)
    )

"""Asking what an action must be told, and with it whether it shall be done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tui.core.action import Choice, Chosen, Intent
from tui.core.errors import WsltuiError
from tui.session.filling import Draft, Filling
from tui.ui.screens.confirm import ConfirmDialog
from tui.ui.screens.confirm_text import sketch
from tui.ui.widgets.buttons import Foot
from tui.ui.widgets.dialog_parts import LOW
from tui.ui.widgets.form_fields import FieldLine, Told
from tui.ui.widgets.lines import Line, Lines

NOTHING: Mapping[str, str] = MappingProxyType({})
Check = Callable[[Draft], Awaitable[None]]


class FormDialog(ConfirmDialog):
    """A confirmation with fields above it; what will run is shown anew at each letter.

    Whether files are there is looked at once, when it is accepted. With `everything` it asks
    for what the action would do without, too.
    """

    LISTS: ClassVar[dict[str, float]] = {}
    FIRST = 0.25
    """The share of the screen that the commands take at most: they stay in sight below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Previous", show=False),
    ]

    def __init__(
        self,
        title: str,
        filling: Filling,
        choices: Sequence[Choice] = (),
        type_name: str = "",
        given: Mapping[str, str] = NOTHING,
        *,
        hidden: int = 0,
        everything: bool = False,
    ) -> None:
        self._filling, self._everything = filling, everything
        self._given: dict[str, str] = dict(given)
        self._draft = filling.draft(frozenset(), self._given)
        super().__init__(title, self._drafted, choices, hidden, type_name)

    def parts(self) -> ComposeResult:
        about = self._filling.about(self._given)
        for field in self._intent.action.form:
            if field.asked or self._everything:
                words, value = field.options(about), about.values[field.id]
                yield FieldLine(field, words, value, field.hint(about))
        yield from self.choices()
        with Foot():
            yield from self.commands()
            yield from self.answers()

    def on_resize(self) -> None:
        """Where fields would hide one another, only the one that is filled in has its help."""
        height, fields = self.app.size.height, len(self.query(FieldLine))
        most = None if height < LOW else max(2, int(height * self.FIRST))
        self.query_one(Lines).styles.max_height = most
        self.set_class(2 * fields > height - 12, "-many")

    def lines(self) -> list[Line]:
        return sketch(self._draft.sketch) if self._draft.sketch else super().lines()

    @property
    def typed_into(self) -> bool:
        return True

    def on_mount(self) -> None:
        """A first layout with air could put the first field out of sight, and so out of focus."""
        self.set_class(self.app.size.height < LOW, "-low")
        self.query_one(Lines).can_focus = False  # from the last field on to the buttons
        self._show_fields()
        self._learn()

    @work
    async def _learn(self) -> None:
        """What there is to choose among may take a while to be known; one can type meanwhile."""
        await self._filling.learn()
        offered = self._filling.about(self._given).offered
        for line in self.query(FieldLine):
            if line.field.source is not None:
                line.offer(offered.get(line.field.id, ()))
        self.remake()

    @work
    async def _find_out(self) -> None:
        """A value may make it worth while to look around; it is said when it is known."""
        if self._filling.wanted(self._given):
            await self._filling.find_out(self._given)
            self.remake()

    def on_descendant_focus(self) -> None:
        self._allow()

    def ways(self, *, accepts: bool) -> tuple[tuple[str, str], ...]:
        """What enter does is a matter of what has the focus."""
        here = self.focused.id if self.focused else None
        if here == "cancel":
            return (("enter esc", "cancel"), *((("tab", self._verb),) if accepts else ()))
        done = accepts and here in ("accept", "name")
        on = ("enter", self._verb if done else "next")
        return (("esc", "cancel"),) if here == "accept" and not accepts else (on, ("esc", "cancel"))

    @property
    def _verb(self) -> str:
        return self._intent.action.title.lower()

    def first(self) -> Widget:
        return self.query(FieldLine).first().entry

    def on_told(self, message: Told) -> None:
        message.stop()
        self._given[message.field] = message.value
        self.remake()
        self._find_out()

    def remake(self) -> None:
        super().remake()
        self._show_fields()

    def action_accept(self) -> None:
        if self._accepts:
            self._look()
        elif self._draft.faults:
            first = next(one for one in self.query(FieldLine) if one.field.id in self._draft.faults)
            first.entry.focus()
        else:
            super().action_accept()

    @work(exclusive=True)
    async def _look(self) -> None:
        """Accept it, unless the files are not as they should be."""
        draft = self._draft
        try:
            await self._filling.check(draft)
        except WsltuiError as error:
            self.object_to(error)
        else:
            if draft.intent.commands == self._draft.intent.commands:
                self._filling.keep(draft)
                self.dismiss(draft.intent)

    def _drafted(self, ticked: Chosen) -> Intent:
        self._draft = self._filling.draft(ticked, self._given)
        return self._draft.intent

    def _show_fields(self) -> None:
        for line in self.query(FieldLine):
            name = line.field.id
            if name not in self._given:  # what is typed is ahead of what is known of it
                line.entry.show(self._draft.values[name])
            fault, caution = (of.get(name, "") for of in (self._draft.faults, self._draft.cautions))
            line.judge(fault, caution, touched=bool(self._draft.values[name]))

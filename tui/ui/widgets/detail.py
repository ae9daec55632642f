"""The right side: everything about the selected row, in tabs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tui.core.kind import Kind, View
from tui.core.parse import clean
from tui.ui.widgets.bordered import Bordered
from tui.ui.widgets.dialog_parts import cut, signs
from tui.ui.widgets.json_tree import JsonTree
from tui.ui.widgets.summary import Summary

TABS = ("Summary", "Inspect")


Load = Callable[[Kind[Any], Any], Awaitable[Any]]


class Detail(Bordered, Vertical):
    """Shows one row of one kind. `load` gets the JSON of a row, when the second tab asks for it."""

    def __init__(self, load: Load) -> None:
        super().__init__(id="detail")
        self.tab = 0
        self._load = load
        self._subject: tuple[Kind[Any], Any] | None = None
        self._summary = Summary()

    def compose(self) -> ComposeResult:
        yield self._summary

    def show(self, kind: Kind[Any], row: Any | None, view: View) -> None:
        """The summary of a row; None empties it."""
        before, self._subject = self._subject, None if row is None else (kind, row)
        self._summary.show_fields(() if row is None else kind.summary(row, view))
        self._name_tabs()
        if self.tab == 1 and before != self._subject:
            self._fill_tree()

    async def turn(self, tab: int) -> None:
        """Go to a tab; after the last comes the first."""
        self.tab = tab % len(TABS)
        if self.tab == 1 and self.tree_widget is None:
            await self.mount(JsonTree())
        self._summary.display = self.tab == 0
        for tree in self.query(JsonTree):
            tree.display = self.tab == 1
        self._name_tabs()
        if self.tab == 1:
            self._fill_tree()

    @property
    def tree_widget(self) -> JsonTree | None:
        return next(iter(self.query(JsonTree)), None)

    def focus_tab(self) -> None:
        """Give the keys to what the tab shows."""
        target = self.tree_widget if self.tab == 1 else self._summary
        if target is not None:
            self.screen.set_focus(target)

    @work(exclusive=True, group="inspect")
    async def _fill_tree(self) -> None:
        tree = self.tree_widget
        if tree is not None:
            tree.show(await self._load(*self._subject) if self._subject else {})

    def on_resize(self) -> None:
        self._name_tabs()

    def _name_tabs(self) -> None:
        subject = clean(self._subject[0].name(self._subject[1])) if self._subject else ""
        bar = " | " if self.app.has_class("-ascii") else " │ "
        room = self.size.width - sum(len(bar + name) for name in TABS) - 2
        parts = [cut(Content(subject), room, signs(self).cut)] if subject else []
        for place, name in enumerate(TABS):
            parts.append(Content.styled(name, "bold" if place == self.tab else "dim"))
        self.name_border(Content.styled(bar, "dim").join(parts))

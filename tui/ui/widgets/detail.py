"""The right side: everything about the selected row, in tabs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tui.core.kind import Cell, Field, Kind, Tab, Tone, View
from tui.core.parse import clean
from tui.ui.widgets.bordered import Bordered
from tui.ui.widgets.dialog_parts import cut, signs
from tui.ui.widgets.json_tree import JsonTree
from tui.ui.widgets.summary import Summary

SUMMARY, INSPECT, FIELDS = "summary", "inspect", "fields"

LEAST_NAME = 12
"""Cells of the title that the name of the row keeps beside many tabs."""
Panel = Summary | JsonTree

Load = Callable[[Kind[Any], Any], Awaitable[Any]]
Ask = Callable[[Tab[Any], Any], Awaitable[tuple[Field, ...]]]


class Detail(Bordered, Vertical):
    """Shows one row of one kind.

    `load` gets the JSON of a row and `ask` what a tab shows of it, each when it is looked at.
    """

    def __init__(self, load: Load, ask: Ask) -> None:
        super().__init__(id="detail")
        self._wanted = SUMMARY
        self._load, self._ask = load, ask
        self._subject: tuple[Kind[Any], Any] | None = None
        self._summary = Summary()
        self._panels: dict[str, Panel] = {SUMMARY: self._summary}

    def compose(self) -> ComposeResult:
        yield self._summary

    @property
    def tabs(self) -> dict[str, str]:
        """The titles of its tabs by their ids."""
        more = self._subject[0].tabs if self._subject else ()
        return {SUMMARY: "Summary", **{t.id: t.title for t in more}, INSPECT: "Inspect"}

    @property
    def tab(self) -> str:
        """The tab that is shown: the one last gone to, if the row has it."""
        return self._wanted if self._wanted in self.tabs else SUMMARY

    def show(self, kind: Kind[Any], row: Any | None, view: View) -> None:
        """Show a row; None empties it."""
        before, self._subject = self._subject, None if row is None else (kind, row)
        self._summary.show_fields(() if row is None else kind.summary(row, view))
        self._name_tabs()
        if before != self._subject:
            self.call_later(self._turn)

    async def go(self, tab: str) -> None:
        """Go to a tab by its id."""
        self._wanted = tab
        await self._turn()

    async def turn(self, step: int) -> None:
        """Go some tabs on; after the last comes the first."""
        ids = list(self.tabs)
        await self.go(ids[(ids.index(self.tab) + step) % len(ids)])

    async def _turn(self) -> None:
        """Show the panel of the tab, with what it is about."""
        shown = self._panel_of(self.tab)
        if not shown.is_attached:
            await self.mount(shown)
        for panel in self._panels.values():
            panel.display = panel is shown
        self._name_tabs()
        self._fill()

    def _panel_of(self, tab: str) -> Panel:
        """Panels but the first are made when first needed."""
        name = tab if tab in (SUMMARY, INSPECT) else FIELDS
        if name not in self._panels:
            self._panels[name] = JsonTree() if name == INSPECT else Summary(FIELDS)
        return self._panels[name]

    @property
    def tree_widget(self) -> JsonTree | None:
        return next(iter(self.query(JsonTree)), None)

    def focus_tab(self) -> None:
        """Give the keys to what the tab shows."""
        panel = self._panel_of(self.tab)
        if panel.is_attached:
            self.screen.set_focus(panel)

    @work(exclusive=True, group="tab")
    async def _fill(self) -> None:
        """Ask what the tab shows, again and again where it says so, until something else is."""
        panel = self._panel_of(self.tab)
        if isinstance(panel, JsonTree):
            panel.show(await self._load(*self._subject) if self._subject else {})
        elif self._subject is not None and panel is not self._summary:
            tab = next(tab for tab in self._subject[0].tabs if tab.id == self.tab)
            panel.show_fields(await self._fields(tab))
            while tab.every:
                await asyncio.sleep(tab.every)
                if self.screen.is_current and panel.is_on_screen:
                    panel.show_fields(await self._fields(tab))

    async def _fields(self, tab: Tab[Any]) -> tuple[Field, ...]:
        row = self._subject[1] if self._subject else None
        reason = tab.absent(row)
        return (Field("", Cell(clean(reason), Tone.DIM)),) if reason else await self._ask(tab, row)

    def on_resize(self) -> None:
        self._name_tabs()

    def _name_tabs(self) -> None:
        subject = clean(self._subject[0].name(self._subject[1])) if self._subject else ""
        bar = " | " if self.app.has_class("-ascii") else " │ "
        titles, sign = self.tabs, signs(self).cut
        shown = in_sight(list(titles), self.tab, lambda tab: len(bar + titles[tab]), self._room)
        taken = sum(len(bar + titles[tab]) for tab in shown)
        left = self.size.width - taken - 4 - 2 * len(bar + sign) * (len(shown) < len(titles))
        parts = [cut(Content(subject), max(0, left), sign)] if subject and left > 0 else []
        parts += [Content.styled(sign, "dim")] * (shown[0] != next(iter(titles)))
        for tab in shown:
            parts.append(Content.styled(titles[tab], "bold" if tab == self.tab else "dim"))
        parts += [Content.styled(sign, "dim")] * (shown[-1] != list(titles)[-1])
        self.name_border(Content.styled(bar, "dim").join(parts))

    @property
    def _room(self) -> int:
        """Cells that the titles of tabs have: the name of the row keeps some."""
        return self.size.width - 4 - min(LEAST_NAME, self.size.width // 3)


def in_sight(
    tabs: Sequence[str], current: str, width: Callable[[str], int], room: int
) -> Sequence[str]:
    """Those around the current one that there is room for, as many as there are."""
    first = last = tabs.index(current)
    while True:
        used = sum(map(width, tabs[first : last + 1]))
        if last + 1 < len(tabs) and used + width(tabs[last + 1]) <= room:
            last += 1
        elif first and used + width(tabs[first - 1]) <= room:
            first -= 1
        else:
            return tabs[first : last + 1]

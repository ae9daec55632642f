"""The right side: everything about the selected row, in tabs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, Union

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tui.core.kind import Cell, Field, Kind, Tab, Tone, View
from tui.core.links import NO_LINKS, Link, Links, Spot
from tui.core.parse import clean
from tui.core.tree import Line
from tui.ui.widgets.bordered import Bordered
from tui.ui.widgets.dialog_parts import cut, signs
from tui.ui.widgets.json_tree import JsonTree
from tui.ui.widgets.summary import Summary

if TYPE_CHECKING:
    from tui.ui.widgets.log_panel import Follow, LogPanel

SUMMARY, LOGS, INSPECT, FIELDS = "summary", "logs", "inspect", "fields"
REST = 0.4
"""Seconds that a row must be looked at before something is made to look through."""
LEAST_NAME = 12
"""Cells of the title that the name of the row keeps beside many tabs."""
SIGNS = 8
"""Cells of the signs that say that there are more tabs on both sides."""
Panel = Union[Summary, JsonTree, "LogPanel"]

Load = Callable[[Kind[Any], Any], Awaitable[Any]]
Ask = Callable[[Tab[Any], Any], Awaitable[tuple[Field, ...]]]


class Detail(Bordered, Vertical):
    """Shows one row of one kind.

    `load` gets the JSON of a row and `ask` what a tab shows of it, each when it is looked at;
    `follow` reads its log. `links` are those among all rows that are known at the moment.
    """

    def __init__(
        self, load: Load, ask: Ask, follow: Follow, links: Callable[[], Links] = lambda: NO_LINKS
    ) -> None:
        super().__init__(id="detail")
        self._links = links
        self._path = ""
        self._wanted = self._turned = SUMMARY
        self._load, self._ask, self._follow = load, ask, follow
        self._subject: tuple[Kind[Any], Any] | None = None
        self._summary = Summary()
        self._view: View | None = None
        self._panels: dict[str, Panel] = {SUMMARY: self._summary}

    def compose(self) -> ComposeResult:
        yield self._summary

    @property
    def tabs(self) -> dict[str, str]:
        """The titles of its tabs by their ids."""
        kind = self._subject[0] if self._subject else None
        logs = {LOGS: "Logs"} if kind and kind.logs else {}
        more = [*((kind.gauge,) if kind.gauge else ()), *kind.tabs] if kind else []
        return {SUMMARY: "Summary", **logs, **{t.id: t.title for t in more}, INSPECT: "Inspect"}

    @property
    def tab(self) -> str:
        """The tab that is shown: the one last gone to, if the row has it."""
        return self._wanted if self._wanted in self.tabs else SUMMARY

    def show(self, kind: Kind[Any], row: Any | None, view: View) -> None:
        """Show a row; None empties it."""
        before, self._subject = self._subject, None if row is None else (kind, row)
        self._view = view
        self._summary.show_fields(() if row is None else kind.summary(row, view), self._spots)
        self._name_tabs()
        if not _same_row(before, self._subject):
            self._path = ""
        elif self._made_around:
            return  # what is made to look through would be news of the row, and so on for ever
        if _bare(before) != _bare(self._subject):
            if not self.tab == self._turned == SUMMARY:  # which has been shown all of it by now
                self.call_later(self._turn)
        elif self._gauged:
            self._show_gauge()

    def relink(self) -> None:
        """Other rows are known than before."""
        for panel in self._panels.values():
            if isinstance(panel, JsonTree):
                panel.refresh()
            elif isinstance(panel, Summary):
                panel.find_anew()

    def _own(self) -> Link | None:
        if self._subject is None:
            return None
        kind, row = self._subject
        return Link(kind.id, kind.key(row))

    def _spots(self, field: Field) -> tuple[Spot, ...]:
        return self._links().in_field(field, self._own())

    def _named(self, line: Line) -> Link | None:
        return self._links().of(line.value, line.path, self._own())

    @property
    def _shown_tab(self) -> Tab[Any] | None:
        tabs = self._subject[0].tabs if self._subject else ()
        tab = next((tab for tab in tabs if tab.id == self.tab), None)
        if tab is not None and tab.within is not None and self._path and self._subject:
            return tab.within(self._subject[1], self._path)
        return tab

    @property
    def _made_around(self) -> bool:
        tab, subject = self._shown_tab, self._subject
        return tab is not None and subject is not None and bool(tab.around(subject[1]).before)

    def open(self, path: str) -> None:
        """Look at what is inside of the tab."""
        self._path = path
        self._fill()

    def close(self) -> bool:
        """Out of what was opened, to where it lies; false where nothing was."""
        if not self._path or self._shown_tab is None:
            return False
        parent, slash, _ = self._path.rstrip("/").rpartition("/")
        self.open(parent + slash)
        return True

    async def go(self, tab: str) -> None:
        """Go to a tab by its id."""
        self._wanted, self._path = tab, ""
        await self._turn()

    async def turn(self, step: int) -> None:
        """Go some tabs on; after the last comes the first."""
        ids = list(self.tabs)
        await self.go(ids[(ids.index(self.tab) + step) % len(ids)])

    async def _turn(self) -> None:
        """Show the panel of the tab, with what it is about."""
        self._turned = self.tab
        shown = self._panel_of(self._turned)
        if not shown.is_attached:
            await self.mount(shown)
        for panel in self._panels.values():
            panel.display = panel is shown
        if (logs := self._log_panel) is not None and shown is not logs:
            logs.leave()
        self._name_tabs()
        if self._gauged:
            self._show_gauge()
        else:
            self._fill()

    @property
    def _gauged(self) -> bool:
        """Whether the tab shows what is measured all the time."""
        gauge = self._subject[0].gauge if self._subject else None
        return gauge is not None and gauge.id == self.tab

    def _show_gauge(self) -> None:
        panel = self._panels.get(FIELDS)
        if isinstance(panel, Summary) and self._subject and self._subject[0].gauge and self._view:
            kind, row = self._subject
            panel.show_fields(kind.gauge.fields(row, self._view) if kind.gauge else ())

    def _panel_of(self, tab: str) -> Panel:
        """Panels but the first are made when first needed."""
        name = tab if tab in (SUMMARY, LOGS, INSPECT) else FIELDS
        if name not in self._panels:
            self._panels[name] = self._made(name)
        return self._panels[name]

    def _made(self, name: str) -> Panel:
        if name != LOGS:
            return self._tree() if name == INSPECT else Summary(FIELDS)
        from tui.ui.widgets.log_panel import LogPanel

        return LogPanel(self._follow)

    def _tree(self) -> JsonTree:
        tree = JsonTree()
        tree.find = self._named
        return tree

    def in_front(self, *, seen: bool) -> None:
        """Whether anything of it can be seen."""
        if (panel := self._log_panel) is not None:
            panel.in_front(seen=seen)

    @property
    def _log_panel(self) -> LogPanel | None:
        panel: Any = self._panels.get(LOGS)
        return panel if panel is not None and panel.is_attached else None

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
        if panel is (logs := self._log_panel) and logs is not None:
            if self._subject:
                logs.tell(*self._subject)
        elif isinstance(panel, JsonTree):
            panel.show(await self._load(*self._subject) if self._subject else {})
        elif isinstance(panel, Summary) and (tab := self._shown_tab) is not None:
            if self._made_around:
                panel.show_fields((Field("", Cell("looking…", Tone.DIM)),))
                await asyncio.sleep(REST)
            panel.show_fields(await self._fields(tab), self._spots)
            while tab.every:
                await asyncio.sleep(tab.every)
                if self.screen.is_current and panel.is_on_screen:
                    panel.show_fields(await self._fields(tab), self._spots)

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
        name = cut(Content(subject), left, sign) if subject and left > 0 else Content("")
        place = shown.index(self.tab)
        words = [sign] * (shown[0] != next(iter(titles))) + [titles[tab] for tab in shown[:place]]
        before = bar * bool(name) + "".join(word + bar for word in words)
        words = [titles[tab] for tab in shown[place + 1 :]] + [sign] * (shown[-1] != [*titles][-1])
        after = "".join(bar + word for word in words)
        dim = Content.styled(before, "dim"), Content.styled(after, "dim")
        self.name_border(name + dim[0] + Content.styled(titles[self.tab], "bold") + dim[1])

    @property
    def _room(self) -> int:
        """Cells that the titles of tabs have: the name of the row keeps some."""
        return self.size.width - 4 - SIGNS - min(LEAST_NAME, self.size.width // 3)


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


def _bare(subject: tuple[Kind[Any], Any] | None) -> tuple[str, Any] | None:
    """Without what is measured all the time: that is no reason to ask for the rest again."""
    return (subject[0].id, subject[0].bare(subject[1])) if subject else None


def _same_row(one: tuple[Kind[Any], Any] | None, other: tuple[Kind[Any], Any] | None) -> bool:
    """Whether it is the same thing, whatever is known of it by now."""
    if one is None or other is None:
        return one is other
    return one[0] is other[0] and bool(one[0].key(one[1]) == other[0].key(other[1]))

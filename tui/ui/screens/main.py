"""The main screen: panes at the left, the detail at the right, commands below."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus, Resize
from textual.geometry import Size
from textual.timer import Timer

from tui.core.action import Action
from tui.core.form import Filled
from tui.core.kind import Kind, View
from tui.core.settings import LogPanel
from tui.remembered import Remembered
from tui.session.session import Session
from tui.ui.acting import NOTHING, Acting
from tui.ui.app_keys import APP_KEYS
from tui.ui.bindings import Keys
from tui.ui.following import Following
from tui.ui.gauging import Looking
from tui.ui.loading import ask, load
from tui.ui.logs_of import following
from tui.ui.messages import Followed, MarksChanged, Opened, RowChosen, RowHighlighted
from tui.ui.remembering import look_as_before
from tui.ui.screens.app_actions import AppActions
from tui.ui.showing import Showing
from tui.ui.widgets.command_log import CommandLog
from tui.ui.widgets.detail import SUMMARY, Detail
from tui.ui.widgets.job_bar import JobBar
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.notice import Notice
from tui.ui.widgets.pane_tabs import PaneTabs, numbered
from tui.ui.widgets.resource_table import ResourceTable
from tui.ui.widgets.status_bar import StatusBar

DETAIL_DELAY = 0.06
"""Seconds the cursor must rest on a row before its detail is drawn."""
FLAT = 8
"""Lines below which a pane has neither border nor tabs, so that rows are to be seen."""
TICK = 5.0
"""Seconds between two looks at ages that may read differently by now."""


class MainScreen(AppActions):
    """`tables` are the panes by kind id; `current` is the one last focused."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (160, "-broad")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = ""  # it would focus the first pane, only for `on_mount` to focus another

    def __init__(self, session: Session, keys: Keys, remembered: Remembered) -> None:
        super().__init__()
        self.session = session
        self.keys = keys
        panes = [session.kinds[k] for k in session.settings.panes if k in session.kinds]
        self.tables = {kind.id: self._table(kind) for kind in panes}
        self.status_bar, self.key_bar, self.job_bar = StatusBar(), KeyBar(), JobBar()
        self.notice = Notice()
        others = (k for k, kind in session.kinds.items() if k not in self.tables and not kind.aside)
        self.order = [*self.tables, *others]
        self.pane_tabs = PaneTabs([session.kinds[k].title for k in self.order])
        session.look_at(self.tables)
        self.acting, self.looking, self.following = Acting(self), Looking(self), Following(self)
        self.detail = self._new_detail()
        self.command_log = CommandLog()
        self.methods = {key.id: key.method for key in APP_KEYS}
        first = next(iter(self.tables))
        self.current = remembered.pane if remembered.pane in self.tables else first
        self._remembered = remembered
        self._detail_timer: Timer | None = None
        self._showing: Showing | None = None
        self.in_front = asyncio.Event()

    def _table(self, kind: Kind[Any]) -> ResourceTable:
        settings = self.session.settings
        wanted = settings.columns.get(kind.id, ())
        columns = [c for i in wanted for c in kind.columns if c.id == i]
        table = ResourceTable(
            kind, columns=columns, ascii_only=settings.ascii is True, id=f"table-{kind.id}"
        )
        if kind.id in settings.sort:
            table.sort(settings.sort[kind.id].column, settings.sort[kind.id].reverse)
        return table

    def take_size(self, size: Size) -> None:
        """Wear the classes of a size before the first layout, which would be a wrong one."""
        for points, cells in (
            (self.HORIZONTAL_BREAKPOINTS, size.width),
            (self.VERTICAL_BREAKPOINTS, size.height),
        ):
            self.add_class(max(point for point in points if point[0] <= cells)[1])
        self.set_class(size.height < FLAT, "-flat")

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.height < FLAT, "-flat")

    def compose(self) -> ComposeResult:
        yield self.status_bar
        yield self.pane_tabs
        with Horizontal(id="body"):
            with Vertical(id="panes"):
                yield from self.tables.values()
            with Vertical(id="side"):
                yield self.detail
                yield self.command_log
        yield self.notice
        yield self.job_bar
        yield self.key_bar

    def on_mount(self) -> None:
        self._showing = Showing(self.session, self.tables, self.call_next, self._row_news)
        look_as_before(self.tables, self._remembered)
        for number, table in enumerate(self.tables.values(), 1):
            table.border_title = numbered(number, table.kind.title)
            self._showing.show(table.kind.id)
        self.go_to_pane(self.current)
        for entry in self.session.runner.journal.entries:
            self.command_log.add(entry)
        self.session.runner.journal.subscribe(self.command_log.add)
        self.unfold_log(self.session.settings.log_panel is LogPanel.OPEN)
        self.set_interval(TICK, self._tick)

    def _new_detail(self) -> Detail:
        session, links = self.session, self.following.linking
        asking = partial(load, session), partial(ask, session)
        return Detail(*asking, following(session), lambda: links.links)

    @property
    def table(self) -> ResourceTable:
        return self.tables[self.current]

    @property
    def kind(self) -> Kind[Any]:
        return self.table.kind

    def view(self) -> View:
        return View(datetime.now(UTC), self.session.settings.ascii is True)

    def on_screen_resume(self) -> None:
        self.in_front.set()
        self.detail.in_front(seen=True)

    def on_screen_suspend(self) -> None:
        self.in_front.clear()
        self.detail.in_front(seen=False)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        if isinstance(event.widget, ResourceTable):
            self._enter_pane(event.widget.kind.id)

    def go_to_pane(self, kind_id: str) -> None:
        """Focus a pane now: `Widget.focus` would let the next key still reach the old one."""
        self.set_focus(self.pane(kind_id))
        self._enter_pane(kind_id)

    def pane(self, kind_id: str) -> ResourceTable:
        """The table of a kind; one that is no pane by itself is made when first asked for."""
        if kind_id not in self.tables:
            table = self._table(self.session.kinds[kind_id])
            table.add_class("-guest")
            table.border_title = numbered(self.order.index(kind_id) + 1, table.kind.title)
            self.tables[kind_id] = table
            self.query_one("#panes").mount(table)
            if self._showing is not None:
                self._showing.show(kind_id)
        self.session.want(kind_id)
        return self.tables[kind_id]

    def _enter_pane(self, kind_id: str) -> None:
        self.current = kind_id
        for table in self.tables.values():
            table.set_class(table.kind.id == kind_id, "-current")
        self.pane_tabs.show(self.order.index(kind_id))
        self.query_one("#panes").set_class(self.tables[kind_id].has_class("-guest"), "-host")
        self.key_bar.show(self.keys.footer(self.kind))
        self._show_notice()
        self._show_detail()

    def on_row_highlighted(self, message: RowHighlighted) -> None:
        if message.kind_id == self.current:
            self._detail_soon()

    def on_row_chosen(self, _message: RowChosen) -> None:
        self.look_closer()

    def look_closer(self) -> None:
        """Show the detail of the row, and give it the keys."""
        self.following.begin()
        self.add_class("-detail")
        self._show_detail()
        self.detail.focus_tab()

    def on_followed(self, message: Followed) -> None:
        self.following.follow(message.link)

    def on_opened(self, message: Opened) -> None:
        self.detail.open(message.path)

    def on_marks_changed(self, message: MarksChanged) -> None:
        self.caption(message.kind_id)

    def _row_news(self, kind_id: str) -> None:
        if kind_id == self.current:
            self._detail_soon()
            self._show_notice()

    def _show_notice(self) -> None:
        if self._showing is not None:
            self.notice.show(*self._showing.notice(self.current))

    def _detail_soon(self) -> None:
        if self._detail_timer is not None:
            self._detail_timer.stop()
        self._detail_timer = self.set_timer(DETAIL_DELAY, self._show_detail)

    def _show_detail(self) -> None:
        self.detail.show(self.kind, self.table.cursor_row, self.view())
        self.looking.look()

    def _tick(self) -> None:
        """Ages may read differently by now."""
        for kind_id, table in self.tables.items():
            table.tick()
            if table.stale:
                self.caption(kind_id)
        if self.detail.tab == SUMMARY:
            self._show_detail()

    def action_kind_key(self, key: str) -> None:
        """A key of some action: the focused pane decides which one."""
        actions = self.keys.actions_on(self.current, key)
        if actions:
            self._act(self.table, actions, self.table.selected_rows())

    def act(self, action_id: str, row_key: str = "", *, ask_all: bool = False) -> None:
        """Do an action by its id, to a row by its key or else to what its pane has selected."""
        kind, action = self.session.actions[action_id]
        table = self.tables[kind.id]
        rows = table.selected_rows()
        if row_key:
            known = self.session.store[kind.id].rows
            rows = tuple(row for row in known if kind.key(row) == row_key)
        self._act(table, (action,), rows, ask_all=ask_all)

    def _act(
        self,
        table: ResourceTable,
        actions: Sequence[Action[Any]],
        rows: Sequence[Any],
        *,
        ask_all: bool = False,
    ) -> None:
        action, reason = self.acting.choose(actions, rows)
        if action is None:
            self.app.notify(reason, severity="warning", markup=False)
        else:
            self.perform(table.kind, action, rows, table.hidden_marks, ask_all=ask_all)

    @work(group="jobs")
    async def perform(
        self,
        kind: Kind[Any],
        action: Any,
        rows: Sequence[Any],
        hidden: int,
        given: Filled = NOTHING,
        *,
        ask_all: bool = False,
    ) -> None:
        await self.acting.perform(kind, action, rows, hidden, given, ask_all=ask_all)

    def set_filter(self, text: str) -> None:
        self.table.filter_text = text
        self.caption(self.current)

    def caption(self, kind_id: str) -> None:
        if self._showing is not None:
            self._showing.caption(kind_id)
            self._show_notice()

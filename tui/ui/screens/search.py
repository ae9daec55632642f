"""Looking for images on Docker Hub: a word, what was found, and from a row to its pull."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tui.core.errors import WsltuiError
from tui.kinds import registry_search as hub
from tui.session.searching import search
from tui.ui.screens.one_table import OneTable
from tui.ui.widgets.key_bar import KeyBar
from tui.ui.widgets.line_input import LineInput, Prompted
from tui.ui.widgets.resource_table import ResourceTable
from tui.ui.widgets.summary import Summary

if TYPE_CHECKING:
    from tui.ui.messages import RowChosen
    from tui.ui.screens.main import MainScreen

KEYS = [
    ("enter", "Pull"), ("s", "Another word"), ("/", "Filter"), ("< >", "Sort"), ("esc", "Back"),
]  # fmt: skip


class SearchScreen(OneTable):
    """Asks for a word at once; a search changes nothing."""

    FILTER = "filter: words, official:official"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,c", "ask", "Another word", show=False),
        Binding("P", "pull", "Pull", show=False),
        Binding("slash", "filter", "Filter", show=False),
        Binding("escape,q", "back", "Back", show=False),
        Binding("ctrl+c", "interrupt", "Stop", show=False, priority=True),
    ]

    def __init__(self, main: MainScreen) -> None:
        super().__init__(main)
        self._term = self._searched = ""
        ascii_only = main.session.settings.ascii is True
        self.table = ResourceTable(hub.FOUND, ascii_only=ascii_only, id="table-found")
        self.side, self.key_bar = Summary(), KeyBar()

    def compose(self) -> ComposeResult:
        with Horizontal(id="search"):
            yield self.table
            yield self.side
        yield self.key_bar

    async def on_mount(self) -> None:
        self.key_bar.show(KEYS)
        self.table.border_title = "Docker Hub"
        self.side.border_title = "What it says"
        self.set_focus(self.table)
        await self.action_ask()

    async def action_ask(self) -> None:
        """A line for the word; enter searches."""

        def changed(typed: str) -> None:
            self._term = typed

        def done() -> None:
            self.key_bar.display = True
            self.set_focus(self.table)
            if self._term != self._searched:
                self._search(self._term)

        self.key_bar.display = False
        title = "search Docker Hub: a word, then enter"
        line: Any = LineInput(title, self._searched, changed, done)
        await self.mount(Prompted(line), before=self.key_bar)
        self.set_focus(line)

    @work(exclusive=True, group="search")
    async def _search(self, term: str) -> None:
        self._searched = term
        self.table.show(())
        self.table.empty_text, self.table.empty_remedy = f"Searching for {term} …", ""
        self._caption()
        try:
            rows = await search(self._main.session, term)
        except WsltuiError as error:
            self.table.empty_text, self.table.empty_remedy = error.sentence, error.remedy
        else:
            self.table.empty_text = f"Docker Hub has nothing by the word {term}."
            self.table.show(rows)
        self._caption()
        self._show_side()

    def _caption(self) -> None:
        shown = f"{self.table.rows_shown}" if self.table.row_count else ""
        if self.table.filter_text:
            shown = f"{shown} of {self.table.row_count}  /{self.table.filter_text}"
        self.table.border_subtitle = shown

    def on_row_chosen(self, _message: RowChosen) -> None:
        self.action_pull()

    def action_pull(self) -> None:
        """Back to the panes, and ask how it shall be pulled."""
        row = self.table.cursor_row
        if row is not None:
            self.dismiss(None)
            self._main.perform(hub.KIND_PULLED, hub.ACTION, (hub.pulled(row),), 0)

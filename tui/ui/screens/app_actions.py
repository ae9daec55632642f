"""What the keys do that belong to no kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import work

from tui import config
from tui.core.errors import WsltuiError
from tui.ui.acting import ASK_ALL
from tui.ui.screens.screen_actions import ScreenActions
from tui.ui.widgets.command_log import CommandLog
from tui.ui.widgets.detail import INSPECT
from tui.ui.widgets.job_bar import JobBar
from tui.ui.widgets.json_tree import JsonTree
from tui.ui.widgets.line_input import LineInput, Prompted
from tui.ui.widgets.pane_tabs import PaneTabs
from tui.ui.widgets.resource_table import ResourceTable

if TYPE_CHECKING:
    from tui.ui.widgets.log_view import LogView


class AppActions(ScreenActions):
    """A part of the main screen: one method a key of `APP_KEYS`."""

    def action_pane(self, number: int) -> None:
        main = self._main
        if number <= len(main.order):
            self.remove_class("-detail")
            main.go_to_pane(main.order[number - 1])

    async def action_tab(self, step: int) -> None:
        detail = self._main.detail
        inside = detail.has_focus_within
        await detail.turn(step)
        self._main.looking.look()
        if inside:
            detail.focus_tab()

    def action_return(self) -> None:
        if not self._main.detail.close():
            self._main.following.back()

    @work(group="jobs")
    async def action_measure(self) -> None:
        await self._main.acting.measure()

    async def action_inspect(self) -> None:
        self._main.following.begin()
        self.add_class("-detail")
        await self._main.detail.go(INSPECT)
        self._main.detail.focus_tab()

    def action_widen(self) -> None:
        self.toggle_class("-widened")

    def action_live(self) -> None:
        """Show what is measured of a pane's rows in columns, or no longer."""
        main = self._main
        if not main.looking.toggle(main.kind):
            words = f"Nothing is measured of {main.kind.id}."
            self.app.notify(words, severity="warning", markup=False)

    def action_log(self) -> None:
        """Unfold the command log and give it the keys, or fold it again."""
        main = self._main
        self.unfold_log(not self.has_class("-log"))
        if self.has_class("-log"):
            self.set_focus(main.command_log)
        else:
            main.go_to_pane(main.current)

    def unfold_log(self, unfolded: bool) -> None:
        self.set_class(unfolded, "-log")
        self._main.command_log.show_reads(unfolded)

    def action_back(self) -> None:
        """Leave what was entered last: the command log, the detail, the filter, the wide pane."""
        main = self._main
        if isinstance(self.focused, CommandLog) and self.has_class("-log"):
            self.action_log()
        elif self.has_class("-detail") or not isinstance(self.focused, ResourceTable):
            self.remove_class("-detail")
            main.go_to_pane(main.current)
        elif main.table.filter_text:
            main.set_filter("")
        else:
            self.remove_class("-widened")

    def action_refresh(self) -> None:
        """What costs its tool much is read again only where one looks at it."""
        main = self._main
        for kind_id, table in main.tables.items():
            if not table.kind.lazy:
                main.session.supplies.renew(table.kind.needs)
            if not table.kind.lazy or kind_id == main.current:
                main.session.refresh.mark(kind_id)
        main.session.particulars.renew()

    async def action_filter(self) -> None:
        """A line to type in: a search in the tree, else the filter of the pane."""
        main = self._main
        tree = self.focused if isinstance(self.focused, JsonTree) else None
        before = "" if tree else main.table.filter_text
        title = "search" if tree else f"filter {main.kind.id}: words, state:exited, older:7d"
        changed: Any = tree.search if tree else main.set_filter
        back_to = tree or main.table

        def done() -> None:
            main.key_bar.display = True
            self.set_focus(back_to)

        main.key_bar.display = False
        line = LineInput(title, before, changed, done)
        await self.mount(Prompted(line), before=main.key_bar)
        self.set_focus(line)

    async def action_menu(self) -> None:
        from tui.ui.offering import about, menu_entries
        from tui.ui.screens.menu import MenuDialog

        main = self._main
        rows = main.table.selected_rows()
        entries = menu_entries(main.kind, rows, main.keys)
        await self.app.push_screen(MenuDialog(about(main.kind, rows), entries), self.choose)

    async def action_palette(self) -> None:
        from tui.ui.offering import line_entries, palette_entries, switch_entries, theme_entries
        from tui.ui.screens.palette import Palette

        main = self._main
        kinds = [main.session.kinds[kind_id] for kind_id in main.order]
        selected = {
            kind.id: main.tables[kind.id].selected_rows() if kind.id in main.tables else ()
            for kind in kinds
        }
        entries = palette_entries(kinds, selected, main.keys)
        for kind in kinds:
            entries += switch_entries(kind, main.session.store[kind.id].rows)
        entries += line_entries(kinds)
        entries += theme_entries(list(self.app.available_themes), self.app.theme)
        await self.app.push_screen(Palette(entries), self.choose)

    def on_log_view_copied(self, message: LogView.Copied) -> None:
        self._send(message.text, f"{message.count} lines")

    async def action_help(self) -> None:
        from tui.ui.offering import help_sections
        from tui.ui.screens.help import HelpScreen

        main = self._main
        kinds = [main.session.kinds[kind_id] for kind_id in main.order]
        await self.app.push_screen(HelpScreen(help_sections(kinds, main.current, main.keys)))

    async def choose(self, chosen: str | None) -> None:
        """Do what was chosen in the menu or in the palette."""
        if chosen is None:
            return
        main = self._main
        chosen, _, row_key = chosen.partition("\0")
        if chosen.startswith("go:"):
            main.go_to_pane(chosen.removeprefix("go:"))
        elif chosen.startswith("run:"):
            self.run_line(chosen.removeprefix("run:"))
        elif chosen.startswith("theme:"):
            self._wear(chosen.removeprefix("theme:"))
        elif chosen in main.methods:
            await self.run_action(main.methods[chosen])
        else:
            main.act(chosen, "" if row_key == ASK_ALL else row_key, ask_all=row_key == ASK_ALL)

    def _wear(self, theme: str) -> None:
        """Change the theme, and keep it in the config."""
        self.app.theme = theme
        session = self._main.session
        if session.config_file is None or session.demo:
            return
        try:
            config.save(session.config_file, {"theme": theme})
        except WsltuiError as error:
            self.app.notify(str(error), severity="warning", markup=False)

    def on_job_bar_cancel_asked(self, message: JobBar.CancelAsked) -> None:
        self._main.acting.cancel(message.job)

    def action_copy(self) -> None:
        main = self._main
        rows, copied = main.table.selected_rows(), main.kind.copies or main.kind.name
        what = "what was copied" if main.kind.copies else f"{len(rows)} names"
        self._send("\n".join(copied(row) for row in rows), what)

    def on_json_tree_copied(self, message: JsonTree.Copied) -> None:
        self._send(message.text, "the JSON")

    def on_command_log_copied(self, message: CommandLog.Copied) -> None:
        self._send(message.text, "the command")

    def on_pane_tabs_chosen(self, message: PaneTabs.Chosen) -> None:
        self.action_pane(message.number)

    def _send(self, text: str, what: str) -> None:
        """OSC 52 has no answer: whether the terminal took it cannot be known."""
        self.app.copy_to_clipboard(text)
        shown = text if "\n" not in text and len(text) <= 60 else what
        self.app.notify(f"Sent to the terminal's clipboard: {shown}", markup=False)

    def action_quit(self) -> None:
        self.app.exit(0)

    def action_interrupt(self) -> None:
        """ctrl+c: copy the selected text, else cancel what runs, else quit."""
        main = self._main
        selected = self.get_selected_text()
        if selected:
            self._send(selected, "the selected text")
        elif not (main.acting.cancel() or main.session.refresh.cancel(main.kind)):
            self.app.exit(0)

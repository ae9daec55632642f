"""What the keys do that open another screen, and what the palette runs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import work
from textual.screen import Screen

from tui.core.errors import WsltuiError
from tui.ui.logs_of import no_logs, together

if TYPE_CHECKING:
    from tui.ui.cleaning import Cleaning
    from tui.ui.screens.main import MainScreen
    from tui.ui.typing import Typing


class ScreenActions(Screen[None]):
    """A part of the main screen: each screen is imported when it is first opened."""

    @property
    def _main(self) -> MainScreen:
        return self  # type: ignore[return-value]

    async def action_clean(self) -> None:
        """Open the clean-up; it asks the engine by itself."""
        from tui.ui.screens.cleanup import CleanupScreen

        await self.app.push_screen(CleanupScreen(self._main))

    async def action_doctor(self) -> None:
        """Open the doctor; it looks by itself."""
        from tui.ui.screens.doctor import DoctorScreen

        await self.app.push_screen(DoctorScreen(self._main))

    async def action_logs(self, project: bool = False) -> None:
        """Open the logs of what is selected, or of all that belong together with it."""
        main = self._main
        rows = main.table.selected_rows()
        why = no_logs(main.kind, rows)
        if project and not why:
            rows = together(main.kind, rows, main.session.store[main.kind.id].rows)
            why = no_logs(main.kind, rows) if rows else "It belongs to no compose project."
        if why:
            self.app.notify(why, severity="warning", markup=False)
            return
        from tui.ui.screens.logs import LogsScreen

        await self.app.push_screen(LogsScreen(main, main.kind, rows))

    async def action_output(self) -> None:
        """What is or was built, pulled and pushed, as it was said."""
        from tui.ui.screens.output import OutputScreen

        await self.app.push_screen(OutputScreen(self._main))

    async def action_search(self) -> None:
        from tui.ui.screens.search import SearchScreen

        await self.app.push_screen(SearchScreen(self._main))

    async def action_first_run(self) -> None:
        """Open the steps of the first run; they are looked at by themselves."""
        from tui.ui.screens.first_run import FirstRunScreen

        await self.app.push_screen(FirstRunScreen(self._main))

    @work(group="jobs", exclusive=False)
    async def action_speed(self) -> None:
        """Measure, and say what came of it."""
        from tui.session.doctor.speed import measure

        try:
            found = await measure(self._main.session)
        except WsltuiError as error:
            self.app.notify(str(error), severity="error", markup=False)
            return
        said = found.said if found else "Nothing was measured: this is a dry run."
        self.app.notify(said, timeout=12, markup=False)

    def action_undo(self) -> None:
        self.cleaning.undo(lambda: None)

    def action_trash(self) -> None:
        self.cleaning.choose_undo(lambda: None)

    @cached_property
    def cleaning(self) -> Cleaning:
        """Made when it is first needed: most of it is imported only then."""
        from tui.ui.cleaning import Cleaning

        return Cleaning(self._main)

    @cached_property
    def typing(self) -> Typing:
        """Made when it is first needed."""
        from tui.ui.typing import Typing

        return Typing(self._main)

    async def action_type(self) -> None:
        await self.typing.ask()

    @work(group="jobs")
    async def run_line(self, line: str) -> None:
        """Run a docker command that was typed, or that the palette has."""
        await self.typing.run(line)

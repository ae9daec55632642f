"""The config file, edited from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.core.errors import WsltuiError
from tui.core.failure import failure
from tui.session.editing import edit_command, read_again
from tui.ui.bindings import Keys

if TYPE_CHECKING:
    from tui.ui.app import WsltuiApp

LATER = "Theme, limits and confirm levels count now, panes, columns and keys at the next start."


async def edit_config(app: WsltuiApp) -> None:
    """Hand the terminal to the editor, then say what is wrong with the file. In a worker."""
    session = app.session

    def say(words: str, severity: Any) -> None:
        app.notify(words, title="Config", severity=severity, markup=False, timeout=12)

    try:
        result = await session.execute(edit_command(session))
        if not result.ok:
            raise failure(result)
    except WsltuiError as error:
        say(str(error), "error")
        return
    problems = [*read_again(session), *Keys(session.kinds, session.settings.keys).problems]
    theme = session.settings.theme
    if theme in app.available_themes:
        app.theme = theme
    elif theme:
        problems.append(f"theme: there is no theme {theme!r}")
    for problem in problems:
        say(problem, "warning")
    if not problems:
        say(f"The config was read again. {LATER}", "information")

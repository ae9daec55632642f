"""One of each dialog, filled with what is likely to go wrong in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from tests.stories.windows import Window, removal
from tui.core.action import NO_CHOICE, Skipped
from tui.session.dispatch import Failed, Report
from tui.ui.screens.help import HelpRow, HelpScreen, HelpSection
from tui.ui.screens.menu import MenuDialog, MenuEntry
from tui.ui.screens.palette import Palette, PaletteEntry
from tui.ui.screens.report import ReportDialog

MENU = (
    MenuEntry("container.start", "s", "Start", "Start it again", "web runs already"),
    MenuEntry("container.stop", "s", "Stop", "Ask it to end"),
    MenuEntry("container.restart", "r", "Restart", "Stop and start it"),
    MenuEntry("container.unpause", "p", "Unpause", "Let it go on", "[web] is not paused"),
    MenuEntry("container.remove", "del", "Remove", "Delete it [b]now[/b]\x1b[5m"),
    MenuEntry("container.export", "", "Export", "Write it to a file, with all that is in it, " * 4),
)
ENTRIES = (
    PaletteEntry("go:distros", "Distros", "Go to them", "1", ("wsl -l -v",)),
    PaletteEntry("go:containers", "Containers", "Go to them", "2",
                 ("docker ps -a", "docker container ls --all")),
    PaletteEntry("go:images", "Images", "Go to them", "3", ("docker image ls --all",)),
    PaletteEntry("container.stop", "Stop container", "Ask [b]it[/b] to end", "s", ("docker stop",)),
    PaletteEntry("container.unpause", "Unpause container", "Let it go on", "p", ("docker unpause",),
                 "web is not paused"),
)  # fmt: skip
SECTIONS = (
    HelpSection(
        "Containers",
        [
            HelpRow("s", "Stop", "Ask it to end, [i]then[/i] kill it", "docker stop"),
            HelpRow("d del", "Remove", "Delete it", "docker rm"),
        ],
        ("docker ps -a", "docker container ls --all"),
    ),
    HelpSection("Images", [HelpRow("d", "Remove", "Delete it", "docker image rm")]),
    HelpSection("Everywhere", [HelpRow(f"F{n}", f"Key {n}", "Does it") for n in range(40)]),
)


def report(**more: Any) -> Report:
    failed = Failed(
        "[red]web",
        "Error: it is [b]running\n\x1b[5mand busy",
        "Stop it first.",
        "docker rm '[red]web'",
    )
    return Report(
        removal("[red]web", "api", "db")(NO_CHOICE),
        done=["db"], skipped=[Skipped("old", "it is gone already")], failed=[failed],
        not_run=["api"], **more,
    )  # fmt: skip


def choice(seen: Window) -> str:
    """The line under the cursor."""
    return [line for line in seen.lines if "▸" in line][-1]


OPENED: dict[str, Callable[[], Screen[Any]]] = {
    "report": lambda: ReportDialog(report()),
    "menu": lambda: MenuDialog("web", MENU),
    "palette": lambda: Palette(ENTRIES),
    "help": lambda: HelpScreen(SECTIONS),
}

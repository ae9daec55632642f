"""What a user may set, and what an empty config file means."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from tui.core.action import Confirm

if TYPE_CHECKING:
    from tui.core.cleanup.policy import Policy
    from tui.core.own_commands import OwnCommand

LEVELS = tuple(Confirm)


class LogPanel(StrEnum):
    """How the command log is shown at the start."""

    FOLDED = "folded"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Sort:
    """A column id, and whether the largest comes first."""

    column: str
    reverse: bool = False


@dataclass(frozen=True)
class Settings:
    """All that the config file may say; every default is what an empty file means.

    theme      a theme's name; empty for wsltui's own
    ascii      draw with ASCII only; None to find out from the locale
    panes      kind ids, in their order on the screen
    columns    kind id → the column ids to show, in their order
    sort       kind id → the sort at the start
    keys       action id → key names as the user wrote them; none at all takes the key away
    timeouts   action id or tool → seconds
    confirm    action id or `default` → the level asked for
    wsl_exe    the program to start for wsl.exe, None to look for it
    refresh    seconds between two polls of what has no events
    policies   name → a policy of the user's own for clean-ups
    commands   name → a command of the user's own
    undo       `days` and `max_size` (bytes): for how long and how much removals can be undone
    """

    theme: str = ""
    ascii: bool | None = None
    panes: tuple[str, ...] = ("distros", "containers", "images", "system")
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Mapping[str, Sort] = field(default_factory=dict)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    timeouts: Mapping[str, float] = field(default_factory=dict)
    read_only: bool = False
    confirm: Mapping[str, Confirm] = field(default_factory=dict)
    wsl_exe: str | None = None
    log_panel: LogPanel = LogPanel.FOLDED
    refresh: float = 5.0
    policies: Mapping[str, Policy] = field(default_factory=dict)
    commands: Mapping[str, OwnCommand] = field(default_factory=dict)
    undo: Mapping[str, float] = field(default_factory=dict)

    def confirm_for(self, action_id: str, own: Confirm, *, destroys: bool) -> Confirm:
        """The level for an action whose `own` is the default; what destroys only goes up."""
        wanted = self.confirm.get(action_id, self.confirm.get("default", own))
        return max(own, wanted, key=LEVELS.index) if destroys else wanted

    def timeout_for(self, action_id: str, tool: str, own: float | None) -> float | None:
        """Seconds: the action's if set, else the tool's, else its `own`."""
        return self.timeouts.get(action_id, self.timeouts.get(tool, own))


@dataclass(frozen=True)
class Known:
    """The words that mean something in this program; None where any word may pass.

    columns    kind id → its column ids
    destroys   ids of the actions that destroy something → their own confirm level
    """

    themes: Collection[str] | None = None
    columns: Mapping[str, Collection[str]] | None = None
    actions: Collection[str] | None = None
    tools: Collection[str] | None = None
    destroys: Mapping[str, Confirm] = field(default_factory=dict)


UNCHECKED = Known()

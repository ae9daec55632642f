"""What can be done about memory: drop the page cache, and let WSL give it back by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tui.core.action import Action, Chosen, Confirm
from tui.core.command import Command, Mode
from tui.core.reclaim import AT_ONCE, GRADUAL, KEY, too_old
from tui.core.wsl_settings import WSLCONFIG
from tui.kinds.memory_record import CACHE, User
from tui.kinds.wsl_setting_actions import NOTE
from tui.kinds.wsl_setting_edit import difference, edit, with_value
from tui.kinds.wsl_setting_record import IniFile, WslSetting

SCRIPT = "sync; echo 1 > /proc/sys/vm/drop_caches"
"""From the documentation of Linux: 1 frees the page cache; what is not written yet is not freed."""
MINUTES = 300.0
"""Seconds: first everything that waits for a disk is written."""
ONLY = "only the page cache can be dropped"
COSTS = (
    "Nothing is lost: what is not yet on disk is written there first, which may take a while.",
    "It costs time later: builds, containers and files are slower until it has filled anew.",
    "It holds for the whole VM, thus for every distro and for Docker Desktop.",
)
UNREAD = WslSetting(IniFile(WSLCONFIG, why="it was not read"), KEY)
_CHANGED = "the file was changed meanwhile and was left as it is: read it again"


def _drop(row: User, _: Chosen) -> Command:
    """As root by itself; inside WSL wsl.exe lets its user be root, which asks no password.

    Names that wsl.exe cannot be given are left to sudo.
    """
    room = row.room
    if room.root:
        return Command("host", ("sh", "-c", SCRIPT), mutates=True, timeout=MINUTES)
    if room.here and not any(char.isspace() or char == '"' for char in room.here):
        argv = ("wsl.exe", "-d", room.here, "-u", "root", "-e", "sh", "-c", SCRIPT)
        return Command("windows", argv, mutates=True, timeout=MINUTES)
    made = Command("host", ("sudo", "sh", "-c", SCRIPT), mutates=True, timeout=None)
    return replace(made, mode=Mode.INTERACTIVE)


def _droppable(row: User) -> str | None:
    return row.room.why or None if row.id == CACHE else ONLY


def _reclaims(value: str) -> Callable[[User], str | None]:
    """Why it cannot be set to that value, or None."""

    def why_not(row: User) -> str | None:
        if row.id != CACHE:
            return "it is set for the page cache"
        setting = row.room.setting
        if setting is None or setting.why:
            return f".wslconfig is not known: {setting.why if setting else 'it was not read'}"
        if too_old(row.room.version):
            return f"this WSL is too old for it: it came with 1.3.10, this is {row.room.version}"
        same = (setting.value or "").lower() == value.lower()
        return f"it is {value} already" if same else None

    return why_not


def _set(value: str) -> Callable[[User, Chosen], Command]:
    def plan(row: User, _: Chosen) -> Command:
        setting = row.room.setting or UNREAD
        return edit(setting, with_value(setting, value))

    return plan


def _shown(value: str) -> Callable[[User, Chosen], tuple[str, ...]]:
    def lines(row: User, _: Chosen) -> tuple[str, ...]:
        setting = row.room.setting
        return difference(setting, with_value(setting, value)) if setting else ()

    return lines


def _kept(value: str) -> Callable[[User], str | None]:
    """Why the row, read again, shows that the file does not have the value."""

    def verify(row: User) -> str | None:
        setting = row.room.setting
        return None if setting is not None and setting.value == value else _CHANGED

    return verify


ACTIONS: tuple[Action[User], ...] = (
    Action(
        "memory.drop-cache", "Drop", "Free what the VM keeps of files it has read",
        _drop, keys=("f",), disabled=_droppable, confirm=Confirm.ASK, stale=("memory",), width=1,
        many=False, footer=1, told=COSTS, spoken="Drop page cache",
        spelling=f'sudo sh -c "{SCRIPT}"',
        note="Windows gets memory that the VM has free again in its own time.",
    ),
    Action(
        "memory.reclaim-gradually", "Reclaim gradually",
        "Write autoMemoryReclaim=gradual into .wslconfig", _set(GRADUAL),
        disabled=_reclaims(GRADUAL), shows=_shown(GRADUAL), confirm=Confirm.ASK,
        stale=("memory", "wsl-settings"), width=1, many=False, spelling="sed -i", note=NOTE,
        verify=_kept(GRADUAL),
    ),
    Action(
        "memory.reclaim-at-once", "Reclaim at once",
        "Write autoMemoryReclaim=dropCache into .wslconfig", _set(AT_ONCE),
        disabled=_reclaims(AT_ONCE), shows=_shown(AT_ONCE), confirm=Confirm.ASK,
        stale=("memory", "wsl-settings"), width=1, many=False, spelling="sed -i", note=NOTE,
        verify=_kept(AT_ONCE),
    ),
)  # fmt: skip

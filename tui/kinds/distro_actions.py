"""What can be done to a distro."""

from __future__ import annotations

from dataclasses import replace

from tui.core.action import Action, Chosen, Confirm
from tui.core.command import Command, Mode, wsl
from tui.kinds.distro_listing import Distro
from tui.kinds.distro_owners import protection

COLD_START = 120.0
"""Seconds: a first start boots the VM, and a stuck service is retried for 60 s by wsl.exe."""
_BUSY = {
    "installing": "is being installed",
    "uninstalling": "is being removed",
    "converting": "is being converted to another WSL version",
    "exporting": "is being exported",
}


def _shell(row: Distro, _: Chosen) -> Command:
    command = wsl("-d", row.name, "--cd", "~", mutates=True, timeout=None)
    return replace(command, mode=Mode.INTERACTIVE)


def _reach(row: Distro) -> str | None:
    """Why wsl.exe cannot be told to touch it: names are cut at blanks, quotes or not."""
    if not row.name or row.name.startswith("-") or any(c.isspace() or c == '"' for c in row.name):
        return f"wsl.exe cannot be given the name {row.name!r}"
    return None


def _idle(row: Distro) -> str | None:
    """Why a command cannot be run in it, whether it is up or not."""
    if reason := _reach(row):
        return reason
    if row.state in _BUSY:
        return f"{row.name} {_BUSY[row.state]}"
    if row.state == "unknown":
        return f"{row.name} is in a state that wsltui does not know"
    return None


def _startable(row: Distro) -> str | None:
    guard = protection(row.name) or _idle(row)
    return guard or (f"{row.name} runs already" if row.running else None)


def _terminable(row: Distro) -> str | None:
    guard = protection(row.name) or _reach(row)
    return guard or (None if row.running else f"{row.name} is not running")


def _no_default_yet(row: Distro) -> str | None:
    guard = protection(row.name) or _reach(row)
    if guard or row.state in ("installing", "uninstalling"):
        return guard or f"{row.name} {_BUSY[row.state]}"
    return f"{row.name} is the default already" if row.default else None


def _ends_wsltui(row: Distro) -> str | None:
    return f"wsltui itself runs in {row.name} and ends with it" if row.current else None


def _leaves_desktop(row: Distro, _chosen: Chosen) -> str | None:
    if row.version == 1:
        return f"{row.name} is WSL 1: Docker Desktop cannot be used from it"
    return None


ACTIONS: tuple[Action[Distro], ...] = (
    Action(
        "distro.set-default", "Make default", "Make it the distro that plain `wsl` starts",
        lambda row, _: wsl("--set-default", row.name, mutates=True),
        keys=("*",), disabled=_no_default_yet,
        warn=_leaves_desktop, stale=("distros", "system"), width=1, many=False,
        switch=True, spelling="wsl.exe --set-default", footer=1,
        note="Docker Desktop's integration follows the default distro.",
    ),
    Action(
        "distro.start", "Start", "Start it; WSL stops it again when nothing runs in it",
        lambda row, _: wsl("-d", row.name, "-e", "true", mutates=True, timeout=COLD_START),
        keys=("s",), disabled=_startable,
        stale=("distros",), width=1, spelling="wsl.exe -d NAME -e true", footer=2,
        note="WSL stops a distro about 15 s after the last thing in it has ended.",
    ),
    Action(
        "distro.terminate", "Terminate", "Stop it at once, with everything that runs in it",
        lambda row, _: wsl("--terminate", row.name, mutates=True, timeout=COLD_START),
        keys=("s",), disabled=_terminable,
        fatal=_ends_wsltui, confirm=Confirm.ASK, stale=("distros", "system"), width=1,
        spelling="wsl.exe --terminate", footer=2,
        lost="What its programs had not saved is lost.",
        note="Docker Desktop reports a stopped distro that it is integrated with.",
    ),
    Action(
        "distro.shell", "Shell", "Open a login shell in it on this terminal",
        _shell, keys=("e",), disabled=_idle,
        stale=("distros",), many=False, spelling="wsl.exe -d", footer=3,
    ),
)  # fmt: skip

"""What can be done to a distro."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.core.action import Action, Chosen, Confirm
from tui.core.command import Command, Mode, wsl
from tui.kinds.distro_owners import protection

if TYPE_CHECKING:
    from tui.kinds.distros import Distro

COLD_START = 120.0
"""Seconds: a first start boots the VM, and a stuck service is retried for 60 s by wsl.exe."""


def _shell(row: Distro, _: Chosen) -> Command:
    command = wsl("-d", row.name, "--cd", "~", mutates=True, timeout=None)
    return replace(command, mode=Mode.INTERACTIVE)


def _addressable(row: Distro) -> str | None:
    if row.name.startswith("-") or any(c.isspace() for c in row.name):
        return f"wsl.exe cannot be given the name {row.name!r}"
    return None


def _unless(
    condition: Callable[[Distro], bool], why: str, *, guarded: bool = True
) -> Callable[[Distro], str | None]:
    def check(row: Distro) -> str | None:
        guard = protection(row.name) if guarded else None
        return guard or _addressable(row) or (None if condition(row) else f"{row.name} {why}")

    return check


def _ends_wsltui(row: Distro) -> str | None:
    return f"wsltui itself runs in {row.name} and ends with it" if row.current else None


def _leaves_desktop(row: Distro) -> str | None:
    return (
        f"{row.name} is WSL 1: Docker Desktop cannot be used from it" if row.version == 1 else None
    )


ACTIONS: tuple[Action[Distro], ...] = (
    Action(
        "distro.set-default", "Make default", "Make it the distro that plain `wsl` starts",
        lambda row, _: wsl("--set-default", row.name, mutates=True),
        keys=("*",), disabled=_unless(lambda r: not r.default, "is the default already"),
        warn=_leaves_desktop, stale=("distros", "system"), width=1, many=False,
        switch=True, spelling="wsl.exe --set-default", footer=1,
        note="Docker Desktop's integration follows the default distro.",
    ),
    Action(
        "distro.start", "Start", "Start it; WSL stops it again when nothing runs in it",
        lambda row, _: wsl("-d", row.name, "-e", "true", mutates=True, timeout=COLD_START),
        keys=("s",), disabled=_unless(lambda r: r.state == "stopped", "is not stopped"),
        stale=("distros",), width=1, spelling="wsl.exe -d NAME -e true", footer=2,
        note="WSL stops a distro about 15 s after the last thing in it has ended.",
    ),
    Action(
        "distro.terminate", "Terminate", "Stop it at once, with everything that runs in it",
        lambda row, _: wsl("--terminate", row.name, mutates=True, timeout=COLD_START),
        keys=("s",), disabled=_unless(lambda r: r.running, "is not running"),
        fatal=_ends_wsltui, confirm=Confirm.ASK, stale=("distros", "system"), width=1,
        spelling="wsl.exe --terminate", footer=2,
        lost="What its programs had not saved is lost.",
        note="Docker Desktop reports a stopped distro that it is integrated with.",
    ),
    Action(
        "distro.shell", "Shell", "Open a login shell in it on this terminal",
        _shell, keys=("e",),
        disabled=_unless(lambda r: r.state in ("running", "stopped"), "is busy", guarded=False),
        stale=("distros",), many=False, spelling="wsl.exe -d", footer=3, guarded=False,
    ),
)  # fmt: skip

"""What can be done to a distro."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tui.core.action import Action, Choice, Chosen, Confirm, Steps
from tui.core.command import Command, Mode, wsl
from tui.core.form import value_of
from tui.kinds.distro_archives import ARCHIVES
from tui.kinds.distro_bringing import BRINGING, INSTALL
from tui.kinds.distro_forms import DIRECTORY, SHELL_USER, TO_VERSION
from tui.kinds.distro_holding import everything, itself
from tui.kinds.distro_limits import COLD_START, HOURS
from tui.kinds.distro_listing import Distro
from tui.kinds.distro_managing import MANAGING
from tui.kinds.distro_reasons import (
    convertible,
    converts,
    cuts_its_branch,
    ends_for_good,
    ends_wsltui,
    idle,
    leaves_desktop,
    leaves_others,
    no_default_yet,
    settled,
    startable,
    terminable,
    with_free_disk,
)

VERSIONS = (
    "                  WSL 2              WSL 1",
    "kernel            Linux in a VM      Windows, in its place",
    "Docker, systemd   yes                no",
    "system calls      all                most",
    "files of Linux    fast               slower",
    "files of Windows  slow               fast",
    "memory            the VM's           as any program's",
    "disk              a .vhdx of its own a folder of Windows",
)
"""The differences that Microsoft names, for the dialog of a conversion."""
SPARSE = (
    "Microsoft: sparse disks are off for now, as data on them may be corrupted. A current WSL "
    "therefore refuses to turn it on without --allow-unsafe."
)


def _shell(row: Distro, chosen: Chosen) -> Command:
    user, directory = value_of(chosen, SHELL_USER.id), value_of(chosen, DIRECTORY.id)
    words = ["-d", row.name, *(["-u", user] if user else []), "--cd", directory or "~"]
    return replace(wsl(*words, mutates=True, timeout=None), mode=Mode.INTERACTIVE)


def _started(row: Distro) -> Command:
    return wsl("-d", row.name, "-e", "true", mutates=True, timeout=COLD_START)


def _set_version(row: Distro, chosen: Chosen) -> Command:
    other = "1" if row.version == 2 else "2"
    to = value_of(chosen, TO_VERSION.id) or other
    return wsl("--set-version", row.name, to, mutates=True, timeout=HOURS)


def _set_sparse(row: Distro, chosen: Chosen) -> Command:
    words = ["false"] if "off" in chosen else ["true"]
    words += ["--allow-unsafe"] if chosen == {"allow-unsafe"} else []
    return wsl("--manage", row.name, "--set-sparse", *words, mutates=True, timeout=COLD_START)


def _shutdown(_row: Distro, chosen: Chosen) -> Command:
    force = ["--force"] if "force" in chosen else []
    return wsl("--shutdown", *force, mutates=True, timeout=COLD_START)


def _explorer(row: Distro, _: Chosen) -> Command:
    argv = ("explorer.exe", f"\\\\wsl.localhost\\{row.name}")
    return Command("wsl", argv, mutates=True, timeout=COLD_START, fine=(0, 1))


def _opened(*words: str) -> Callable[[Distro, Chosen], Command]:
    """A program of Windows that takes the name of the distro as its last word."""

    def plan(row: Distro, _: Chosen) -> Command:
        *first, last = words
        argv = (*first, last.format(row.name))
        return Command("wsl", argv, mutates=True, timeout=COLD_START)

    return plan


ACTIONS: tuple[Action[Distro], ...] = (
    Action(
        "distro.set-default", "Make default", "Make it the distro that plain `wsl` starts",
        lambda row, _: wsl("--set-default", row.name, mutates=True),
        keys=("*",), disabled=no_default_yet,
        warn=leaves_desktop, stale=("distros", "system"), width=1, many=False,
        switch=True, spelling="wsl.exe --set-default", footer=1,
        note="Docker Desktop's integration follows the default.",
    ),
    Action(
        "distro.start", "Start", "Start it; WSL stops it again when nothing runs in it",
        lambda row, _: _started(row), keys=("s",), disabled=startable, hindered=idle,
        stale=("distros",), width=1, spelling="wsl.exe -d NAME -e true", footer=2,
        note="WSL stops a distro about 15 s after the last thing in it has ended.",
    ),
    Action(
        "distro.terminate", "Terminate", "Stop it at once, with everything that runs in it",
        lambda row, _: wsl("--terminate", row.name, mutates=True, timeout=COLD_START),
        keys=("s",), disabled=terminable,
        fatal=ends_wsltui, confirm=Confirm.ASK, stale=("distros", "system"), width=1,
        spelling="wsl.exe --terminate", footer=2,
        lost="What its programs had not saved is lost.", holds=itself,
        note="Docker Desktop reports a stopped distro that it is integrated with.",
    ),
    Action(
        "distro.restart", "Restart", "Stop it with everything that runs in it, and start it anew",
        lambda row, _: wsl("--terminate", row.name, mutates=True, timeout=COLD_START),
        disabled=terminable, fatal=ends_for_good, confirm=Confirm.ASK,
        stale=("distros", "system"), width=1, holds=itself,
        steps=lambda row, _: Steps((_started(row),)),
        spelling="wsl.exe --terminate, then wsl.exe -d NAME -e true",
        lost="What its programs had not saved is lost.",
        note="What is set in its /etc/wsl.conf counts from then on.",
    ),
    Action(
        "distro.shell", "Shell", "Open a login shell in it on this terminal",
        _shell, keys=("e",), hindered=idle,
        stale=("distros",), many=False, spelling="wsl.exe -d", footer=3, spoken="Shell in distro",
        form=tuple(replace(one, asked=False) for one in (SHELL_USER, DIRECTORY)),
    ),
    Action(
        "distro.shell-as", "Shell as", "Open a shell in it as another user, or elsewhere in it",
        _shell, keys=("E",), hindered=idle, stale=("distros",), many=False,
        form=(SHELL_USER, DIRECTORY), spelling="wsl.exe -d NAME -u root --cd DIR",
        spoken="Shell in distro as user",
    ),
    Action(
        "distro.open-explorer", "Open in Explorer", "Open its files in the Explorer of Windows",
        _explorer, keys=("o",), hindered=settled, stale=("distros",), many=False,
        spelling=r"explorer.exe \\wsl.localhost\NAME",
    ),
    Action(
        "distro.open-code", "Open in VS Code", "Open it in Visual Studio Code",
        _opened("code", "--remote", "wsl+{}"), hindered=settled, stale=("distros",), many=False,
        spelling="code --remote wsl+NAME",
    ),
    Action(
        "distro.open-terminal", "Open in Terminal", "Open a shell in it in Windows Terminal",
        _opened("wt.exe", "new-tab", "wsl.exe", "-d", "{}"), hindered=settled,
        stale=("distros",), many=False, spelling="wt.exe new-tab wsl.exe -d NAME",
    ),
    Action(
        "distro.set-version", "Convert", "Convert it from WSL 1 to WSL 2, or back",
        _set_version, hindered=convertible, refused=cuts_its_branch, warn=converts,
        confirm=Confirm.ASK, stale=("distros", "system"), width=1, many=False, told=VERSIONS,
        form=(TO_VERSION,), spelling="wsl.exe --set-version", holds=itself,
        informed=True,
        halfway="WSL takes a conversion back that is cut short. See which version it has now, "
        "and whether it starts.",
    ),
    Action(
        "distro.set-sparse", "Set sparse", "Let its virtual disk give room back to Windows",
        _set_sparse, hindered=with_free_disk, refused=cuts_its_branch, confirm=Confirm.ASK,
        stale=("distros",), width=1,
        choices=(
            Choice("off", "--off", "Turn it off instead"),
            Choice("allow-unsafe", "--allow-unsafe", "Even so, at the risk of its files"),
        ),
        many=False, told=(SPARSE,), spelling="wsl.exe --manage NAME --set-sparse", holds=itself,
    ),
    INSTALL,
    *ARCHIVES,
    *MANAGING,
    Action(
        "distro.unregister", "Unregister", "Delete it, with its disk and all that is on it",
        lambda row, _: wsl("--unregister", row.name, mutates=True, timeout=COLD_START),
        keys=("d", "delete"), hindered=settled, refused=cuts_its_branch, warn=leaves_others,
        confirm=Confirm.TYPE_NAME, stale=("distros", "system"), width=1, many=False,
        told=("To keep a copy, export it first (`wsl.exe --export NAME FILE`).",),
        rather="distro.export",
        spelling="wsl.exe --unregister", holds=itself,
        halfway="Where it is not listed any more it is gone. One that is listed may be damaged.",
        lost="Its virtual disk is deleted with every file on it. Nothing brings it back.",
    ),
    Action(
        "distro.shutdown", "Shut down WSL", "Stop every distro and the machine they run in",
        _shutdown, fatal=ends_wsltui, confirm=Confirm.ASK, stale=("distros", "system"), width=1,
        choices=(Choice("force", "--force", "Switch the machine off: what is unsaved is lost"),),
        whole=True, spelling="wsl.exe --shutdown", holds=everything,
        lost="What programs in any distro had not saved is lost; Docker Desktop stops too.",
    ),
    *BRINGING,
)  # fmt: skip

"""New distros from Microsoft's list, and WSL itself brought up to date."""

from __future__ import annotations

from tui.core.action import Action, Choice, Chosen, Confirm
from tui.core.command import Command, wsl
from tui.core.form import place_of, value_of
from tui.kinds import distro_forms as forms
from tui.kinds.distro_disks import DISK_ACTIONS
from tui.kinds.distro_holding import HALF_MADE, everything, made
from tui.kinds.distro_limits import COLD_START, HOURS
from tui.kinds.distro_listing import Distro
from tui.kinds.distro_reasons import ends_wsltui


def installing(distro: str, chosen: Chosen) -> Command:
    """Never with its first shell, which would wait for somebody at a terminal."""
    name, place = value_of(chosen, "name"), place_of(chosen, "location").windows
    words = [*(["--name", name] if name else []), *(["--location", place] if place else [])]
    return wsl("--install", distro, "--no-launch", *words, mutates=True, timeout=HOURS)


def _install(_row: Distro, chosen: Chosen) -> Command:
    return installing(value_of(chosen, "distro"), chosen)


def _set_default_version(_row: Distro, chosen: Chosen) -> Command:
    version = value_of(chosen, "to")
    return wsl("--set-default-version", version, mutates=True, timeout=COLD_START)


def _update(_row: Distro, chosen: Chosen) -> Command:
    """In a window of Windows: what is started from here ends with WSL, halfway."""
    early = ["--pre-release"] if "pre-release" in chosen else []
    argv = ("wt.exe", "new-tab", "wsl.exe", "--update", *early)
    return Command("wsl", argv, mutates=True, timeout=COLD_START)


INSTALL: Action[Distro] = Action(
    "distro.install", "Install", "Download a distro of Microsoft's list and make it one here",
    _install, keys=("c",), stale=("distros", "system"), width=1, many=False, makes="distro",
    spelling="wsl.exe --install NAME --no-launch",
    form=(forms.ONLINE, forms.OTHER_NAME, forms.OTHER_LOCATION), holds=made, halfway=HALF_MADE,
    note="Its first shell (e) asks for the name of its user.",
)  # fmt: skip
BRINGING: tuple[Action[Distro], ...] = (
    *DISK_ACTIONS,
    Action(
        "distro.set-default-version", "Set default version", "Choose WSL 1 or 2 for new distros",
        _set_default_version, stale=("system",), width=1, many=False, makes="to",
        form=(forms.NEW_VERSION,), spelling="wsl.exe --set-default-version",
    ),
    Action(
        "distro.update-wsl", "Update WSL", "Bring WSL itself up to date, in a window of Windows",
        _update, fatal=ends_wsltui, confirm=Confirm.ASK, stale=("distros", "system"), width=1,
        choices=(Choice("pre-release", "--pre-release", "The newest one, not yet released"),),
        whole=True, spelling="wsl.exe --update", holds=everything,
        lost="Where there is an update, every distro is stopped for it, with all that runs.",
    ),
)  # fmt: skip

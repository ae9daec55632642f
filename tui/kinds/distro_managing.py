"""What `wsl.exe --manage` changes about a distro."""

from __future__ import annotations

from tui.core.action import Action, Chosen, Confirm
from tui.core.command import Command, wsl
from tui.core.form import place_of, value_of
from tui.kinds import distro_forms as forms
from tui.kinds.distro_holding import itself
from tui.kinds.distro_limits import COLD_START, HOURS
from tui.kinds.distro_listing import Distro
from tui.kinds.distro_reasons import cuts_its_branch, ends_wsltui, settled, starts, with_free_disk
from tui.kinds.distro_room import for_move


def _set_default_user(row: Distro, chosen: Chosen) -> Command:
    words = (row.name, "--set-default-user", value_of(chosen, "user"))
    return wsl("--manage", *words, mutates=True, timeout=COLD_START)


def _move(row: Distro, chosen: Chosen) -> Command:
    words = (row.name, "--move", place_of(chosen, "to").windows)
    return wsl("--manage", *words, mutates=True, timeout=HOURS)


def _resize(row: Distro, chosen: Chosen) -> Command:
    words = (row.name, "--resize", value_of(chosen, "size"))
    return wsl("--manage", *words, mutates=True, timeout=HOURS)


MANAGING: tuple[Action[Distro], ...] = (
    Action(
        "distro.set-default-user", "Set default user", "Choose who its shells belong to",
        _set_default_user, hindered=settled, fatal=ends_wsltui, warn=starts, confirm=Confirm.ASK,
        stale=("distros",), width=1, many=False,
        spelling="wsl.exe --manage NAME --set-default-user", form=(forms.USER,),
        note="A default user in its /etc/wsl.conf counts for more.", holds=itself,
    ),
    Action(
        "distro.move", "Move", "Put its virtual disk into another directory",
        _move, hindered=with_free_disk, refused=cuts_its_branch, confirm=Confirm.ASK,
        stale=("distros", "system"), width=1, many=False,
        spelling="wsl.exe --manage NAME --move", form=(forms.MOVE_TO,), holds=itself,
        needs=for_move, informed=True,
        halfway="See where its disk lies now and whether it starts, before anything is deleted "
        "at the old place or the new one.",
    ),
    Action(
        "distro.resize", "Resize", "Set how large its virtual disk may grow",
        _resize, hindered=with_free_disk, refused=cuts_its_branch, confirm=Confirm.ASK,
        stale=("distros", "system"), width=1, many=False,
        spelling="wsl.exe --manage NAME --resize", form=(forms.SIZE,), holds=itself,
        halfway="See whether it starts, and how large its disk may grow: `df -h /` in it.",
        told=("Less than its files take up is refused. A copy before is a good idea.",),
    ),
)  # fmt: skip

"""Volumes made, copied to a file, and filled from one."""

from __future__ import annotations

from typing import Any, cast

from tui.core.action import NO_CHOICE, Action, Chosen, Confirm, Steps
from tui.core.command import Command, docker
from tui.core.form import Field, place_of, value_of
from tui.core.winpaths import unfinished
from tui.kinds import named, whole_files
from tui.kinds import volume_forms as forms
from tui.kinds.users import listed
from tui.kinds.volume_carrier import HOURS, Carrier
from tui.kinds.volume_record import Volume, as_words


def _create(_row: Volume, chosen: Chosen) -> Command:
    words = ["--driver", value_of(chosen, "driver")]
    words += named.options("--label", value_of(chosen, "labels"))
    words += named.options("--opt", value_of(chosen, "options"))
    name = value_of(chosen, "name")
    return docker("volume", "create", *words, *as_words([name]), mutates=True, timeout=120)


def look(row: Volume, _chosen: Chosen = NO_CHOICE) -> Command:
    """Whether it is there: a mount would make one that is not."""
    return docker("volume", "inspect", "--format", "{{.Name}}", *as_words([row.name]))


def _backed_up(row: Volume, chosen: Chosen) -> Steps:
    """Never to the file itself: what is cut short must not pass for a backup."""
    whole = place_of(chosen, "file").linux
    part, carrier = unfinished(whole), Carrier(row.name, f"backup {whole}")
    then = (*carrier.made(), carrier.copied_out(part), *whole_files.named(part, whole))
    return Steps(then, (whole_files.dropped(part),), carrier.gone(), grows=part)


def _whole(_row: Volume, chosen: Chosen) -> Command:
    """Reads the archive to its end, before anything is made of one that is broken."""
    words = ("tar", "--list", "--file", place_of(chosen, "file").linux)
    return Command("host", words, timeout=HOURS, into="/dev/null")


def _restored(_row: Volume, chosen: Chosen) -> Steps:
    """Whether it is empty is asked of the engine, and right before it is filled."""
    name, file = value_of(chosen, "name"), place_of(chosen, "file").linux
    carrier = Carrier(name, f"restore {file}")
    create = docker("volume", "create", *as_words([name]), mutates=True, timeout=120)
    made = carrier.made(writes=True)
    then = (create, *made, carrier.empty(), carrier.copied_in(file))
    return Steps(then, last=carrier.gone(), half=_half(name))


def _restored_over(row: Volume, chosen: Chosen) -> Steps:
    file = place_of(chosen, "file").linux
    carrier = Carrier(row.name, f"restore {file}")
    then = (look(row), *carrier.made(writes=True), carrier.copied_in(file))
    return Steps(then, last=carrier.gone(), half=_half(row.name))


def _half(name: str) -> str:
    return f"{name} holds only a part of the archive now."


def _silent_driver(row: Volume) -> str | None:
    return f"its driver {row.driver} tells nothing of {row.name}" if row.trouble else None


def _written_meanwhile(row: Volume, _chosen: Chosen) -> str | None:
    if not row.containers:
        return None
    users = listed(row.containers)
    return f"{users} may write while it is copied: stop what runs for a copy that fits together"


def _overwritten(row: Volume, _chosen: Chosen) -> str | None:
    parts = ["files of the same name are overwritten, the others stay"]
    parts += [f"it is used by {listed(row.containers)}"] if row.containers else []
    parts += [f"it looks like a database, for {row.database}"] if row.database else []
    return "; ".join(parts)


LABELS = cast("Field[Any]", named.LABELS)
MAKING: tuple[Action[Volume], ...] = (
    Action(
        "volume.create", "Create", "Make an empty volume", _create, keys=("c",), makes="name",
        many=False, stale=("volumes",), spelling="docker volume create",
        form=(forms.NAME, forms.DRIVER, LABELS, forms.OPTIONS), footer=3,
    ),
    Action(
        "volume.backup", "Back up", "Copy all its files to a tar, with owners, modes and times",
        look, keys=("B",), confirm=Confirm.ASK, disabled=_silent_driver, warn=_written_meanwhile,
        many=False, stale=(), spelling="docker cp CARRIER:/wsltui/. - > FILE",
        form=(forms.BACKUP_FILE,), steps=_backed_up, footer=5,
    ),
    Action(
        "volume.restore", "Restore", "Fill a new or an empty volume from a tar", _whole,
        keys=("R",), makes="name", many=False, stale=("volumes",),
        spelling="docker cp - CARRIER:/wsltui < FILE", form=(forms.INTO, forms.ARCHIVE),
        steps=_restored,
    ),
    Action(
        "volume.restore-over", "Restore over", "Put the files of a tar over those that are in it",
        _whole, confirm=Confirm.TYPE_NAME, disabled=_silent_driver, warn=_overwritten, many=False,
        stale=("volumes",), spelling="docker cp - CARRIER:/wsltui < FILE", form=(forms.ARCHIVE,),
        steps=_restored_over, lost="What is overwritten in the volume is kept nowhere.",
    ),
)  # fmt: skip

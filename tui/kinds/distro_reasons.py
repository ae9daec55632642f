"""Why something cannot be done to a distro, or what should be known before it is."""

from __future__ import annotations

from tui.core.action import Chosen
from tui.core.form import value_of
from tui.kinds.distro_listing import Distro
from tui.kinds.distro_owners import protection
from tui.kinds.distro_room import of_conversion

_BUSY = {
    "installing": "is being installed",
    "uninstalling": "is being removed",
    "converting": "is being converted to another WSL version",
    "exporting": "is being exported",
}


def reach(row: Distro) -> str | None:
    """Why wsl.exe cannot be told to touch it: names are cut at blanks, quotes or not."""
    if not row.name or row.name.startswith("-") or any(c.isspace() or c == '"' for c in row.name):
        return f"wsl.exe cannot be given the name {row.name!r}"
    return None


def idle(row: Distro) -> str | None:
    """Why a command cannot be run in it, whether it is up or not."""
    if reason := reach(row):
        return reason
    if row.state in _BUSY:
        return f"{row.name} {_BUSY[row.state]}"
    if row.state == "unknown":
        return f"{row.name} is in a state that wsltui does not know"
    return None


def startable(row: Distro) -> str | None:
    """Why it cannot be started."""
    guard = protection(row.name) or idle(row)
    return guard or (f"{row.name} runs already" if row.running else None)


def terminable(row: Distro) -> str | None:
    """Why it cannot be stopped."""
    guard = protection(row.name) or reach(row)
    return guard or (None if row.running else f"{row.name} is not running")


def no_default_yet(row: Distro) -> str | None:
    """Why it cannot be made the default."""
    guard = protection(row.name) or reach(row)
    if guard or row.state in ("installing", "uninstalling"):
        return guard or f"{row.name} {_BUSY[row.state]}"
    return f"{row.name} is the default already" if row.default else None


def ends_wsltui(row: Distro) -> str | None:
    """Why it would be the end of wsltui."""
    return f"wsltui itself runs in {row.name} and ends with it" if row.current else None


def ends_for_good(row: Distro) -> str | None:
    """Why nothing would start it again: wsltui, who would, ends with it."""
    if not row.current:
        return None
    return f"wsltui itself runs in {row.name} and ends with it: open it again from Windows"


def leaves_desktop(row: Distro, _chosen: Chosen) -> str | None:
    """What a default distro of WSL 1 would mean."""
    if row.version == 1:
        return f"{row.name} is WSL 1: Docker Desktop cannot be used from it"
    return None


def settled(row: Distro) -> str | None:
    """Why its files or its disk cannot be worked on as a whole."""
    return protection(row.name) or idle(row)


def convertible(row: Distro) -> str | None:
    """Why it cannot become the other version of WSL."""
    if row.version not in (1, 2):
        return f"{row.name} is WSL {row.version}, which wsltui does not know"
    return settled(row)


def with_free_disk(row: Distro) -> str | None:
    """Why its virtual disk cannot be changed now."""
    if row.version == 1:
        return f"{row.name} is WSL 1: it has no virtual disk"
    guard = settled(row)
    return guard or (f"{row.name} runs: terminate it first" if row.running else None)


def cuts_its_branch(row: Distro) -> str | None:
    """Why it is refused: the distro is stopped first, and what was asked to work on it with it."""
    if not row.current:
        return None
    return f"wsltui itself runs in {row.name}; do it from PowerShell, or from another distro"


def converts(row: Distro, _chosen: Chosen) -> str | None:
    """What comes of the conversion."""
    stop = f"{row.name} runs and is stopped for it. " if row.running else ""
    room = of_conversion(row)
    tight = f"; {room}" if room else ""
    if row.version == 2:
        return f"{stop}As WSL 1 it has no systemd, no Docker and no virtual disk{tight}"
    return f"{stop}Its files are copied to a virtual disk of its own{tight}"


def leaves_others(row: Distro, _chosen: Chosen) -> str | None:
    """What becomes of the rest when it is gone."""
    stop = [f"{row.name} runs and is stopped first"] if row.running else []
    heir = ["it is the default: the first distro left takes its place"] if row.default else []
    return "; ".join(stop + heir) or None


def stops(row: Distro, _chosen: Chosen) -> str | None:
    """That it is stopped for what is done."""
    return f"{row.name} runs and is stopped for it" if row.running else None


def cloned(row: Distro, chosen: Chosen) -> str | None:
    """That it is stopped, and where it is not known who a shell in the copy will belong to."""
    known = row.facts.registration
    uid = known.uid if known else None
    who = None
    if not value_of(chosen, "user") and uid != 0 and row.facts.inside.user != "root":
        number = "not known" if uid is None else f"user {uid}, whose name only it knows"
        who = f"its default user is {number}: name one, or the copy may begin with root"
    return "; ".join(filter(None, (stops(row, chosen), who))) or None


def starts(row: Distro, _chosen: Chosen) -> str | None:
    """That it is started, and stopped again, for what is done."""
    if row.running:
        return f"{row.name} runs and is stopped if that is another user than before"
    return f"{row.name} is started to look the user up"

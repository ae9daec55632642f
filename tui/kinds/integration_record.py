"""How Docker Desktop and a distro are joined: what its settings say, and what is there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui.core.command import Outcome, Result
from tui.core.desktop_settings import configured, toggle
from tui.core.facts import DesktopSettings, Maybe, Unknown
from tui.kinds.distro_listing import Distro
from tui.kinds.distro_reasons import reach

SOCKET, TOOLS = "/var/run/docker.sock", "/mnt/wsl/docker-desktop/cli-tools/usr/bin/docker"
DOCKER = "/usr/bin/docker"
PROXY = ("/var/run/docker-cli.sock", "/var/run/docker-desktop-proxy.pid")
LOOK = ("stat", "-L", "-c", "%n:%F", DOCKER, SOCKET, TOOLS, *PROXY)
"""Without blanks, and in words that busybox knows too; what is missing it says on stderr."""
_LINE = re.compile(r"^(/[^:]+):(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Integration:
    """`configured` is None where the settings do not tell, `alive` where it was not looked at.

    `state` sums it up: alive, configured, broken, off, none, unknown; none for a distro that
    cannot be integrated. `why` is what that rests on.
    """

    name: str
    version: int
    running: bool
    default: bool
    current: bool = False
    state: str = "unknown"
    configured: bool | None = None
    alive: bool | None = None
    why: str = ""
    toggle: str = ""


def unfit(row: Distro) -> str | None:
    """Why a distro cannot be integrated."""
    if row.owner is not None:
        return f"it belongs to {row.owner}"
    return "Docker Desktop needs WSL 2" if row.version == 1 else None


def unseen(row: Distro) -> str | None:
    """Why it is not looked into."""
    return unfit(row) or reach(row) or (None if row.running else "it does not run")


def integration(
    row: Distro, settings: Maybe[DesktopSettings], looked: Result | None, hung: str = ""
) -> Integration:
    """`looked` is the answer to LOOK, None where it was not asked."""
    name, why = row.name, unfit(row)
    made = (name, row.version, row.running, row.default, row.current)
    if why is not None:
        return Integration(*made, "none", False, None, why)
    wanted = settings
    if not isinstance(settings, Unknown):
        wanted = configured(settings, name, default=row.default)  # type: ignore[assignment]
    alive, seen = (None, hung or unseen(row) or "") if looked is None else _alive(looked)
    known = None if isinstance(wanted, Unknown) else bool(wanted)
    state, reason = _state(known, alive, seen, wanted.why if isinstance(wanted, Unknown) else "")
    return Integration(*made, state, known, alive, reason, toggle(name))


def _state(wanted: bool | None, alive: bool | None, seen: str, unknown: str) -> tuple[str, str]:
    if alive:
        return "alive", "its socket, and a docker command of Docker Desktop, are there"
    if wanted is None:
        return "unknown", unknown or seen
    if not wanted:
        return "off", "the settings do not name it"
    if alive is None:
        return "configured", f"the settings name it; whether it works is not known: {seen}"
    return "broken", f"the settings name it, but {seen}"


def _alive(looked: Result) -> tuple[bool | None, str]:
    """Whether it is there, and what is missing; None where nobody answered."""
    if looked.outcome in (Outcome.TIMEOUT, Outcome.NOT_STARTED):
        return None, "it did not answer"
    found = dict(_LINE.findall(looked.text.replace("\r", "")))
    if TOOLS not in found:
        return False, "Docker Desktop does not show its programs there"
    if DOCKER not in found:
        return False, f"{DOCKER} is missing, or a link that leads nowhere"
    kind = found.get(SOCKET, "")
    if kind != "socket":
        return False, f"{SOCKET} is {'not there' if not kind else f'no socket but a {kind}'}"
    if not any(one in found for one in PROXY):
        return False, "the socket is not Docker Desktop's: its proxy has left no sign there"
    return True, ""

"""What can be done to a container."""

from __future__ import annotations

from collections.abc import Callable

from tui.core.action import Action, Choice, Chosen, Confirm
from tui.core.cleanup import choices
from tui.core.cleanup.world import Class, Thing
from tui.core.command import Command, docker
from tui.core.form import value_of
from tui.core.restore.needs import is_anonymous
from tui.kinds import container_blast as blast
from tui.kinds.container_changing import CHANGING
from tui.kinds.container_fields import KILL_SIGNAL, STOP_SIGNAL, TIME
from tui.kinds.container_files import FILES
from tui.kinds.container_inside import INSIDE
from tui.kinds.container_record import Container, handle
from tui.kinds.container_relations import EVERYWHERE
from tui.kinds.container_run import RUNNING
from tui.kinds.container_states import (
    alive,
    lasting,
    not_paused,
    paused,
    removable,
    running,
    startable,
)

HTTPS = frozenset({443, 8443})
STOP_LIMIT = 120.0
"""Seconds for what waits for a container to end: images may ask for long stop time-outs."""
NO_LIMIT = 7 * 24 * 3600.0


def _verb(*words: str, timeout: float = 60.0) -> Callable[[Container, Chosen], Command]:
    return lambda row, _: docker(*words, handle(row), mutates=True, timeout=timeout)


def _ending(verb: str) -> Callable[[Container, Chosen], Command]:
    """Stop and restart: our own patience is longer than what docker is told to have."""

    def plan(row: Container, chosen: Chosen) -> Command:
        time, signal = value_of(chosen, "time"), value_of(chosen, "signal")
        words = [*(["-t", time] if time else []), *(["--signal", signal] if signal else [])]
        limit = NO_LIMIT if time == "-1" else STOP_LIMIT + int(time or 0)
        return docker(verb, *words, handle(row), mutates=True, timeout=limit)

    return plan


def _kill(row: Container, chosen: Chosen) -> Command:
    signal = value_of(chosen, "signal")
    words = ("--signal", signal) if signal else ()
    return docker("kill", *words, handle(row), mutates=True, timeout=60.0)


def _remove(row: Container, chosen: Chosen) -> Command:
    flags = [c.flag for c in REMOVE_CHOICES if c.id in chosen]
    return docker("rm", *flags, handle(row), mutates=True, timeout=STOP_LIMIT)


def address(row: Container) -> str | None:
    """Of the first TCP port that is published; None where there is none.

    `localhost` stands for every address of the machine that the engine runs on.
    """
    published = (p for p in row.ports if p.host_port and p.protocol == "tcp")
    port = next(published, None)
    if port is None:
        return None
    scheme = "https" if port.container_port in HTTPS else "http"
    host = "localhost" if port.host_ip in EVERYWHERE else str(port.host_ip)
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port.host_port}"


def _open(row: Container, _: Chosen) -> Command:
    return Command("browser", ("browser", address(row) or ""), mutates=True, timeout=20)


def _published(row: Container) -> str | None:
    if reason := running(row):
        return reason
    return None if address(row) else f"{row.name} publishes no TCP port"


def _taken(row: Container, chosen: Chosen) -> tuple[Thing, ...]:
    """With `-v` the volumes that nobody named."""
    own = Thing(Class.CONTAINER, row.id, row.name, state=row.state, labels=row.labels or {})
    names = {m.name for m in row.mounts if m.type == "volume" and m.name and is_anonymous(m.name)}
    with_it = sorted(names) if "volumes" in chosen else ()
    return (own, *(Thing(Class.VOLUME, name, name, anonymous=True) for name in with_it))


REMOVE_CHOICES = (
    Choice("force", "-f", "kill it first if it runs"),
    Choice("volumes", "-v", "delete its anonymous volumes too"),
)
UNDO_CHOICES = (choices.SAVE_LAYERS, choices.BACKUP, choices.NO_UNDO)
_STALE = ("containers", "volumes", "networks")

ACTIONS: tuple[Action[Container], ...] = (
    Action(
        "container.stop", "Stop", "Ask it to end, kill it after its stop time-out",
        _ending("stop"), keys=("s",), disabled=alive, confirm=Confirm.ASK,
        form=(TIME, STOP_SIGNAL), warn=blast.before_stop, stale=_STALE, spelling="docker stop",
        footer=1,
    ),
    Action(
        "container.start", "Start", "Start it again with the settings it was made with",
        _verb("start"), keys=("s",), disabled=startable, stale=_STALE,
        spelling="docker start", footer=1,
    ),
    Action(
        "container.restart", "Restart", "Stop and start it",
        _ending("restart"), keys=("r",), confirm=Confirm.ASK, form=(TIME, STOP_SIGNAL),
        warn=blast.before_restart, disabled=lasting, stale=_STALE, spelling="docker restart",
        footer=2,
    ),
    Action(
        "container.pause", "Pause", "Freeze all its processes",
        _verb("pause"), keys=("p",), disabled=not_paused, warn=blast.before_pause, careful=True,
        stale=_STALE, spelling="docker pause",
    ),
    Action(
        "container.unpause", "Unpause", "Let its frozen processes go on",
        _verb("unpause"), keys=("p",), stale=_STALE, spelling="docker unpause",
        disabled=paused,
    ),
    Action(
        "container.kill", "Kill", "End it at once with SIGKILL, or send it another signal",
        _kill, keys=("K",), disabled=alive, confirm=Confirm.ASK, warn=blast.before_kill,
        form=(KILL_SIGNAL,), stale=_STALE, spelling="docker kill",
        lost="What it had not written yet is lost.",
    ),
    *INSIDE,
    Action(
        "container.open", "Open", "Show its first published port in the browser",
        _open, keys=("w",), disabled=_published, spelling="$BROWSER URL",
        many=False,
    ),
    *RUNNING,
    *CHANGING,
    *FILES,
    Action(
        "container.remove", "Remove", "Delete it with the files written inside it",
        _remove, keys=("d", "delete"), confirm=Confirm.ASK,
        choices=REMOVE_CHOICES + UNDO_CHOICES, disabled=removable, takes=_taken,
        warn=blast.before_removal, stale=_STALE, spelling="docker rm", footer=4,
        lost="Files written inside the container are lost; named volumes stay.",
    ),
)  # fmt: skip

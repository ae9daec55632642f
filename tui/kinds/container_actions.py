"""What can be done to a container."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tui.core.action import Action, Choice, Chosen, Confirm
from tui.core.cleanup import choices
from tui.core.cleanup.world import Class, Thing
from tui.core.command import Command, Mode, docker
from tui.core.record import could_be_id
from tui.core.restore.needs import is_anonymous
from tui.kinds.container_record import Container

SHELL = "command -v bash >/dev/null 2>&1 && exec bash || exec sh"
HTTPS = frozenset({443, 8443})
EVERYWHERE = (None, "", "0.0.0.0", "::")  # noqa: S104 - read, not bound
STOP_LIMIT = 120.0
"""Seconds for what waits for a container to end: images may ask for long stop time-outs."""


def handle(row: Container) -> str:
    """What the container is called in commands: its name, unless that could mean another one."""
    return row.names[0] if row.names and not could_be_id(row.names[0]) else row.id


def _verb(*words: str, timeout: float = 60.0) -> Callable[[Container, Chosen], Command]:
    return lambda row, _: docker(*words, handle(row), mutates=True, timeout=timeout)


def _remove(row: Container, chosen: Chosen) -> Command:
    flags = [c.flag for c in REMOVE_CHOICES if c.id in chosen]
    return docker("rm", *flags, handle(row), mutates=True, timeout=STOP_LIMIT)


def _shell(row: Container, _: Chosen) -> Command:
    command = docker("exec", "-it", handle(row), "sh", "-c", SHELL, mutates=True, timeout=None)
    return replace(command, mode=Mode.INTERACTIVE)


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
    if reason := _running(row):
        return reason
    return None if address(row) else f"{row.name} publishes no TCP port"


def _alive(row: Container) -> str | None:
    return None if row.alive else _not_running(row)


def _running(row: Container) -> str | None:
    if row.state == "paused":
        return f"{row.name} is paused: unpause it first"
    if row.state == "restarting":
        return f"{row.name} is between two starts: wait until it runs"
    return None if row.state == "running" else _not_running(row)


def _not_running(row: Container) -> str:
    """The state is named where it is not one of docker's: podman has more of them."""
    known = row.state in ("exited", "created", "dead", "removing")
    return f"{row.name} is not running" + ("" if known else f", it is {row.state}")


def _paused(row: Container) -> str | None:
    return None if row.state == "paused" else f"{row.name} is not paused"


def _not_paused(row: Container) -> str | None:
    return f"{row.name} is paused already" if row.state == "paused" else _running(row)


def _startable(row: Container) -> str | None:
    if row.state == "paused":
        return f"{row.name} is paused: unpause it instead"
    return f"{row.name} runs already" if row.alive else _lasting(row)


def _lasting(row: Container) -> str | None:
    """What is being removed, or could not be removed whole, never starts again."""
    if row.state in ("removing", "dead"):
        return f"{row.name} is {row.state}: it can only be removed"
    return None


def _removable(row: Container) -> str | None:
    return f"{row.name} is being removed already" if row.state == "removing" else None


def _taken(row: Container, chosen: Chosen) -> tuple[Thing, ...]:
    """With `-v` the volumes that nobody named."""
    own = Thing(Class.CONTAINER, row.id, row.name, state=row.state, labels=row.labels or {})
    names = {m.name for m in row.mounts if m.type == "volume" and m.name and is_anonymous(m.name)}
    with_it = sorted(names) if "volumes" in chosen else ()
    return (own, *(Thing(Class.VOLUME, name, name, anonymous=True) for name in with_it))


def _removal_warning(row: Container, chosen: Chosen) -> str | None:
    if row.alive:
        what = "-f kills it" if "force" in chosen else "docker refuses to remove it without -f"
        return f"{row.name} is {row.state}: {what}"
    if row.state == "dead":
        return f"{row.name} is dead: removing it failed before and may need a second try"
    return None


def _stop_warning(row: Container, _chosen: Chosen) -> str | None:
    if row.auto_remove:
        return f"{row.name} was started with --rm: docker removes it when it stops"
    return None


REMOVE_CHOICES = (
    Choice("force", "-f", "kill it first if it runs"),
    Choice("volumes", "-v", "delete its anonymous volumes too"),
)
UNDO_CHOICES = (choices.SAVE_LAYERS, choices.BACKUP, choices.NO_UNDO)
_STALE = ("containers", "volumes", "networks")

ACTIONS: tuple[Action[Container], ...] = (
    Action(
        "container.stop", "Stop", "Ask it to end, kill it after its stop time-out",
        _verb("stop", timeout=STOP_LIMIT), keys=("s",), disabled=_alive, confirm=Confirm.ASK,
        warn=_stop_warning, stale=_STALE, spelling="docker stop", footer=1,
    ),
    Action(
        "container.start", "Start", "Start it again with the settings it was made with",
        _verb("start"), keys=("s",), disabled=_startable, stale=_STALE,
        spelling="docker start", footer=1,
    ),
    Action(
        "container.restart", "Restart", "Stop and start it",
        _verb("restart", timeout=STOP_LIMIT), keys=("r",), confirm=Confirm.ASK,
        disabled=_lasting, stale=_STALE, spelling="docker restart", footer=2,
    ),
    Action(
        "container.pause", "Pause", "Freeze all its processes",
        _verb("pause"), keys=("p",), disabled=_not_paused, stale=_STALE, spelling="docker pause",
    ),
    Action(
        "container.unpause", "Unpause", "Let its frozen processes go on",
        _verb("unpause"), keys=("p",), stale=_STALE, spelling="docker unpause",
        disabled=_paused,
    ),
    Action(
        "container.kill", "Kill", "End it at once with SIGKILL",
        _verb("kill"), keys=("K",), disabled=_alive, confirm=Confirm.ASK, warn=_stop_warning,
        stale=_STALE, spelling="docker kill", lost="What it had not written yet is lost.",
    ),
    Action(
        "container.exec", "Shell", "Open a shell in it (bash, else sh) on this terminal",
        _shell, keys=("e",), disabled=_running, stale=("containers",),
        spelling="docker exec -it", footer=3, many=False,
    ),
    Action(
        "container.open", "Open", "Show its first published port in the browser",
        _open, keys=("w",), disabled=_published, spelling="$BROWSER URL",
        many=False,
    ),
    Action(
        "container.remove", "Remove", "Delete it with the files written inside it",
        _remove, keys=("d", "delete"), confirm=Confirm.ASK,
        choices=REMOVE_CHOICES + UNDO_CHOICES, disabled=_removable, takes=_taken,
        warn=_removal_warning, stale=_STALE, spelling="docker rm", footer=4,
        lost="Files written inside the container are lost; named volumes stay.",
    ),
)  # fmt: skip

"""What a deed at one container does to others, and what undoes it: said before it is done.

Tried on engine 20.10: who is in the process namespace of a container is killed with it; SIGKILL
and `docker stop` keep a container down whatever its restart policy, another signal does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tui.core.action import Chosen
from tui.core.form import value_of
from tui.kinds.container_record import Container
from tui.kinds.container_relations import DEPENDS, MEMORY, NETWORK, PROCESSES, VOLUMES

FEW = 5
"""Names that a sentence lists before it counts."""
Words = Mapping[str, tuple[str, str, str]]
"""How they need it → what one does, what several do, what that means."""
_DEPENDS = ("depends", "depend", "on it, says the project")
_DOWN: Words = {
    NETWORK: ("uses", "use", "its network: no connection without it"),
    PROCESSES: ("lives", "live", "among its processes: killed with it"),
    MEMORY: ("uses", "use", "its shared memory: it goes with it"),
    DEPENDS: _DEPENDS,
}
_GONE: Words = {
    NETWORK: ("uses", "use", "its network: no start without it"),
    PROCESSES: ("lives", "live", "among its processes: no start without it"),
    MEMORY: ("uses", "use", "its shared memory: no start without it"),
    VOLUMES: ("took", "took", "over its volumes, which stay"),
    DEPENDS: _DEPENDS,
}
_FROZEN: Words = {
    NETWORK: ("uses", "use", "its network, and goes on"),
    DEPENDS: _DEPENDS,
}


def _needing(row: Container, words: Words, *, alive: bool) -> Iterator[str]:
    for how, (one, several, what) in words.items():
        names = [n.name for n in row.needed_by if n.how == how and (n.alive or not alive)]
        if names:
            shown = ", ".join(names[:FEW])
            shown += f" and {len(names) - FEW} more" if len(names) > FEW else ""
            yield f"{row.name}: {shown} {one if len(names) == 1 else several} {what}"


def _sharing(row: Container) -> Iterator[str]:
    for share in row.shares:
        yield f"{row.name} shares volume {share.what} with {', '.join(share.names)}"


def _said(lines: Iterator[str]) -> str | None:
    """One warning a line, None for none."""
    return "\n".join(lines) or None


def before_stop(row: Container, _chosen: Chosen) -> str | None:
    return _said(_stopping(row))


def _stopping(row: Container) -> Iterator[str]:
    if row.auto_remove:
        yield f"{row.name} was started with --rm: docker removes it when it stops"
    yield from _needing(row, _DOWN, alive=True)
    yield from _sharing(row)
    if row.restart_policy == "always":
        yield f"{row.name}: its restart policy always starts it again when the engine starts"


def before_kill(row: Container, chosen: Chosen) -> str | None:
    return _said(_killing(row, value_of(chosen, "signal")))


def _killing(row: Container, signal: str) -> Iterator[str]:
    fatal = signal.upper().removeprefix("SIG") in ("", "KILL", "9")
    if row.auto_remove:
        yield f"{row.name} was started with --rm: docker removes it when it stops"
    yield from _needing(row, _DOWN, alive=True)
    yield from _sharing(row)
    if row.restart_policy in ("always", "on-failure") and not fatal:
        policy = f"its restart policy {row.restart_policy}"
        yield f"{row.name}: {policy} starts it again after any signal but SIGKILL"
    elif row.restart_policy == "always":
        yield f"{row.name}: its restart policy always starts it again when the engine starts"


def before_restart(row: Container, _chosen: Chosen) -> str | None:
    return _said(_needing(row, _DOWN, alive=True))


def before_pause(row: Container, _chosen: Chosen) -> str | None:
    return _said(_needing(row, _FROZEN, alive=True))


def before_removal(row: Container, chosen: Chosen) -> str | None:
    return _said(_removing(row, force="force" in chosen))


def _removing(row: Container, *, force: bool) -> Iterator[str]:
    if row.alive:
        what = "-f kills it" if force else "docker refuses to remove it without -f"
        yield f"{row.name} is {row.state}: {what}"
    elif row.state == "dead":
        yield f"{row.name} is dead: removing it failed before and may need a second try"
    yield from _needing(row, _GONE, alive=False)
    yield from _sharing(row)

"""The engine: whether it answers, may be used, and is the only one."""

from __future__ import annotations

from tui.checks.check import (
    PERMISSIONS,
    TOPICS,
    WSL_PAGE,
    Check,
    Fix,
    Judged,
    good,
    problem,
    unchecked,
    warning,
)
from tui.checks.derived import integrated, isolated, joined
from tui.core.engines import Product
from tui.core.facts import Facts, Socket, Unknown
from tui.core.health import Cause

_ANYBODY = 0o002


def _answers(facts: Facts) -> Judged:
    health, told = facts.engine.health, facts.engine.health.facts
    if not health.up:
        return problem(
            health.reason or "no answer",
            f"`docker version`: {health.cause or 'failed'}",
            "Nothing of Docker can be listed, started or cleaned up.",
            *filter(None, (health.remedy,)),
            fix=Fix("context.use", "default") if facts.engine.chosen else None,
        )
    system, sort = facts.engine.system, facts.engine.sort
    product = told.get("platform") or ("" if isinstance(system, Unknown) else system)
    version = f"engine {told['server_version']}" if "server_version" in told else "an engine"
    if isinstance(sort, Unknown):
        found = ", ".join(filter(None, (version, product)))
        return good(found, "`docker version` tells of a server")
    isolation = isolated(facts) is True and sort.product is Product.DESKTOP
    more = ", with Enhanced Container Isolation" if isolation else ""
    return good(f"{version}: {sort.short}{more}", sort.meaning.rstrip("."))


def _permitted(facts: Facts) -> Judged:
    socket = facts.local.socket
    if isinstance(socket, Unknown):
        return unchecked(socket)
    if socket.kind == "missing":
        return unchecked(f"there is no {socket.path}")
    found = f"{socket.path}, group {socket.group or 'unknown'}, mode {socket.mode:o}"
    if socket.kind != "socket":
        return problem(
            f"{socket.path} is no socket but a {socket.kind}",
            "nothing can answer there",
            "Docker cannot be reached, and the engine cannot make its socket either.",
            f"Look at it, remove it (sudo rm {socket.path}), and start the engine again.",
        )
    if not socket.usable or facts.engine.health.cause is Cause.NO_PERMISSION:
        return problem(
            found,
            "this user may not write to it",
            "Every docker command ends with “permission denied”. The group docker-users of "
            "Windows is something else and does not help.",
            *_way_in(facts, socket),
        )
    if socket.mode & _ANYBODY:
        return warning(
            found,
            "every user of this machine may write to it",
            "Whoever reaches the engine is root on its machine.",
            f"sudo chmod 660 {socket.path}",
        )
    return good(found, "root may do all" if facts.local.root else "this user may write to it")


def _way_in(facts: Facts, socket: Socket) -> tuple[str, ...]:
    again = "Log out and in again."
    if facts.local.inside:
        name = facts.here or "DISTRO"
        again = f"In PowerShell: wsl.exe -t {name}   (it ends wsltui), and open the distro again."
    if socket.listed:
        return (again,)
    group = socket.group if socket.group not in ("", "root") else "docker"
    return (f"sudo usermod -aG {group} $USER", again)


def _alone(facts: Facts) -> Judged:
    own, configured = facts.local.engine, integrated(facts)
    if isinstance(own, Unknown):
        return unchecked(own)
    if not own.installed and not own.running:
        return good("none of this distro's own", "at most Docker Desktop's engine is there")
    where = ", ".join(own.installed) or "dockerd"
    found = f"{where}, which {'runs' if own.running else 'does not run'}"
    if configured is True or joined(facts):
        tell = problem if own.running else warning
        return tell(
            found,
            "Docker Desktop's integration is on too",
            "Two engines want the same socket and command; which of them answers is chance, and "
            "containers seem to vanish.",
            "Remove the distro's own Docker Engine, or turn the integration of this distro off.",
            "What is in the one is not in the other: save what you need first.",
        )
    perhaps = facts.local.inside and facts.local.desktop is not False
    if isinstance(configured, Unknown) and perhaps:
        return unchecked(configured, found)
    return good(found, "it is the only one")


CHECKS = (
    Check("C8", "Engine", "docker version", TOPICS, _answers),
    Check("C9", "Permission for the socket", "its owner, group and mode", PERMISSIONS,
          _permitted),
    Check("C14", "Engines of this distro", "dockerd on disk and as a process", WSL_PAGE, _alone),
)  # fmt: skip

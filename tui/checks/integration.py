"""Whether Docker Desktop's integration is alive in this distro, whatever its settings say."""

from __future__ import annotations

from collections.abc import Iterator

from tui.checks.check import OUTSIDE, WSL_PAGE, Check, Judged, good, problem, unchecked
from tui.checks.derived import desktop_there, integrated, name_of
from tui.checks.desktop import ABSENT
from tui.core.facts import Facts, Local, Program, Unknown

_PROGRAMS = {
    "wrapper": "docker is only the script of Windows, which does nothing",
    "dangling": "the docker command is a link that leads nowhere",
    "missing": "there is no docker command",
}
_SOCKETS = {"missing": "is not there", "file": "is a file and no socket",
            "directory": "is a directory and no socket", "other": "is no socket"}  # fmt: skip


def _alive(facts: Facts) -> Judged:
    local, program = facts.local, facts.local.program
    if not local.inside:
        return unchecked(OUTSIDE)
    configured, there = integrated(facts), desktop_there(facts)
    if isinstance(program, Unknown):
        return unchecked(program)
    broken = program.kind == "dangling" or _misplaced(local)
    if there is False and program.kind != "dangling":
        return unchecked(ABSENT)
    if configured is False and program.kind != "desktop" and not broken:
        return unchecked("integration is not turned on for this distro (C6)")
    if program.kind == "own" and configured is not True:
        return unchecked("this distro has a docker command of its own", f"docker is {program.path}")
    found = tuple(_broken(local, program))
    if found:
        return _dead(facts, "; ".join(found))
    unknown = next(
        (fact for fact in (local.tools, local.socket) if isinstance(fact, Unknown)), None
    )
    if unknown is not None:
        return unchecked(unknown)
    return good("docker command, programs and socket are there", "all of it is in place")


def _misplaced(local: Local) -> bool:
    socket = local.socket
    return not isinstance(socket, Unknown) and socket.kind not in ("socket", "missing")


def _broken(local: Local, program: Program) -> Iterator[str]:
    if program.kind in _PROGRAMS:
        yield _PROGRAMS[program.kind] + (f" ({program.path})" if program.path else "")
    if local.tools is False:
        yield "/mnt/wsl/docker-desktop/cli-tools is empty or not there"
    if not isinstance(local.socket, Unknown) and local.socket.kind in _SOCKETS:
        yield f"{local.socket.path} {_SOCKETS[local.socket.kind]}"
    if local.proxy is False:
        yield "Docker Desktop's proxy in this distro has ended"


def _dead(facts: Facts, found: str) -> Judged:
    name = name_of(facts)
    place = "Docker Desktop: Settings → Resources → WSL integration"
    first = f"{place}: turn {name} off, Apply, turn it on, Apply."
    if integrated(facts) is not True:
        first = f"{place}: enable {name} and Apply; if it is on, turn it off and on again."
    return problem(
        found,
        "a part of the integration is missing",
        f"Docker Desktop is not joined to {name} at the moment: docker does not reach its engine.",
        "Start Docker Desktop in Windows if it does not run.",
        first,
        "If that does not help: quit Docker Desktop, wsl.exe --shutdown in PowerShell (it ends "
        "every distro, and wsltui in it), start Docker Desktop again.",
    )


CHECKS = (
    Check(
        "C7", "Integration in this distro",
        "docker on PATH, the engine's socket, /mnt/wsl/docker-desktop, its proxy", WSL_PAGE, _alive,
    ),
)  # fmt: skip

"""WSL itself: this distro, its version, and the default distro."""

from __future__ import annotations

from tui.checks.check import (
    INSTALL,
    OUTSIDE,
    WSL_PAGE,
    Check,
    Fix,
    Judged,
    good,
    problem,
    unchecked,
    warning,
)
from tui.checks.derived import desktop_there, isolated, name_of, numbers, this_distro
from tui.core.facts import INBOX, Facts, Unknown

OLDEST, OLDEST_ISOLATED = (2, 1, 5), (2, 6)
KNOWN = (2, 7, 11)
"""The newest release of WSL's source that was no preview when this was written."""
_UPDATE = "In PowerShell: wsl.exe --update   (it stops every distro, and wsltui in it)"
UPDATE = Fix("distro.update-wsl")
_OLD = (
    "Old releases are known for updates that hang, memory that is not given back, and "
    "networks and GPUs that fail."
)


def _inside(facts: Facts) -> Judged:
    kernel, local = facts.local.kernel, facts.local
    if not local.inside:
        return warning(
            "no WSL" if isinstance(kernel, Unknown) else f"kernel {kernel}, which is not WSL's",
            OUTSIDE,
            "Distros, Windows and Docker Desktop's integration cannot be looked at from here.",
            "Start wsltui in a distro of WSL 2. Containers and images work here all the same.",
        )
    if isinstance(kernel, Unknown):
        return unchecked(kernel)
    if "Microsoft" in kernel:
        return _wsl1(facts, f"kernel {kernel}")
    if "microsoft" not in kernel.lower():
        return _own_kernel(facts, kernel)
    if not local.marked and facts.here is None:
        return warning(
            f"kernel {kernel}, but no /run/WSL and no WSL_DISTRO_NAME",
            "this looks like a container on WSL's kernel",
            "Distros and Windows cannot be looked at from here.",
            "Start wsltui in the distro itself.",
        )
    return good(f"kernel {kernel}", "the kernel is that of WSL 2")


def _own_kernel(facts: Facts, kernel: str) -> Judged:
    """A kernel that somebody built may lack the word; then the list tells."""
    row = this_distro(facts)
    if isinstance(row, Unknown):
        return unchecked(row, f"kernel {kernel}")
    if row.version == 1:
        return _wsl1(facts, f"kernel {kernel}")
    return good(f"kernel {kernel}", f"wsl.exe lists {row.name} with version {row.version}")


def _wsl1(facts: Facts, found: str) -> Judged:
    return problem(
        found,
        "this distro runs on WSL 1",
        "Docker Desktop works with distros of WSL 2 only, and no Docker Engine runs in WSL 1.",
        f"In PowerShell: wsl.exe --set-version {name_of(facts)} 2   (back it up first; it takes "
        "minutes and ends what runs in it)",
    )


def _version(facts: Facts) -> Judged:
    version = facts.wsl.version
    if isinstance(version, Unknown):
        return unchecked(version)
    have, isolation = numbers(version), isolated(facts)
    found = "the WSL that came with Windows" if version == INBOX else f"WSL {version}"
    if not have:
        return unchecked(f"“{version}” is no version")
    if have < OLDEST:
        tell = warning if desktop_there(facts) is False else problem
        return tell(found, "Docker Desktop needs WSL 2.1.5 or newer", _OLD, _UPDATE, fix=UPDATE)
    if have < OLDEST_ISOLATED and isolation is True:
        return problem(
            found,
            "Enhanced Container Isolation is on, and needs WSL 2.6 or newer",
            "It needs a kernel of 6.3 or newer, which comes with WSL 2.6.",
            _UPDATE,
            fix=UPDATE,
        )
    if have < KNOWN:
        newest = ".".join(map(str, KNOWN))
        why = f"it is new enough for Docker Desktop, but {newest} is known"
        return warning(found, why, "Docker recommends the latest WSL.", _UPDATE, fix=UPDATE)
    return good(found, "Docker Desktop needs 2.1.5, with Enhanced Container Isolation 2.6")


def _distro_version(facts: Facts) -> Judged:
    row = this_distro(facts)
    if isinstance(row, Unknown):
        return unchecked(row)
    if row.version == 1:
        return _wsl1(facts, f"{row.name} has version 1")
    if facts.wsl.default_version == 1:
        return warning(
            f"{row.name} has version {row.version}, new distros get version 1",
            "the default version of WSL is 1",
            "The next distro that is installed will not work with Docker Desktop.",
            "wsl.exe --set-default-version 2",
            fix=Fix("distro.set-default-version", given=(("to", "2"),)),
        )
    return good(f"{row.name} has version {row.version}", "Docker Desktop needs version 2")


def _default(facts: Facts) -> Judged:
    distros = facts.wsl.distros
    if isinstance(distros, Unknown):
        return unchecked(distros)
    row = next((row for row in distros if row.default), None)
    advice = f"wsl.exe --set-default {facts.here or 'NAME'}"
    fix = Fix("distro.set-default", facts.here) if facts.here else None
    if row is None:
        return warning(
            "none",
            "no distro is the default one",
            "Plain `wsl` starts none, and Docker Desktop has no default distro to integrate.",
            advice,
            fix=fix,
        )
    if row.owner is not None:
        return problem(
            row.name,
            f"it belongs to {row.owner}",
            "Plain `wsl` and programs that use it, VS Code among them, run in a distro where the "
            "docker command does not work; integration of the default distro follows it too.",
            advice,
            fix=fix,
        )
    return good(row.name, "it is no distro of a product")


CHECKS = (
    Check(
        "C1", "WSL 2", "/proc/sys/kernel/osrelease, WSL_DISTRO_NAME",
        WSL_PAGE, _inside,
    ),
    Check(
        "C2", "Version of WSL", "wsl.exe --version", f"{INSTALL}#wsl-verification-and-setup",
        _version,
    ),
    Check("C3", "Version of this distro", "wsl.exe -l -v, wsl.exe --status", WSL_PAGE,
          _distro_version),
    Check("C18", "Default distro", "wsl.exe -l -v", WSL_PAGE, _default),
)  # fmt: skip

"""Docker Desktop: whether it is there, which containers it runs, and whom it is joined to."""

from __future__ import annotations

from tui.checks.check import (
    ISOLATION,
    SETTINGS,
    WSL_PAGE,
    Check,
    Judged,
    Verdict,
    good,
    problem,
    unchecked,
    warning,
)
from tui.checks.derived import desktop_there, integrated, isolated, joined, name_of, numbers
from tui.checks.wsl import OLDEST_ISOLATED, UPDATE
from tui.core.facts import Facts, Unknown

ABSENT = "Docker Desktop is not installed"
USE_WSL = "Docker Desktop: Settings → General → Use the WSL 2 based engine → Apply."
_GET = "https://docs.docker.com/desktop/setup/install/windows-install/"


def _present(facts: Facts) -> Judged:
    there, settings, distros = desktop_there(facts), facts.files.settings, facts.wsl.distros
    if isinstance(there, Unknown):
        return unchecked(there)
    if not there:
        return _absent(facts)
    if not isinstance(settings, Unknown) and not settings.on("WslEngineEnabled", default=True):
        return problem(
            "installed, with its WSL 2 engine turned off",
            "WslEngineEnabled is false in its settings",
            "It runs its engine in another VM and joins no distro of WSL.",
            USE_WSL,
        )
    if isinstance(distros, Unknown):
        return unchecked(distros, "installed")
    if not any(row.owner == "Docker Desktop" for row in distros):
        return problem(
            "installed, without its distro docker-desktop",
            "wsl.exe does not list docker-desktop",
            "Its engine does not run in WSL 2, or it has never been started.",
            "Start Docker Desktop in Windows.",
            USE_WSL,
        )
    if isinstance(settings, Unknown):
        return good("installed, with its distro docker-desktop", "its engine is in WSL 2")
    return good("installed, with its WSL 2 engine on", "its distro docker-desktop is there")


def _absent(facts: Facts) -> Judged:
    if facts.engine.health.up:
        return good("not installed", "another engine answers, so it is not needed")
    return warning(
        "not installed",
        "no Docker Desktop was found, and no engine answers",
        "There is nothing that runs containers for this distro.",
        f"Install Docker Desktop ({_GET}), or Docker Engine in this distro "
        "(https://docs.docker.com/engine/install/).",
    )


def _linux(facts: Facts) -> Judged:
    os_type, settings = facts.engine.os_type, facts.files.settings
    by_setting = not isinstance(settings, Unknown) and settings.on(
        "UseWindowsContainers", default=False
    )
    if os_type == "windows" or by_setting:
        tell = problem if os_type != "linux" else warning
        return tell(
            "Windows containers" if os_type == "windows" else "set to Windows containers",
            "Docker Desktop is in Windows container mode",
            "Images of Linux do not run, and its settings show no page “WSL integration”.",
            "Docker's menu in the notification area of Windows → Switch to Linux containers.",
        )
    if os_type == "linux":
        return good("Linux containers", "the engine says so")
    if isinstance(settings, Unknown):
        return unchecked(os_type if isinstance(os_type, Unknown) else settings)
    return good("set to Linux containers", "its settings say so")


def _integrated(facts: Facts) -> Judged:
    if desktop_there(facts) is False:
        return unchecked(ABSENT)
    configured, name = integrated(facts), name_of(facts)
    if isinstance(configured, Unknown):
        return unchecked(configured)
    if configured:
        return good(f"{name} is integrated", "its settings say so")
    if facts.engine.health.up and not facts.engine.desktop and not joined(facts):
        why = "another engine answers here, so it is not needed"
        return good(f"{name} is not integrated", why)
    return problem(
        f"{name} is not integrated",
        "its settings do not name this distro",
        "There is no docker command of Docker Desktop here, and its engine is out of reach. "
        "Now and then Docker Desktop turns it off by itself.",
        f"Docker Desktop: Settings → Resources → WSL integration → enable {name} → Apply.",
    )


def _isolation(facts: Facts) -> Judged:
    if desktop_there(facts) is False:
        return unchecked(ABSENT)
    on = isolated(facts)
    if isinstance(on, Unknown):
        return unchecked(on)
    if not on:
        return good("off", "nothing to judge: it is a choice (Docker Business)")
    version = facts.wsl.version
    if isinstance(version, Unknown):
        return unchecked(version, "on")
    if numbers(version) < OLDEST_ISOLATED:
        return problem(
            f"on, with WSL {version}",
            "it needs WSL 2.6 or newer",
            "Containers are not isolated as they should be, or do not start.",
            "In PowerShell: wsl.exe --update",
            fix=UPDATE,
        )
    return Judged(
        Verdict.GOOD,
        "on",
        "WSL is new enough for it",
        "Mounts of the docker socket and --pid=host fail; containers made before it was turned "
        "on are not protected.",
    )


CHECKS = (
    Check(
        "C4", "Docker Desktop",
        "where it is installed, its settings, wsl.exe -l -v", WSL_PAGE, _present,
    ),
    Check("C5", "Kind of containers", "docker info, Docker Desktop's settings", WSL_PAGE, _linux),
    Check(
        "C6", "Integration in the settings", "Docker Desktop's settings",
        f"{SETTINGS}#wsl-integration", _integrated,
    ),
    Check(
        "C13", "Enhanced Container Isolation",
        "Docker Desktop's settings, admin-settings.json, wsl.exe --version", ISOLATION, _isolation,
    ),
)  # fmt: skip

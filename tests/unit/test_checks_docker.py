"""The checks of Docker Desktop, its integration and the engine: each verdict of each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.unit.doctor_facts import DARK, FILE, HERE, ROWS, SOCKET, judged, settings
from tui.core.disk import DiskTruth
from tui.core.facts import DesktopSettings, OwnEngine, Program
from tui.core.health import Cause, down

NATIVE = {"system": "Ubuntu 24.04 LTS"}
NO_DESKTOP: dict[str, Any] = {
    "local": {"desktop": False, "program": Program("own", "/usr/bin/docker"), "tools": False},
    "wsl": {"distros": ROWS[:1]},
    "engine": NATIVE,
}
DOWN = down(Cause.NOT_RUNNING, "No engine.", "Start it.")
DEAD = {**NATIVE, "health": DOWN, "os_type": DARK}
OFF = {"settings": settings(EnableIntegrationWithDefaultWslDistro=False)}
SILENT = {"settings": settings()}
DENIED = replace(SOCKET, usable=False)
OWN = OwnEngine(("/usr/bin/dockerd",))
RUNS = OwnEngine(("/usr/bin/dockerd",), running=True)
ISOLATED = {"settings": settings(EnhancedContainerIsolation=True)}


def without_desktop(**local: object) -> dict[str, Any]:
    return {**NO_DESKTOP, "local": {**NO_DESKTOP["local"], **local}}


def program(kind: str) -> dict[str, Any]:
    return {"program": Program(kind, "/usr/bin/docker")}


TABLE: list[tuple[str, dict[str, Any], str, str]] = [
    ("C4", NO_DESKTOP, "good", "not installed"),
    ("C4", {**NO_DESKTOP, "engine": DEAD}, "warning", "Install Docker Desktop"),
    ("C4", {"files": {"settings": settings(WslEngineEnabled=False)}}, "problem", "WSL 2 based"),
    ("C4", {"wsl": {"distros": ROWS[:1]}}, "problem", "docker-desktop"),
    ("C4", {"wsl": {"distros": DARK}}, "unchecked", "light"),
    ("C4", {"files": {"settings": DARK}}, "good", "docker-desktop"),
    (
        "C4",
        {"local": {"desktop": DARK}, "wsl": {"distros": DARK}, "engine": NATIVE},
        "unchecked",
        "light",
    ),
    ("C5", {"engine": {"os_type": "windows"}}, "problem", "Switch to Linux containers"),
    (
        "C5",
        {"engine": DEAD, "files": {"settings": settings(UseWindowsContainers=True)}},
        "problem",
        "Switch to Linux",
    ),
    ("C5", {"files": {"settings": settings(UseWindowsContainers=True)}}, "warning", "Switch"),
    ("C5", {"engine": DEAD}, "good", "settings"),
    ("C5", {"engine": DEAD, "files": {"settings": DARK}}, "unchecked", "light"),
    ("C6", {"files": {"settings": settings(IntegratedWslDistros=[HERE.upper()])}}, "good", ""),
    ("C6", {"files": OFF}, "problem", f"WSL integration → enable {HERE}"),
    ("C6", {"files": OFF, "local": program("own"), "engine": NATIVE}, "good", "another engine"),
    (
        "C6",
        {"files": {"settings": settings(EnableIntegrationWithDefaultWslDistro=True)}},
        "good",
        "",
    ),
    ("C6", {"files": SILENT}, "unchecked", "default distro"),
    ("C6", {"files": SILENT, "wsl": {"distros": DARK}}, "unchecked", "light"),
    ("C6", {"files": {"settings": DARK}}, "unchecked", "light"),
    ("C6", {"here": None}, "unchecked", "name of this distro"),
    ("C6", NO_DESKTOP, "unchecked", "not installed"),
    ("C7", {"local": program("wrapper")}, "problem", "script of Windows"),
    ("C7", {"local": program("dangling")}, "problem", "leads nowhere"),
    ("C7", {"local": program("dangling"), "files": OFF}, "problem", "leads nowhere"),
    ("C7", {"local": {"tools": False}}, "problem", "cli-tools"),
    ("C7", {"local": {"proxy": False}}, "problem", "proxy"),
    ("C7", {"local": {"proxy": DARK}}, "good", ""),
    ("C7", {"local": {"socket": replace(SOCKET, kind="missing")}}, "problem", "is not there"),
    ("C7", {"local": {"socket": replace(SOCKET, kind="file")}}, "problem", "no socket"),
    ("C7", {"local": {"socket": DARK}}, "unchecked", "light"),
    ("C7", {"local": {"tools": DARK}}, "unchecked", "light"),
    ("C7", {"local": {"program": DARK}}, "unchecked", "light"),
    ("C7", {"local": program("wrapper"), "files": OFF}, "unchecked", "C6"),
    ("C7", {"local": program("own"), "files": SILENT}, "unchecked", "its own"),
    ("C7", NO_DESKTOP, "unchecked", "not installed"),
    ("C8", {"engine": {"health": DOWN}}, "problem", "Start it."),
    ("C8", {}, "good", "Docker Desktop 4.76.0"),
    ("C9", {"local": {"socket": DENIED}}, "problem", "sudo usermod -aG docker $USER"),
    ("C9", {"local": {"socket": DENIED}}, "problem", f"wsl.exe -t {HERE}"),
    ("C9", {"local": {"socket": DENIED, "inside": False}}, "problem", "Log out and in again."),
    ("C9", {"local": {"socket": replace(SOCKET, mode=0o666)}}, "warning", "chmod 660"),
    ("C9", {"local": {"socket": replace(SOCKET, kind="file")}}, "problem", "no socket"),
    ("C9", {"local": {"socket": replace(SOCKET, kind="missing")}}, "unchecked", "there is no"),
    ("C9", {"local": {"socket": DARK}}, "unchecked", "light"),
    ("C11", {"disk": {"held": 3_000_000_000}}, "warning", "Optimize-VHD"),
    ("C11", {"disk": {"free_share": 0.05}}, "warning", "5% of C: is free"),
    ("C11", {"disk": {"free_share": DARK}}, "unchecked", "light"),
    ("C11", {"disk": {"held": DARK}}, "unchecked", "light"),
    ("C11", {"disk": {"truth": DiskTruth(why="it is dark")}}, "unchecked", "it is dark"),
    (
        "C11",
        {"disk": {"truth": DiskTruth((replace(FILE, size=None, why="it is gone"),))}},
        "unchecked",
        "it is gone",
    ),
    ("C13", {"files": ISOLATED}, "good", "docker socket"),
    ("C13", {"files": {"settings": DesktopSettings({}, isolation=True)}}, "good", "on"),
    ("C13", {"files": ISOLATED, "wsl": {"version": "2.5.7.0"}}, "problem", "2.6"),
    ("C13", {"files": ISOLATED, "wsl": {"version": DARK}}, "unchecked", "light"),
    ("C13", {"files": {"settings": DARK}}, "unchecked", "light"),
    ("C13", NO_DESKTOP, "unchecked", "not installed"),
    ("C14", {"local": {"engine": RUNS}}, "problem", "Two engines"),
    ("C14", {"local": {"engine": OWN}}, "warning", "does not run"),
    ("C14", {**without_desktop(engine=RUNS), "files": {"settings": DARK}}, "good", "only one"),
    (
        "C14",
        {"local": {**program("own"), "engine": OWN}, "files": {"settings": DARK}},
        "unchecked",
        "light",
    ),
    ("C14", {"local": {"engine": DARK}}, "unchecked", "light"),
    ("C15", {"files": {"settings": settings(ExposeDockerAPIOnTCP2375=True)}}, "warning", "General"),
    ("C15", {"local": {"listening": ("0.0.0.0:2375",)}}, "problem", "other machines"),
    ("C15", {"local": {"listening": ("127.0.0.1:2375",)}}, "warning", "this machine"),
    ("C15", {"local": {"listening": DARK}}, "unchecked", "light"),
    ("C15", {"files": {"settings": DARK}}, "unchecked", "light"),
    ("C16", {"local": {"cwd": "/mnt/c/shop"}}, "warning", "this directory, /mnt/c/shop"),
    ("C16", {"local": {"cwd": "/mnt/cc/shop"}}, "good", ""),
    ("C16", {"engine": {"binds": (("web", "/mnt/c/x"),)}}, "warning", "/mnt/c/x in web"),
    ("C16", {"engine": {"binds": (("web", "/run/desktop/mnt/host/c/x"),)}}, "warning", "web"),
    (
        "C16",
        {"engine": {"binds": tuple((str(n), "/mnt/c") for n in range(5))}},
        "warning",
        "2 more",
    ),
    ("C16", {"engine": {"binds": DARK}}, "unchecked", "light"),
    ("C16", {"local": {"cwd": "/mnt/c"}, "engine": {"binds": DARK}}, "warning", "/mnt/c"),
    ("C16", {"local": {"cwd": DARK}}, "unchecked", "light"),
    ("C16", {"local": {"inside": False}}, "unchecked", "not WSL"),
]


@pytest.mark.parametrize(("check", "parts", "verdict", "words"), TABLE)
def test_verdict(check: str, parts: dict[str, Any], verdict: str, words: str) -> None:
    made = judged(check, **parts)
    assert made.verdict.value == verdict, made
    assert words in " ".join((made.found, made.why, made.meaning, *made.remedy))


def test_who_is_in_the_group_already_needs_only_a_new_login() -> None:
    made = judged("C9", local={"socket": replace(DENIED, listed=True)})
    assert len(made.remedy) == 1
    assert "wsl.exe -t" in made.remedy[0]

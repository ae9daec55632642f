"""The checks of WSL, Windows and .wslconfig: each verdict of each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.doctor_facts import DARK, GIB, HERE, ROWS, config, judged, settings
from tui.core.facts import INBOX, Listed, Memory, Windows

ONE = Listed(HERE, 1, True)
WSL1 = "4.4.0-19041-Microsoft"
HYPERV = "Wsl/Service/CreateInstance/CreateVm/HCS/HCS_E_HYPERV_NOT_INSTALLED"
OWN = {"kernel": "6.12.0-mine"}
TABLE: list[tuple[str, dict[str, Any], str, str]] = [
    ("C1", {"local": {"kernel": WSL1}}, "problem", f"wsl.exe --set-version {HERE} 2"),
    ("C1", {"local": {"inside": False, "kernel": "6.1.0"}}, "warning", "not WSL"),
    ("C1", {"local": {"marked": False}, "here": None}, "warning", "container"),
    ("C1", {"local": OWN}, "good", "version 2"),
    ("C1", {"local": OWN, "wsl": {"distros": (ONE,)}}, "problem", "WSL 1"),
    ("C1", {"local": OWN, "wsl": {"distros": DARK}}, "unchecked", "light"),
    ("C2", {"wsl": {"version": "2.1.5.0"}}, "warning", "2.7.11 is known"),
    ("C2", {"wsl": {"version": "2.0.14.0"}}, "problem", "wsl.exe --update"),
    ("C2", {"wsl": {"version": INBOX}}, "problem", "came with Windows"),
    ("C2", {"wsl": {"version": "what?"}}, "unchecked", "no version"),
    ("C2", {"wsl": {"version": DARK}}, "unchecked", "light"),
    (
        "C2",
        {
            "wsl": {"version": "2.0.9.0", "distros": ROWS[:1]},
            "local": {"desktop": False},
            "engine": {"system": "Ubuntu"},
        },
        "warning",
        "2.1.5",
    ),
    (
        "C2",
        {
            "wsl": {"version": "2.5.10.0"},
            "files": {"settings": settings(EnhancedContainerIsolation=True)},
        },
        "problem",
        "2.6",
    ),
    ("C2", {"wsl": {"version": "2.5.10.0"}, "files": {"settings": DARK}}, "warning", "latest"),
    ("C3", {"wsl": {"distros": (ONE,)}}, "problem", f"--set-version {HERE} 2"),
    ("C3", {"wsl": {"default_version": 1}}, "warning", "--set-default-version 2"),
    ("C3", {"wsl": {"distros": ROWS[1:]}}, "unchecked", f"does not list {HERE}"),
    ("C3", {"here": None}, "unchecked", "name of this distro"),
    ("C10", {"files": {"config": config(wsl2_memory="8GB")}}, "good", "memory=8GB"),
    ("C10", {"files": {"config": config(wsl2_memory="8gb")}}, "warning", "memory=8GB"),
    ("C10", {"files": {"config": config(wsl2_swap="1.5GB")}}, "warning", "swap=8GB"),
    ("C10", {"local": {"memory": Memory(1 * GIB, GIB // 2)}}, "warning", "4 GB"),
    ("C10", {"local": {"memory": Memory(16 * GIB, GIB)}}, "warning", "sliders"),
    ("C10", {"local": {"memory": DARK}}, "unchecked", "light"),
    ("C10", {"files": {"config": DARK}}, "unchecked", "light"),
    ("C12", {"files": {"config": config()}}, "good", "dropCache"),
    (
        "C12",
        {"files": {"config": config()}, "wsl": {"version": "2.4.0.0"}},
        "warning",
        "autoMemoryReclaim=gradual",
    ),
    ("C12", {"files": {"config": config()}, "wsl": {"version": DARK}}, "unchecked", "light"),
    (
        "C12",
        {"files": {"config": config(experimental_automemoryreclaim="Disabled")}},
        "warning",
        "turned off",
    ),
    (
        "C12",
        {"files": {"config": config(experimental_automemoryreclaim="always")}},
        "warning",
        "no such value",
    ),
    ("C12", {"wsl": {"version": "1.2.5.0"}}, "warning", "1.3.10"),
    ("C12", {"files": {"settings": settings(UseResourceSaver=False)}}, "warning", "Resource Saver"),
    ("C12", {"local": {"inside": False}}, "unchecked", "not WSL"),
    ("C17", {"files": {"config": config(wsl2_kernel=r"C:\k\bzImage")}}, "warning", "bzImage"),
    ("C17", {"files": {"config": DARK}}, "unchecked", "light"),
    ("C18", {"wsl": {"distros": (Listed(HERE, 2), ROWS[1])}}, "warning", "--set-default"),
    (
        "C18",
        {
            "wsl": {
                "distros": (Listed(HERE, 2), Listed("docker-desktop", 2, True, "Docker Desktop"))
            }
        },
        "problem",
        f"wsl.exe --set-default {HERE}",
    ),
    ("C18", {"wsl": {"distros": DARK}}, "unchecked", "light"),
    ("C19", {"wsl": {"error": HYPERV}}, "problem", "bcdedit /set hypervisorlaunchtype auto"),
    ("C19", {"wsl": {"firmware": True}}, "problem", "firmware"),
    ("C19", {"local": {"kernel": WSL1}, "wsl": {"distros": (ONE,)}}, "unchecked", "complain"),
    ("C19", {"local": {"kernel": WSL1}}, "good", "WSL 2"),
    ("C20", {"local": {"crlf": DARK}}, "unchecked", "dos2unix"),
    ("C20", {"local": {"crlf": ("my run.sh",)}}, "warning", "dos2unix 'my run.sh'"),
    ("C21", {"windows": Windows(19045)}, "good", "Windows 10"),
    ("C21", {"windows": Windows(19044)}, "warning", "22H2"),
    ("C21", {"windows": Windows(22000)}, "warning", "23H2"),
    ("C21", {"windows": Windows(26100, server=True)}, "warning", "Server"),
    ("C21", {"windows": DARK}, "unchecked", "light"),
    ("C22", {"files": {"config": config(300.0)}}, "warning", "wsl.exe --shutdown"),
    ("C22", {"files": {"config": config(None)}}, "good", "no .wslconfig"),
    ("C22", {"local": {"booted": DARK}}, "unchecked", "light"),
    ("C22", {"files": {"config": DARK}}, "unchecked", "light"),
]


@pytest.mark.parametrize(("check", "parts", "verdict", "words"), TABLE)
def test_verdict(check: str, parts: dict[str, Any], verdict: str, words: str) -> None:
    made = judged(check, **parts)
    assert made.verdict.value == verdict, made
    assert words in " ".join((made.found, made.why, made.meaning, *made.remedy))

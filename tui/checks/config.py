"""The file .wslconfig: another kernel, and changes that wait for a restart."""

from __future__ import annotations

from datetime import UTC, datetime

from tui.checks.check import (
    KERNELS,
    OUTSIDE,
    WSL_CONFIG,
    Check,
    Fix,
    Judged,
    good,
    unchecked,
    warning,
)
from tui.core.facts import Facts, Unknown

_SHUTDOWN = (
    "wsl.exe --shutdown in PowerShell   (it ends every distro, wsltui and Docker Desktop's engine)"
)


def _kernel(facts: Facts) -> Judged:
    config = facts.files.config
    if not facts.local.inside:
        return unchecked(OUTSIDE)
    if isinstance(config, Unknown):
        return unchecked(config)
    kernel = config.values.get("wsl2.kernel")
    if not kernel:
        return good("none", "WSL runs its own kernel")
    return warning(
        f"kernel={kernel}",
        "a kernel of your own is set",
        "Docker Desktop does not support it; some kernels break it.",
        "Build it from Microsoft's sources of the same version, or take the line out and restart:",
        _SHUTDOWN,
        fix=Fix("wsl-setting.unset", "wsl2.kernel"),
    )


def _pending(facts: Facts) -> Judged:
    config, booted = facts.files.config, facts.local.booted
    if not facts.local.inside:
        return unchecked(OUTSIDE)
    if isinstance(config, Unknown):
        return unchecked(config)
    if config.changed is None:
        return good("there is no .wslconfig", "everything is as WSL has it by itself")
    if isinstance(booted, Unknown):
        return unchecked(booted)
    found = f"changed {_when(config.changed)}, WSL started {_when(booted)}"
    if config.changed > booted:
        why = "the file is newer than the VM"
        meaning = "What was changed in it does not hold yet."
        return warning(found, why, meaning, _SHUTDOWN, fix=Fix("distro.shutdown"))
    return good(found, "WSL has read it")


def _when(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"


CHECKS = (
    Check("C17", "Custom kernel", ".wslconfig", KERNELS, _kernel),
    Check("C22", "Pending changes of .wslconfig",
          ".wslconfig, /proc/stat", WSL_CONFIG, _pending),
)  # fmt: skip

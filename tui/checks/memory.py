"""Memory and processors: their limits, and what goes back to Windows."""

from __future__ import annotations

import re

from tui.checks.check import (
    BEST_PRACTICES,
    OUTSIDE,
    RESOURCE_SAVER,
    Check,
    Fix,
    Judged,
    good,
    unchecked,
    warning,
)
from tui.checks.derived import desktop_there, numbers
from tui.core import units
from tui.core.facts import Facts, Memory, Unknown

SIZE = re.compile(r"\d+(?:[KMGT]?B|[KMGT])?")
"""How WSL reads sizes: capital letters, no fraction, no blank."""
LEAST = int(1.8 * 1024**3)
"""Half of a machine of 4 GB, less what the kernel keeps."""
TIGHT = 0.10
RECLAIMS = ("gradual", "dropcache")
SINCE, BY_DEFAULT = (1, 3, 10), (2, 5, 8)
_EDIT = r"In %UserProfile%\.wslconfig under [wsl2]: memory=8GB, processors=4, swap=4GB"
RECLAIM = Fix("wsl-setting.set", "experimental.autoMemoryReclaim", given=(("value", "gradual"),))
_APPLY = "wsl.exe --shutdown in PowerShell   (it ends every distro, and wsltui in it)"


def _limits(facts: Facts) -> Judged:
    config, memory = facts.files.config, facts.local.memory
    if not facts.local.inside:
        return unchecked(OUTSIDE)
    if isinstance(config, Unknown):
        return unchecked(config)
    limits = {name: config.values.get(f"wsl2.{name}") for name in ("memory", "processors", "swap")}
    said = ", ".join(f"{name}={value}" for name, value in limits.items() if value is not None)
    for name in ("memory", "swap"):
        if (value := limits[name]) is not None and not SIZE.fullmatch(value):
            return _unreadable(name, value)
    if isinstance(memory, Unknown):
        return unchecked(memory, said)
    return _enough(memory, said or "no limits set")


def _unreadable(name: str, value: str) -> Judged:
    return warning(
        f"{name}={value}",
        "WSL cannot read that size",
        "It is passed over, and the default holds: half of the memory of Windows.",
        f"Write it as a whole number and a capital unit, as in {name}=8GB.",
        _APPLY,
        fix=Fix("wsl-setting.unset", f"wsl2.{name}"),
    )


def _enough(memory: Memory, said: str) -> Judged:
    found = f"{said}; the VM has {units.binary_size(memory.total)}"
    if memory.total < LEAST:
        return warning(
            found,
            "Docker Desktop asks for a machine of 4 GB, of which WSL takes half",
            "Containers and builds end for want of memory.",
            _EDIT,
            _APPLY,
        )
    if memory.available < memory.total * TIGHT:
        return warning(
            f"{found}, of which {units.binary_size(memory.available)} are available",
            "less than a tenth is left",
            "What needs more is ended by the kernel. The sliders of Docker Desktop have no "
            "effect with WSL.",
            _EDIT,
            _APPLY,
        )
    why = "WSL's own: half of the memory of Windows" if said.startswith("no ") else "they are set"
    return good(found, why)


def _reclaim(facts: Facts) -> Judged:
    config, version = facts.files.config, facts.wsl.version
    if not facts.local.inside:
        return unchecked(OUTSIDE)
    if isinstance(config, Unknown):
        return unchecked(config)
    value = config.values.get("experimental.automemoryreclaim")
    have = () if isinstance(version, Unknown) else numbers(version)
    if value is None:
        return _unset(facts, have)
    found = f"autoMemoryReclaim={value}"
    if value.lower() not in RECLAIMS:
        why = "it is turned off" if value.lower() == "disabled" else "WSL knows no such value"
        return _keeps(found, why)
    if have and have < SINCE:
        return _keeps(found, "this WSL is too old for it: it came with 1.3.10")
    return _saver(facts, found, "WSL gives cached memory back by itself")


def _unset(facts: Facts, have: tuple[int, ...]) -> Judged:
    version = facts.wsl.version
    if isinstance(version, Unknown):
        return unchecked(version, "autoMemoryReclaim is not set")
    if have >= BY_DEFAULT:
        why = "this WSL takes it for dropCache"
        return _saver(facts, "autoMemoryReclaim is not set", why)
    return _keeps("autoMemoryReclaim is not set", "older releases of WSL then give nothing back")


def _keeps(found: str, why: str) -> Judged:
    return warning(
        found,
        why,
        "What was once cached, after a build for instance, stays taken from Windows. Resource "
        "Saver does not help: with WSL it only pauses the engine.",
        r"In %UserProfile%\.wslconfig under [experimental]: autoMemoryReclaim=gradual",
        _APPLY,
        fix=RECLAIM,
    )


def _saver(facts: Facts, found: str, why: str) -> Judged:
    settings = facts.files.settings
    off = not isinstance(settings, Unknown) and not settings.on("UseResourceSaver", default=True)
    if off and desktop_there(facts) is True:
        return warning(
            f"{found}; Resource Saver is off",
            "Docker Desktop's engine runs on when nothing uses it",
            "It takes CPU all day long.",
            "Docker Desktop: Settings → Resources → Advanced → Resource Saver.",
        )
    return good(found, why)


CHECKS = (
    Check("C10", "Limits of memory and CPUs", ".wslconfig, /proc/meminfo",
          BEST_PRACTICES, _limits),
    Check("C12", "Memory for Windows", ".wslconfig, Docker Desktop's settings",
          RESOURCE_SAVER, _reclaim),
)  # fmt: skip

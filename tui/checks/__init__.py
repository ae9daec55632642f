"""The doctor's checks: facts in, findings out. All of them are always there, in order."""

from __future__ import annotations

from tui.checks import (
    config,
    desktop,
    disk,
    engine,
    hints,
    integration,
    memory,
    security,
    windows,
    wsl,
)
from tui.checks.check import Check, Finding
from tui.core.facts import Facts

_FAMILIES = (
    wsl, windows, desktop, integration, engine, memory, disk, security, config, hints,
)  # fmt: skip
CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (check for family in _FAMILIES for check in family.CHECKS),
        key=lambda check: int(check.id[1:]),
    )
)


def examine(facts: Facts) -> tuple[Finding, ...]:
    """What every check makes of the facts."""
    return tuple(Finding(check, check.judge(facts)) for check in CHECKS)

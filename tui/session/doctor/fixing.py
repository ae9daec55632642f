"""What wsltui itself can mend of what the doctor found, by the actions there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tui.checks import examine
from tui.checks.check import Finding
from tui.core.facts import Facts
from tui.kinds import ACTIONS


def examined(facts: Facts) -> tuple[Finding, ...]:
    """All findings; a fix for which there is no action is left out."""
    return tuple(mendable(examine(facts)))


def mendable(findings: Iterable[Finding]) -> Iterable[Finding]:
    for finding in findings:
        fix = finding.judged.fix
        if fix is not None and fix.action not in ACTIONS:
            finding = replace(finding, judged=replace(finding.judged, fix=None))
        yield finding

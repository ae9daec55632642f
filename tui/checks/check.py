"""What a check is: where it looks, and how it judges what was found there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tui.core import parse
from tui.core.facts import Facts, Unknown
from tui.core.verdict import Verdict as Verdict

_DOCS = "https://docs.docker.com/desktop"
WSL_PAGE = f"{_DOCS}/features/wsl/"
BEST_PRACTICES = f"{_DOCS}/features/wsl/best-practices/"
KERNELS = f"{_DOCS}/features/wsl/custom-kernels/"
INSTALL = f"{_DOCS}/setup/install/windows-install/"
PERMISSIONS = f"{_DOCS}/setup/install/windows-permission-requirements/"
SETTINGS = f"{_DOCS}/settings-and-maintenance/settings/"
RESOURCE_SAVER = f"{_DOCS}/use-desktop/resource-saver/"
TOPICS = f"{_DOCS}/troubleshoot-and-support/troubleshoot/topics/"
ISOLATION = (
    "https://docs.docker.com/enterprise/security/hardened-desktop/"
    "enhanced-container-isolation/enable-eci/"
)
WSL_CONFIG = "https://learn.microsoft.com/windows/wsl/wsl-config"

OUTSIDE = "this machine is not WSL"


@dataclass(frozen=True, slots=True)
class Fix:
    """An action of wsltui that mends what was found: its id, the row, and what it is told.

    Nothing comes of it but by the dialog that the action has everywhere.
    """

    action: str
    name: str = ""
    given: tuple[tuple[str, str], ...] = ()

    @property
    def typed(self) -> str:
        """The same without a screen."""
        told = (f"--{field} {value}" for field, value in self.given)
        return " ".join(filter(None, ("wsltui do", self.action, self.name, *told)))


@dataclass(frozen=True, slots=True)
class Judged:
    """`why` is what the verdict rests on, `meaning` what follows, `remedy` steps in order.

    `fix` is there where one of wsltui's own actions mends it.
    """

    verdict: Verdict
    found: str
    why: str
    meaning: str = ""
    remedy: tuple[str, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """`judge` never takes what is unknown for good."""

    id: str
    title: str
    looked_at: str
    url: str
    judge: Callable[[Facts], Judged]


@dataclass(frozen=True, slots=True)
class Finding:
    """A check and what it made of the facts."""

    check: Check
    judged: Judged

    @property
    def verdict(self) -> Verdict:
        return self.judged.verdict


def good(found: str, why: str) -> Judged:
    return Judged(Verdict.GOOD, found, why)


def warning(found: str, why: str, meaning: str, *remedy: str, fix: Fix | None = None) -> Judged:
    return Judged(Verdict.WARNING, found, why, meaning, remedy, fix)


def problem(found: str, why: str, meaning: str, *remedy: str, fix: Fix | None = None) -> Judged:
    return Judged(Verdict.PROBLEM, found, why, meaning, remedy, fix)


def unchecked(why: str | Unknown, found: str = "", meaning: str = "", *remedy: str) -> Judged:
    reason = why.why if isinstance(why, Unknown) else why
    return Judged(Verdict.UNCHECKED, found, reason, meaning, remedy)


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each verdict, in the order of the contract."""
    counts = Counter(finding.verdict for finding in findings)
    return {verdict.value: counts[verdict] for verdict in Verdict}


def tally(findings: Iterable[Finding]) -> str:
    """`18 good, 2 warnings, 0 problems, 2 unchecked`"""
    return ", ".join(f"{n} {_noun(verdict, n)}" for verdict, n in counted(findings).items())


def _noun(verdict: str, number: int) -> str:
    countable = verdict in (Verdict.WARNING, Verdict.PROBLEM)
    return f"{verdict}s" if countable and number != 1 else verdict


def findings_json(findings: Iterable[Finding]) -> dict[str, Any]:
    """For scripts; null for what there is nothing to say of. `fix` is what one could type."""
    found = list(findings)
    return {
        "schema": 1,
        "summary": counted(found),
        "checks": [finding_json(finding) for finding in found],
    }


def finding_json(finding: Finding) -> dict[str, str | None]:
    check, judged = finding.check, finding.judged
    return {
        "id": check.id,
        "title": check.title,
        "looked_at": check.looked_at,
        "found": parse.clean(judged.found) or None,
        "verdict": judged.verdict.value,
        "why": parse.clean(judged.why) or None,
        "meaning": parse.clean(judged.meaning) or None,
        "remedy": "\n".join(map(parse.clean, judged.remedy)) or None,
        "fix": parse.clean(judged.fix.typed) if judged.fix else None,
        "url": check.url,
    }

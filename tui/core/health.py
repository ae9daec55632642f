"""Whether a tool can be asked, and if not, why and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tui.core.errors import Unavailable


class Cause(StrEnum):
    """Why a tool cannot be asked; the words are stable, tests and scripts may use them."""

    NOT_INSTALLED = "not installed"
    NOT_RUNNING = "not running"
    NO_PERMISSION = "no permission"
    NOT_INTEGRATED = "not integrated with this distro"
    HUNG = "hung"
    INTEROP_OFF = "Windows interop is off"
    NOT_IN_WSL = "not in WSL"
    MISCONFIGURED = "misconfigured"
    TOO_OLD = "versions do not match"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Health:
    """One answer of a probe. `facts` are what it learnt on the way (versions, ids)."""

    up: bool
    cause: Cause | None = None
    reason: str = ""
    remedy: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    def error(self) -> Unavailable:
        return Unavailable(self.reason, self.remedy)


UP = Health(up=True)


def down(cause: Cause, reason: str, remedy: str) -> Health:
    return Health(up=False, cause=cause, reason=reason, remedy=remedy)

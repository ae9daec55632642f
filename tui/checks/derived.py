"""What follows from several facts at once, for more than one check."""

from __future__ import annotations

import re

from tui.core.desktop_settings import configured
from tui.core.facts import INBOX, Facts, Listed, Maybe, Unknown

_NUMBERS = re.compile(r"\d+(?:\.\d+)+")
OLD_BUT_KNOWN = (0,)


def numbers(version: str) -> tuple[int, ...]:
    """`2.6.1.0` as numbers that compare; what came with Windows is older than all."""
    if version == INBOX:
        return OLD_BUT_KNOWN
    found = _NUMBERS.match(version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def this_distro(facts: Facts) -> Maybe[Listed]:
    """The row of the distro that wsltui runs in."""
    if isinstance(facts.wsl.distros, Unknown):
        return facts.wsl.distros
    if facts.here is None:
        return Unknown("the name of this distro is not known")
    rows = (row for row in facts.wsl.distros if _same(row.name, facts.here))
    return next(rows, Unknown(f"wsl.exe does not list {facts.here}"))


def desktop_there(facts: Facts) -> Maybe[bool]:
    """Whether Docker Desktop is installed on Windows."""
    rows = () if isinstance(facts.wsl.distros, Unknown) else facts.wsl.distros
    shown = any(row.owner == "Docker Desktop" for row in rows)
    return True if shown or facts.engine.desktop else facts.local.desktop


def isolated(facts: Facts) -> Maybe[bool]:
    """Whether Enhanced Container Isolation is on; what an administrator set goes first."""
    settings = facts.files.settings
    if isinstance(settings, Unknown):
        return settings
    if settings.isolation is not None:
        return settings.isolation
    return settings.on("EnhancedContainerIsolation", default=False)


def integrated(facts: Facts) -> Maybe[bool]:
    """Whether the settings of Docker Desktop integrate this distro."""
    settings = facts.files.settings
    if isinstance(settings, Unknown):
        return settings
    if facts.here is None:
        return Unknown("the name of this distro is not known")
    row = this_distro(facts)
    default = None if isinstance(row, Unknown) else row.default
    found = configured(settings, facts.here, default=default)
    unknown = isinstance(found, Unknown) and isinstance(row, Unknown)
    return row if unknown and isinstance(row, Unknown) else found


def joined(facts: Facts) -> bool:
    """Whether Docker Desktop's docker command is the one of this distro."""
    program = facts.local.program
    return not isinstance(program, Unknown) and program.kind == "desktop"


def name_of(facts: Facts) -> str:
    return facts.here or "DISTRO"


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()

"""What the settings files of Docker Desktop hold, and whom they join to its engine."""

from __future__ import annotations

import json
from typing import Any

from tui.core.facts import DesktopSettings, Maybe, Unknown
from tui.core.record import mapping

FILES = ("settings-store.json", "settings.json")
"""The second one up to Docker Desktop 4.34."""
ADMIN = r"\ProgramData\DockerDesktop\admin-settings.json"
"""What an administrator laid down for all users, below the drive."""
BY_DEFAULT = "EnableIntegrationWithDefaultWslDistro"
PAGE = "Docker Desktop: Settings → Resources → WSL integration"


def settings_of(raw: bytes, admin: bytes = b"") -> DesktopSettings | None:
    """Both as they are on disk; None for what is no JSON object."""
    values = _object(raw)
    if values is None:
        return None
    return DesktopSettings({key.lower(): value for key, value in values.items()}, _isolation(admin))


def configured(settings: DesktopSettings, name: str, *, default: bool | None) -> Maybe[bool]:
    """Whether a distro is to be integrated; `default` is whether it is WSL's default distro.

    Docker's reference and its program differ in what holds for the default distro where the
    file says nothing.
    """
    if any(_same(one, name) for one in settings.names("IntegratedWslDistros")):
        return True
    default_too = settings.values.get(BY_DEFAULT.lower())
    if default_too is False:
        return False
    if default is None:
        return Unknown("the default distro is not known")
    if not default or default_too is True:
        return default
    return Unknown("the settings do not say whether the default distro is integrated")


def toggle(name: str) -> str:
    """Where in Docker Desktop it is turned on and off."""
    return f"{PAGE} → {name} → Apply"


def _isolation(raw: bytes) -> bool | None:
    """What the administrator set for Enhanced Container Isolation; a lock makes it hold."""
    named = {key.lower(): value for key, value in (_object(raw) or {}).items()}
    entry = mapping(named.get("enhancedcontainerisolation"))
    value = entry.get("value")
    return value if entry.get("locked") is True and isinstance(value, bool) else None


def _object(raw: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()

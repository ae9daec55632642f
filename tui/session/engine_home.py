"""Whether the engine runs in this distro, from how it is reached and what it calls itself."""

from __future__ import annotations

from collections.abc import Mapping

from tui.backends.base import Backend
from tui.backends.endpoint import Endpoint
from tui.core.engine_home import DESKTOP, ELSEWHERE, HERE


def engine_home(backend: Backend | None, facts: Mapping[str, str]) -> str:
    """One of the words, or nothing while it is not known.

    A socket that Docker Desktop may have put there tells nothing before the engine has.
    """
    endpoint = getattr(backend, "endpoint", None)
    if not isinstance(endpoint, Endpoint):
        return ""
    if "Desktop" in facts.get("platform", "") or "desktop" in endpoint.name:
        return DESKTOP
    if endpoint.kind != "unix":
        return ELSEWHERE
    near = getattr(backend, "desktop_near", None)
    return HERE if "server_version" in facts or not (near and near()) else ""

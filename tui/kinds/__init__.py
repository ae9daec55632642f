"""The kinds of things wsltui shows, and what can be done to them."""

from __future__ import annotations

from typing import Any

from tui.core.action import Action
from tui.core.kind import Kind
from tui.kinds.builders import BUILDERS
from tui.kinds.builds import BUILD_CACHE
from tui.kinds.containers import CONTAINERS
from tui.kinds.contexts import CONTEXTS
from tui.kinds.df import DISK_USAGE
from tui.kinds.disks import DISKS
from tui.kinds.distros import DISTROS
from tui.kinds.distros_online import DISTROS_ONLINE
from tui.kinds.events import EVENTS
from tui.kinds.images import IMAGES
from tui.kinds.integrations import INTEGRATIONS
from tui.kinds.memory import MEMORY
from tui.kinds.networks import NETWORKS
from tui.kinds.security import SECURITY
from tui.kinds.system import SYSTEM
from tui.kinds.volumes import VOLUMES
from tui.kinds.vscode import VSCODE
from tui.kinds.wsl_settings import WSL_SETTINGS
from tui.kinds.wslc import WSLC_CONTAINERS, WSLC_IMAGES


def registered(*kinds: Kind[Any]) -> dict[str, Kind[Any]]:
    """Kinds by id. Refuses, at import, two of one id and two actions of one id."""
    actions = [action.id for kind in kinds for action in kind.actions]
    for words in ([kind.id for kind in kinds], actions):
        twice = {word for word in words if words.count(word) > 1}
        if twice:
            raise ValueError(f"registered twice: {', '.join(sorted(twice))}")
    for kind in kinds:
        strays = [a.id for a in kind.actions if not a.id.startswith(f"{kind.singular}.")]
        if strays:
            raise ValueError(f"not actions of {kind.id}: {', '.join(strays)}")
    return {kind.id: kind for kind in kinds}


KINDS: dict[str, Kind[Any]] = registered(
    DISTROS,
    CONTAINERS,
    IMAGES,
    VOLUMES,
    NETWORKS,
    DISKS,
    SYSTEM,
    WSL_SETTINGS,
    MEMORY,
    INTEGRATIONS,
    CONTEXTS,
    SECURITY,
    BUILD_CACHE,
    DISK_USAGE,
    EVENTS,
    VSCODE,
    BUILDERS,
    DISTROS_ONLINE,
    WSLC_CONTAINERS,
    WSLC_IMAGES,
)
ACTIONS: dict[str, tuple[Kind[Any], Action[Any]]] = {
    action.id: (kind, action) for kind in KINDS.values() for action in kind.actions
}


def kind_named(word: str) -> Kind[Any] | None:
    """The kind of that id or singular."""
    return next((kind for kind in KINDS.values() if word in (kind.id, kind.singular)), None)

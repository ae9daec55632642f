"""Which engine it is that answers: what was removed is kept for that engine only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui.core.command import docker
from tui.core.record import array, mapping, text

WHO = docker(
    "info", "--format",
    '{"ID":{{json .ID}},"Name":{{json .Name}},"DockerRootDir":{{json .DockerRootDir}},'
    '"Plugins":{"Log":{{json .Plugins.Log}}}}',
    timeout=15,
)  # fmt: skip
"""What `identity` goes by; the Engine API tells it in the same shape at /info."""
_OF_PODMAN = "k8s-file"
"""A way to keep logs that podman has and no engine of Docker."""


def identity(told: Mapping[str, Any]) -> str:
    """What to know the engine by; empty where it does not say.

    That is its id. podman makes up a new one for each answer (seen with 4.3.1), so it is known by
    its machine and by where it keeps its things.
    """
    if _OF_PODMAN not in array(mapping(told.get("Plugins")).get("Log")):
        return text(told.get("ID"))
    name, root = text(told.get("Name")), text(told.get("DockerRootDir"))
    return f"podman of {name}, {root}" if root else ""

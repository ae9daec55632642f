"""Distros that belong to a product, and why nothing is done to them here.

Unregistering or moving `docker-desktop*` destroys every image and volume; as the default distro
it breaks the docker CLI. Rancher Desktop and Podman keep their machines the same way; Podman puts
its prefix before the name of every machine.
"""

from __future__ import annotations

_OWNERS = (
    ("docker-desktop", "Docker Desktop"),
    ("rancher-desktop", "Rancher Desktop"),
    ("podman-", "Podman"),
)


def owner(name: str) -> str | None:
    """The product a distro belongs to, by the names these products use."""
    lowered = name.casefold()
    return next((product for prefix, product in _OWNERS if lowered.startswith(prefix)), None)


def protection(name: str) -> str | None:
    """Why nothing may be done to a distro of this name, or None."""
    product = owner(name)
    if product is None:
        return None
    return f"{name} belongs to {product}: it is run from there, and losing it loses its data"

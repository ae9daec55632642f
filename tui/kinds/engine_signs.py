"""What an engine says of itself, as signs of which engine it is."""

from __future__ import annotations

from typing import Any

from tui.core.engines import Signs
from tui.core.record import array, mapping, text


def signs(told: dict[str, Any], server: dict[str, Any], host: str = "") -> Signs:
    """`told` is what `docker info` printed, `server` that part of `docker version`."""
    components = (text(mapping(one).get("Name")) for one in array(server.get("Components")))
    return Signs(
        host=host,
        version=text(told.get("ServerVersion")) or text(server.get("Version")),
        platform=text(mapping(server.get("Platform")).get("Name")),
        system=text(told.get("OperatingSystem")),
        name=text(told.get("Name")),
        kernel=text(told.get("KernelVersion")) or text(server.get("KernelVersion")),
        os_type=text(told.get("OSType")) or text(server.get("Os")),
        components=tuple(filter(None, components)),
        security=tuple(map(text, array(told.get("SecurityOptions")))),
    )

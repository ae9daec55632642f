"""Finding the `docker` command, and telling Docker Desktop's stand-ins from it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tui.backends.places import Places, on_path
from tui.core.health import Cause, Health, down

CLI_TOOLS = "mnt/wsl/docker-desktop/"
"""Where Docker Desktop shows its Linux programs to the distros it is integrated with."""


@dataclass(frozen=True, slots=True)
class DockerProgram:
    """The file to start; `desktop` when it belongs to Docker Desktop. `path` None = not found.

    `stand_in` is what lies on PATH instead: the Windows-side script that only says that the
    distro is not integrated, or a link into Docker Desktop that leads nowhere.
    """

    path: str | None
    desktop: bool = False
    stand_in: str | None = None


def find_docker(env: Mapping[str, str], places: Places) -> DockerProgram:
    """The first real `docker` on PATH. What lies on a drive of Windows is never run."""
    drives: tuple[Path, ...] | None = None
    stand_in = None
    for candidate in on_path("docker", env):
        real = Path(os.path.realpath(candidate))
        tools = real.is_relative_to(places.root / CLI_TOOLS)
        drives = places.drives() if drives is None else drives
        if any(real.is_relative_to(drive) for drive in drives):
            stand_in = stand_in or str(candidate)
        elif os.access(real, os.X_OK):
            return DockerProgram(str(candidate), desktop=tools)
        elif tools:
            stand_in = str(candidate)
    return DockerProgram(None, stand_in=stand_in)


def missing(program: DockerProgram, env: Mapping[str, str], places: Places) -> Health:
    """Why there is no `docker` to start."""
    desktop = program.stand_in is not None or (places.in_wsl(env) and places.docker_desktop())
    if desktop:
        return not_integrated(env.get("WSL_DISTRO_NAME"))
    advice = "Install Docker Engine: https://docs.docker.com/engine/install/"
    if places.in_wsl(env):
        advice = (
            "Install Docker Desktop on Windows and turn on its WSL integration, or install "
            "Docker Engine in this distro: https://docs.docker.com/engine/install/"
        )
    return down(Cause.NOT_INSTALLED, "There is no docker command on PATH.", advice)


def not_integrated(distro: str | None) -> Health:
    """Docker Desktop is there, and this distro is not joined to it, or not at the moment."""
    name = distro or "this distro"
    return down(
        Cause.NOT_INTEGRATED,
        f"Docker Desktop is not integrated with {name}, so it has no docker command.",
        "In Docker Desktop open Settings → Resources → WSL integration, enable "
        f"{name} and apply. If it is enabled already, start or restart Docker Desktop.",
    )

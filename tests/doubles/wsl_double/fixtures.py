"""A world for one test, with the environment set to it. Import the fixture in a conftest."""

from __future__ import annotations

from pathlib import Path

import pytest

from .state import World


@pytest.fixture
def wsl_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The default world of `World`, in a directory of its own, reached by what the test starts.

    The variables of a real WSL that the tests may run in are taken away.
    """
    for name in ("WSL_UTF8", "WSLENV", "WSL_INTEROP", "WSL_DISTRO_NAME", "WSL_DISABLE_WARNINGS"):
        monkeypatch.delenv(name, raising=False)
    world = World(tmp_path / "wsl")
    for name, value in world.environment().items():
        monkeypatch.setenv(name, value)
    return world

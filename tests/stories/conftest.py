"""A world of its own for every story, and files that no story shares."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.world import World


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits so that bursts cost little has nothing to wait for here."""
    monkeypatch.setattr("tui.session.refresh.SETTLE", 0.0)
    monkeypatch.setattr("tui.ui.screens.main.DETAIL_DELAY", 0.001)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "machine").furnish()

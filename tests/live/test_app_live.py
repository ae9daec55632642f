"""The screen on a real engine: what happens outside appears, and an engine may go and come back."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.doubles.wsl_double import fixtures
from tests.doubles.wsl_double.state import World
from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX
from tests.stories.driver import App, See
from tui.session.opening import Options, open_session

wsl_world = fixtures.wsl_world
pytestmark = pytest.mark.usefixtures("wsl_world")


@pytest.fixture
def outside(
    clean_engine: PrivateEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> PrivateEngine:
    """The engine that wsltui is led to, with one container."""
    for name in [name for name in os.environ if name.startswith("DOCKER_")]:
        monkeypatch.delenv(name)
    for name, value in clean_engine.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    clean_engine.docker("run", "-d", "--name", "web", BUSYBOX, "sleep", "1000000")
    return clean_engine


@asynccontextmanager
async def see() -> AsyncIterator[See]:
    """wsltui with everything real but the terminal and Windows, once its panes are full."""
    app = App(open_session(Options()))
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        seen = See(app, pilot)
        await seen.until(lambda: seen.pane("containers").names == ["web"], "the container")
        await seen.expect("live", "Ubuntu-24.04")
        yield seen
    assert app.fault is None


async def test_what_is_done_outside_appears(outside: PrivateEngine) -> None:
    async with see() as s:
        outside.docker("run", "-d", "--name", "api", BUSYBOX, "sleep", "1000000")
        await s.until(lambda: s.pane("containers").names == ["api", "web"], "the new one", 3)
        outside.docker("rename", "api", "api-2")
        await s.until(lambda: "api-2" in s.pane("containers").names, "its new name", 3)
        outside.docker("rm", "-f", "api-2")
        await s.until(lambda: s.pane("containers").names == ["web"], "it is gone", 3)


async def test_stop_start_and_remove_through_the_dialog(outside: PrivateEngine) -> None:
    async with see() as s:
        await s.pane("containers").row("web").press("s")
        await s.confirm()
        await s.until(lambda: "exited 137" in s.pane("containers").row("web").line, "stopped")
        await s.expect_said("Stop: web")
        await s.press("s")
        await s.until(lambda: "●" in s.pane("containers").row("web").line, "started")
        await s.press("d")
        await s.confirm("f")
        await s.until(lambda: s.pane("containers").names == [], "removed")
        await s.expect("No containers.")
        assert outside.get("/containers/json?all=1") == []


async def test_the_engine_dies_and_comes_back(outside: PrivateEngine) -> None:
    async with see() as s:
        containers = s.pane("containers")
        await containers.row("web").press("space")
        outside.kill()
        await s.until(lambda: containers.table.stale, "it says so", 3)
        assert containers.names == ["web"]
        await s.expect("not running, stale for", "No Docker engine answers at")
        assert not s.pane("distros").table.stale
        outside.restart()
        await s.until(lambda: not containers.table.stale, "it is back by itself", 15)
        await s.expect("live")
        assert "1 marked" in containers.caption


async def test_a_default_distro_is_chosen(outside: PrivateEngine, wsl_world: World) -> None:
    async with see() as s:
        await s.pane("distros").row("Debian").press("*")
        await s.until(lambda: "★" in s.pane("distros").row("Debian").line, "the star")
        assert any(call["argv"] == ["--set-default", "Debian"] for call in wsl_world.calls())

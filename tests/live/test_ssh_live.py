"""An engine behind ssh: everything goes through the docker command, undo too, and is followed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.engine import PrivateEngine
from tests.live.following import Following
from tests.live.image import BUSYBOX
from tests.live.machine import missing_ssh
from tests.live.ssh import SshServer
from tests.live.undoing import Bench
from tui.core.command import Api, Command, Outcome
from tui.session.cleaning.usage import measure
from tui.session.follow import Live, Pace
from tui.session.opening import Options, open_session
from tui.session.session import Session


@pytest.fixture
def far(
    clean_engine: PrivateEngine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Session]:
    """A session on the engine, which it knows as ssh://far only."""
    if reason := missing_ssh():
        if os.environ.get("WSLTUI_REQUIRE_LIVE") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with SshServer(clean_engine, tmp_path) as server:
        for name in [name for name in os.environ if name.startswith("DOCKER_")]:
            monkeypatch.delenv(name)
        for name, value in server.env.items():
            monkeypatch.setenv(name, value)
        yield open_session(Options(), os.environ | {"XDG_STATE_HOME": str(tmp_path / "state")})


async def test_calls_and_measures_and_undo(
    clean_engine: PrivateEngine, far: Session, tmp_path: Path
) -> None:
    clean_engine.docker("create", "--name", "web", "--label", "a=1", "-p", "8080:80", BUSYBOX)
    told = await far.runner.run(Command("docker", api=Api("GET", "/containers/web/json")))
    assert told.outcome is Outcome.OK
    assert json.loads(told.text)["Name"] == "/web"
    bench = Bench(clean_engine, far, tmp_path / "undo")
    before = bench.inspect("web")
    entry = await bench.remove("web")
    assert bench.containers() == set()
    report = await bench.undone(entry)
    assert [one.name for one in report.restored] == ["web"]
    after = bench.inspect("web")
    assert after["Config"]["Labels"] == before["Config"]["Labels"]
    assert after["HostConfig"]["PortBindings"] == before["HostConfig"]["PortBindings"]
    await far.close()
    typed = [entry.typed for entry in far.runner.journal.entries]
    assert "docker system dial-stdio" in typed


async def test_the_measure_is_exact(clean_engine: PrivateEngine, far: Session) -> None:
    (told,) = clean_engine.get("/system/df")["Images"]
    assert list((await measure(far)).images.values()) == [
        (told["Size"], max(0, told["SharedSize"]))
    ]
    await far.close()


async def test_events_are_followed(clean_engine: PrivateEngine, far: Session) -> None:
    async with Following(Pace(2.0, 0.2, 1.0, 2.0)) as following:
        await following.live()
        clean_engine.docker("create", "--name", "late", BUSYBOX)

        def seen() -> bool:
            return "late" in {row.name for row in following.snapshot().rows}

        await following.until(seen, "the new container")
    assert following.state() is Live.LIVE
    await far.close()

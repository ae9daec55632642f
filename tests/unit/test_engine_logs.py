"""Which log files count as those of the engine, so that they may be emptied."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tui.backends.contexts import EndpointError
from tui.backends.endpoint import Endpoint
from tui.backends.logs import EngineLogs
from tui.core.logs import SMALLEST, Home, LogFile, Told

ID = "ab12" * 16
STARTED = "2026-01-02T03:04:05.678901234Z"
HERE = Endpoint("default", "unix:///var/run/docker.sock", "default")


class Engine:
    """A data root with one container that wrote much."""

    def __init__(self, root: Path) -> None:
        self.home = Home(str(root), "Debian GNU/Linux 12 (bookworm)")
        self.folder = root / "containers" / ID
        self.folder.mkdir(parents=True)
        self.log = self.folder / f"{ID}-json.log"
        self.log.write_bytes(bytes(SMALLEST))
        self.state(StartedAt=STARTED, FinishedAt="0001-01-01T00:00:00Z")
        started = datetime(2026, 1, 2, 3, 4, 5, 678901, UTC)
        self.told = Told(ID, "json-file", str(self.log), started, None)

    def state(self, **state: str) -> None:
        kept = {"ID": ID, "State": state}
        (self.folder / "config.v2.json").write_text(json.dumps(kept))

    def found(self, endpoint: Endpoint | EndpointError | None = HERE) -> LogFile | None:
        logs, _why = EngineLogs(endpoint).find(self.home, [self.told])
        return logs.get(ID)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return Engine(Path(os.path.realpath(tmp_path)) / "docker")


def test_a_large_log_of_this_engine(engine: Engine) -> None:
    for number, name in enumerate((".1", ".2.gz", "-other", ".tmp")):
        (engine.folder / f"{engine.log.name}{name}").write_bytes(bytes(10 ** (number + 1)))
    found = engine.found()
    assert found is not None
    assert (found.path, found.size, found.rotated) == (str(engine.log), SMALLEST, 110)
    assert found.written.timestamp() == pytest.approx(engine.log.stat().st_mtime)


def test_the_local_driver_keeps_its_log_elsewhere_and_old_engines_do_not_say_where(
    engine: Engine,
) -> None:
    path = engine.folder / "local-logs" / "container.log"
    path.parent.mkdir()
    path.write_bytes(bytes(2 * SMALLEST))
    for said in (str(path), ""):
        engine.told = engine.told._replace(driver="local", path=said)
        found = engine.found()
        assert found is not None
        assert (found.path, found.size) == (str(path), 2 * SMALLEST)


@pytest.mark.parametrize(
    ("endpoint", "system", "why"),
    [
        (Endpoint("far", "tcp://10.0.0.7:2376", "--context"), "Debian", "the engine's own machine"),
        (Endpoint("far", "ssh://me@there", "--context"), "Debian", "the engine's own machine"),
        (EndpointError("No such context.", "", "--context"), "Debian", "the engine's own machine"),
        (HERE, "Docker Desktop", "in Docker Desktop's VM"),
    ],
)
def test_a_file_of_that_name_here_is_not_that_of_an_engine_elsewhere(
    engine: Engine, endpoint: Endpoint | EndpointError, system: str, why: str
) -> None:
    home = replace(engine.home, system=system)
    logs, told = EngineLogs(endpoint).find(home, [engine.told])
    assert not logs
    assert why in told


@pytest.mark.parametrize("root", ["", "relative", "/nowhere/at/all"])
def test_a_root_that_is_not_here(engine: Engine, root: str) -> None:
    logs, why = EngineLogs(HERE).find(Home(root), [engine.told])
    assert (logs, why) == ({}, "the engine's files are not on this machine")


def test_only_what_grew_large_counts(engine: Engine) -> None:
    engine.log.write_bytes(bytes(SMALLEST - 1))
    assert engine.found() is None


@pytest.mark.parametrize("driver", ["journald", "k8s-file", "", "none"])
def test_other_drivers_have_no_file_that_is_theirs_alone(engine: Engine, driver: str) -> None:
    engine.told = engine.told._replace(driver=driver)
    assert engine.found() is None


@pytest.mark.parametrize("path", ["", "/etc/passwd", "/a/../b", "\x00"])
def test_another_path_than_the_driver_makes(engine: Engine, path: str) -> None:
    engine.told = engine.told._replace(path=path)
    assert engine.found() is None


def test_a_path_that_leads_out_of_the_root(engine: Engine) -> None:
    engine.told = engine.told._replace(id="../../etc")
    assert EngineLogs(HERE).find(engine.home, [engine.told]) == ({}, "")


def test_links_are_not_followed(engine: Engine, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    engine.log.rename(victim)
    engine.log.symlink_to(victim)
    assert engine.found() is None
    engine.log.unlink()
    os.link(victim, engine.log)
    assert engine.found() is None, "a second name of another file"
    victim.unlink()
    assert engine.found() is not None
    moved = tmp_path / "moved"
    engine.folder.rename(moved)
    engine.folder.symlink_to(moved)
    assert engine.found() is None, "its folder is a link"


def test_a_pipe_is_no_log(engine: Engine) -> None:
    engine.log.unlink()
    os.mkfifo(engine.log)
    assert engine.found() is None


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", '{"ID": 3, "State": []}',
        json.dumps({"ID": "cd" * 32, "State": {"StartedAt": STARTED}}),
        json.dumps({"ID": ID, "State": {"StartedAt": "2026-01-02T03:04:06.678901234Z"}}),
        json.dumps({"ID": ID, "State": {"StartedAt": STARTED, "FinishedAt": STARTED}}),
    ],
)  # fmt: skip
def test_the_engines_own_record_beside_it_has_to_agree(engine: Engine, text: str) -> None:
    record = engine.folder / "config.v2.json"
    record.write_text(text)
    assert engine.found() is None
    record.unlink()
    assert engine.found() is None
    engine.state(StartedAt=STARTED, FinishedAt="0001-01-01T00:00:00Z")
    assert engine.found() is not None

"""Container logs that grew large, on a real engine: planned, looked at again, emptied."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX
from tests.live.test_cli_live import Wsltui

LOUD = "yes 0123456789 | head -c 1000000; echo ready; while sleep 0.1; do echo tick; done"
READY = 10.0


@pytest.fixture
def wsltui(clean_engine: PrivateEngine, tmp_path: Path) -> Wsltui:
    return Wsltui(clean_engine.environ, tmp_path)


@pytest.fixture(params=["json-file", "local"])
def loud(clean_engine: PrivateEngine, request: pytest.FixtureRequest) -> Path:
    """A running container whose log has a megabyte, and goes on; its log file."""
    driver = ("--log-driver", request.param)
    clean_engine.docker("run", "-d", "--name", "loud", *driver, BUSYBOX, "sh", "-c", LOUD)
    until(lambda: "ready" in clean_engine.docker("logs", "--tail", "3", "loud").stdout)
    path = clean_engine.docker("inspect", "-f", "{{.LogPath}}", "loud").stdout.strip()
    if not path:
        found = clean_engine.docker("inspect", "-f", "{{.Id}}", "loud").stdout.strip()
        folder = clean_engine.directory / "data" / "containers" / found
        path = str(folder / "local-logs" / "container.log")
    return Path(path)


def until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + READY
    while not met():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def test_a_policy_empties_the_log_of_a_container_that_runs_on(
    clean_engine: PrivateEngine, wsltui: Wsltui, loud: Path
) -> None:
    spared = json.loads(wsltui("clean", "--json").stdout)
    (kept,) = [item for item in spared["items"] if item["kind"] == "log-file"]
    assert kept["verdict"] == "keep"
    assert kept["reason"].endswith("the policy leaves it alone")
    assert kept["path"] == str(loud)

    size = loud.stat().st_size
    applied = wsltui("clean", "--yes", "--json", "--log-files", "500kB")
    assert applied.returncode == 0, applied.stderr
    told = json.loads(applied.stdout)
    assert [(r["kind"], r["name"], r["outcome"]) for r in told["results"]] == [
        ("log-file", "loud", "done")
    ]
    assert told["bytes_planned_min"] >= 1_000_000
    assert told["bytes_freed"] >= told["bytes_planned_min"]
    assert loud.stat().st_size < size / 10
    clean_engine.docker("logs", "loud")
    until(lambda: "tick" in clean_engine.docker("logs", "loud").stdout)
    left = json.loads(wsltui("clean", "--json", "--log-files", "500kB").stdout)
    assert not [item for item in left["items"] if item["verdict"] == "remove"]


def test_no_other_file_is_emptied_and_no_log_of_a_container_that_changed(
    clean_engine: PrivateEngine, wsltui: Wsltui, loud: Path, tmp_path: Path
) -> None:
    file, victim = tmp_path / "plan.json", tmp_path / "victim"
    victim.write_bytes(bytes(2_000_000))
    text = wsltui("clean", "--json", "--log-files", "500kB").stdout
    file.write_text(text.replace(str(loud), str(victim)))
    assert _told(wsltui, file) == {"loud": "it is not the large log file of its container any more"}
    file.write_text(text)
    clean_engine.docker("stop", "loud")
    assert _told(wsltui, file) == {"loud": "its container is exited meanwhile"}
    assert victim.stat().st_size == 2_000_000
    assert loud.stat().st_size > 1_000_000


def _told(wsltui: Wsltui, file: Path) -> dict[str, str]:
    """Name → the reason for which it was skipped."""
    ran = wsltui("clean", "--apply", str(file), "--yes", "--json")
    assert ran.returncode == 0, ran.stderr
    results = json.loads(ran.stdout)["results"]
    return {r["name"]: r["reason"] for r in results if r["outcome"] == "skipped"}

"""`wsltui clean` and `wsltui undo` on a messy real engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX
from tests.live.test_cli_live import Wsltui
from tui.core.restore.compare import differences


@pytest.fixture
def wsltui(clean_engine: PrivateEngine, tmp_path: Path) -> Wsltui:
    return Wsltui(clean_engine.environ, tmp_path)


@pytest.fixture
def messy(clean_engine: PrivateEngine) -> PrivateEngine:
    """Left-overs with an anonymous volume and settings, things in use, things with names."""
    docker = clean_engine.docker
    docker("volume", "create", "named")
    docker("volume", "create", "database-data")
    docker("network", "create", "backend")
    mounts = ("-v", "/scratch", "-v", "named:/data")
    settings = ("-e", "A=b=c", "--network", "backend", "--label", "team=red", *mounts)
    docker("run", "--name", "done", *settings, BUSYBOX, "sh", "-c", "echo x > /scratch/f")
    docker("create", "--name", "never", "--restart", "on-failure:3", BUSYBOX, "true")
    docker("run", "-d", "--name", "alive", "-v", "/live", BUSYBOX, "sleep", "1000000")
    docker("run", "--name", "pinned", BUSYBOX, "true")
    return clean_engine


def names(engine: PrivateEngine) -> set[str]:
    return set(engine.docker("ps", "-a", "--format", "{{.Names}}").stdout.split())


def inspected(engine: PrivateEngine, name: str) -> dict[str, Any]:
    (found,) = json.loads(engine.docker("container", "inspect", name).stdout)
    assert isinstance(found, dict)
    return found


def test_plan_apply_and_undo(messy: PrivateEngine, wsltui: Wsltui) -> None:
    assert wsltui("pin", "add", "container", "pinned").returncode == 0
    before = {name: inspected(messy, name) for name in ("done", "never")}

    plan = json.loads(wsltui("clean", "--json").stdout)
    removed = {i["name"] for i in plan["items"] if i["verdict"] == "remove"}
    assert {"done", "never"} <= removed
    assert not removed & {"alive", "pinned", "named", "database-data", "backend"}
    assert all(item["reason"] for item in plan["items"])
    assert names(messy) == {"done", "never", "alive", "pinned"}, "planning removed something"
    assert plan["context"] == "default"

    applied = wsltui("clean", "--yes", "--json")
    assert applied.returncode == 0, applied.stderr
    assert names(messy) == {"alive", "pinned"}
    again = json.loads(wsltui("clean", "--json").stdout)
    assert again["totals"]["remove"] == 0, "the plan was not closed"

    undone = wsltui("undo", "--yes")
    assert undone.returncode == 0, undone.stderr
    for name, was in before.items():
        assert differences(was, inspected(messy, name)) == ()
    messy.docker("start", "done")
    assert messy.docker("inspect", "-f", "{{.State.ExitCode}}", "done").stdout.strip() == "0"


def test_what_others_see_into_stays(clean_engine: PrivateEngine, wsltui: Wsltui) -> None:
    docker, forever = clean_engine.docker, (BUSYBOX, "sleep", "1000000")
    docker("run", "-d", "--name", "memory", "--ipc", "shareable", *forever)
    docker("run", "-d", "--name", "shares", "--ipc", "container:memory", *forever)
    docker("kill", "memory")
    docker("create", "--name", "processes", BUSYBOX, "true")
    docker("create", "--name", "watches", "--pid", "container:processes", BUSYBOX, "true")
    assert wsltui("pin", "add", "container", "watches").returncode == 0
    items = json.loads(wsltui("clean", "--json").stdout)["items"]
    kept = {item["name"]: item["reason"] for item in items if item["verdict"] == "keep"}
    assert kept.keys() >= {"memory", "shares", "processes", "watches"}
    assert kept["memory"] == "in use by shares"
    assert kept["processes"] == "in use by watches (created)"


def test_a_saved_plan_removes_its_items_alone_and_only_on_its_engine(
    messy: PrivateEngine, wsltui: Wsltui, tmp_path: Path
) -> None:
    plan = json.loads(wsltui("clean", "--json", "--name", "never").stdout)
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({**plan, "engine_id": "another"}))
    assert wsltui("clean", "--apply", str(file), "--yes").returncode == 4
    file.write_text(json.dumps(plan))
    messy.docker("run", "--name", "later", BUSYBOX, "true")
    assert wsltui("clean", "--apply", str(file), "--yes").returncode == 0
    assert names(messy) == {"done", "alive", "pinned", "later"}


def test_what_changed_since_the_plan_is_left_alone(
    messy: PrivateEngine, wsltui: Wsltui, tmp_path: Path
) -> None:
    file = tmp_path / "plan.json"
    file.write_text(wsltui("clean", "--json").stdout)
    messy.docker("rename", "done", "wanted")
    messy.docker("rm", "never")
    ran = wsltui("clean", "--apply", str(file), "--yes", "--json")
    assert ran.returncode == 0, ran.stderr
    told = {r["name"]: (r["outcome"], r["reason"]) for r in json.loads(ran.stdout)["results"]}
    assert told["done"] == ("skipped", "it was renamed to wanted meanwhile")
    assert told["never"][0] == "skipped"
    assert "wanted" in names(messy)


def test_read_only_and_no_terminal_change_nothing(messy: PrivateEngine, wsltui: Wsltui) -> None:
    assert wsltui("--read-only", "clean", "--yes").returncode == 4
    assert wsltui("clean").returncode == 0
    assert wsltui("undo").returncode in (1, 4)
    assert names(messy) == {"done", "never", "alive", "pinned"}

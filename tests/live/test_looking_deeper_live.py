"""What things take, what happened and who uses memory, on a real engine against its own API."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX
from tests.live.test_cli_live import IDLE, Wsltui


def through(engine: PrivateEngine, cli: str, directory: Path) -> Wsltui:
    path = f"{Path(cli).parent}{os.pathsep}{engine.environ['PATH']}"
    return Wsltui(engine.environ | {"PATH": path}, directory)


def by(key: str, rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in rows}


def test_df_counts_what_the_api_counts(
    sample_engine: PrivateEngine, docker_cli: str, tmp_path: Path
) -> None:
    rows = through(sample_engine, docker_cli, tmp_path).json("ls", "df")
    found, told = by("type", rows), sample_engine.get("/system/df")
    assert set(found) == {"Images", "Containers", "Local Volumes", "Build Cache"}
    assert found["Images"]["size_bytes"] == pytest.approx(told["LayersSize"], rel=0.01)
    assert found["Containers"]["count"] == len(told["Containers"])
    assert found["Local Volumes"]["count"] == len(told["Volumes"] or [])
    assert all(row["reclaimable_bytes"] is not None for row in found.values())


def test_events_of_the_past_are_listed_in_their_order(
    clean_engine: PrivateEngine, docker_cli: str, tmp_path: Path
) -> None:
    name = f"brief{docker_cli.replace('/', '-')}"
    clean_engine.docker("run", "--name", name, BUSYBOX, "false", check=False)
    rows = through(clean_engine, docker_cli, tmp_path).json(
        "ls", "events", "--since", "1m", "--filter", f"type:container {name}"
    )
    assert [row["action"] for row in rows] == ["die", "start", "create"]
    assert rows[0]["attributes"]["exitCode"] == "1"


def test_a_container_uses_what_its_cgroup_is_charged(
    clean_engine: PrivateEngine, some_cli: str, tmp_path: Path
) -> None:
    ident = clean_engine.docker("run", "-d", "--name", "idler", BUSYBOX, *IDLE).stdout.strip()
    found = by("id", through(clean_engine, some_cli, tmp_path).json("ls", "memory"))
    sample = clean_engine.get(f"/containers/{ident}/stats?stream=false&one-shot=true")
    charged = sample["memory_stats"]["usage"]
    assert found[ident]["bytes"] == pytest.approx(charged, abs=2_000_000)
    parts = [found[name]["bytes"] for name in ("programs", "page-cache", "free")]
    assert sum(parts) == pytest.approx(found["programs"]["total_bytes"], rel=0.02)
    pid = clean_engine.get(f"/containers/{ident}/json")["State"]["Pid"]
    assert str(pid) not in found, "it is counted with its container"

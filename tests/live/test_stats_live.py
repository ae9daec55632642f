"""What a real engine measures of containers that run."""

from __future__ import annotations

import os
from pathlib import Path

from tests.live.engine import PrivateEngine
from tests.live.test_cli_live import Wsltui


def test_what_runs_is_measured_as_the_engine_tells_it(
    sample_engine: PrivateEngine, some_cli: str, tmp_path: Path
) -> None:
    path = f"{Path(some_cli).parent}{os.pathsep}{sample_engine.environ['PATH']}"
    wsltui = Wsltui(sample_engine.environ | {"PATH": path}, tmp_path)
    told = {one["id"]: one for one in wsltui.json("stats", "--json")}
    total = sample_engine.get("/info")["MemTotal"]
    running = (one["Id"] for one in sample_engine.get("/containers/json"))
    for found in (sample_engine.get(f"/containers/{key}/json") for key in running):
        if not found["RestartCount"]:  # one that restarts all the time may be between two lives
            one = told[found["Id"]]
            assert one["cpu_percent"] >= 0, one
            assert one["memory_limit_bytes"] == (found["HostConfig"]["Memory"] or total)
            assert 0 < one["memory_bytes"] < one["memory_limit_bytes"]
            assert one["processes"] >= 1
    stopped = next(
        one for one in sample_engine.get("/containers/json?all=1") if one["State"] == "exited"
    )
    said = wsltui("stats", stopped["Names"][0].removeprefix("/"))
    assert said.returncode == 0
    assert "is not running" in said.stderr

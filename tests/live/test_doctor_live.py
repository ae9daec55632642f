"""The doctor on a real engine of this machine itself, and on one that has stopped answering."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.live.engine import PrivateEngine
from tests.live.test_cli_live import Wsltui


def test_a_native_engine_and_then_a_socket_that_is_a_file(
    clean_engine: PrivateEngine, tmp_path: Path
) -> None:
    wsltui = Wsltui(clean_engine.environ, tmp_path)
    found = by_id(wsltui.json("doctor"))
    version = clean_engine.docker("version", "--format", "{{.Server.Version}}").stdout.strip()
    assert version in found["C8"]["found"]
    for id_ in ("C5", "C8", "C9"):
        assert found[id_]["verdict"] == "good", found[id_]
    place = tmp_path / "docker.sock"
    place.touch()
    wsltui.environ["DOCKER_HOST"] = f"unix://{place}"
    done = wsltui("doctor")
    assert done.returncode == 1
    assert "is no socket but a file" in done.stdout


def by_id(told: Any) -> dict[str, Any]:
    return {check["id"]: check for check in told["checks"]}

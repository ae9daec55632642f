"""Networks made, joined and left on a real engine; and secrets, which nothing shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX
from tests.live.test_cli_live import IDLE, Wsltui
from tests.live.test_more_kinds_live import through


@pytest.fixture
def wsltui(clean_engine: PrivateEngine, some_cli: str, tmp_path: Path) -> Wsltui:
    return through(clean_engine, some_cli, tmp_path)


def test_making_joining_and_leaving(clean_engine: PrivateEngine, wsltui: Wsltui) -> None:
    for verb, name in (("create", "rests"), ("run", "runs")):
        detached = ("-d",) if verb == "run" else ()
        clean_engine.docker(verb, *detached, "--name", name, BUSYBOX, *IDLE)
    subnet = ("--subnet", "10.77.0.0/24", "--gateway", "10.77.0.1", "--labels", "a=b 'c=d e'")
    made = wsltui.json("do", "network.create", "back", *subnet, "--internal")
    assert made["done"] == ["back"]
    found = clean_engine.get("/networks/back")
    assert found["IPAM"]["Config"] == [{"Subnet": "10.77.0.0/24", "Gateway": "10.77.0.1"}]
    assert (found["Internal"], found["Labels"]) == (True, {"a": "b", "c": "d e"})
    connect = ("do", "network.connect", "back", "--container")
    assert wsltui.json(*connect, "runs", "--alias", "db data", "--ip", "10.77.0.9")["done"]
    assert wsltui.json(*connect, "rests")["done"]
    assert wsltui(*connect, "nosuch").returncode == 2
    shown = wsltui("show", "network", "back", "--tab", "containers").stdout
    for words in ("10.77.0.9/24", "db, data", "rests", "it gets an address when it starts"):
        assert words in shown
    leave = ("do", "network.disconnect", "back", "--container")
    assert wsltui(*leave, "runs").returncode == 4
    for name in ("runs", "rests"):
        assert wsltui.json(*leave, name, "--yes")["done"] == ["back"]
    assert clean_engine.get("/containers/rests/json")["NetworkSettings"]["Networks"].keys() == {
        "bridge"
    }
    assert wsltui("do", "network.connect", "bridge", "--container", "runs").returncode == 4


def test_what_the_engine_alone_can_refuse_is_said(
    clean_engine: PrivateEngine, wsltui: Wsltui
) -> None:
    clean_engine.docker("create", "--name", "shut", "--network", "host", BUSYBOX)
    clean_engine.docker("network", "create", "back")
    shut = wsltui("do", "network.connect", "back", "--container", "shut", "--json")
    (failed,) = json.loads(shut.stdout)["failed"]
    assert (shut.returncode, "connected to" in failed["reason"]) == (1, True), failed


def test_no_secret_of_a_container_is_shown_or_written(
    clean_engine: PrivateEngine, wsltui: Wsltui
) -> None:
    env = ("-e", "DB_PASSWORD=hunter2", "-e", "URL=postgres://u:hunter2@db/x", "-e", "MODE=fast")
    label = ("--label", "api.token=hunter2")
    words = ("sh", "-c", "true", "--password", "hunter2", "--key=hunter2")
    clean_engine.docker("create", "--name", "safe", *env, *label, BUSYBOX, *words)
    show = ("show", "container", "safe")
    for more in ((), ("--json",), ("--tab", "inspect")):
        shown = wsltui(*show, *more)
        assert shown.returncode == 0
        assert "hunter2" not in shown.stdout, more
    whole = wsltui(*show, "--tab", "inspect", "--unmask").stdout
    assert (whole.count("hunter2"), "MODE=fast" in whole) == (7, True)
    wsltui("do", "volume.create", "v1", "--labels", "secret=hunter2", "--options", "o=x")
    state = Path(wsltui.environ["XDG_STATE_HOME"], "wsltui")
    written = [path for path in state.rglob("*") if path.is_file()]
    assert written
    assert not [path for path in written if b"hunter2" in path.read_bytes()]
    assert "hunter2" not in wsltui("history", "--json").stdout

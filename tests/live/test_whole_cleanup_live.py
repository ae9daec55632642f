"""One messy engine from the plan to the undo: every class, shared layers, projects and pins."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.live import buildkit
from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX, build, build_with_layer
from tests.live.test_cli_live import Wsltui
from tests.live.undoing import differing, settings

COMPOSE = ("--label", "com.docker.compose.project=shop", "--label", "com.docker.compose.service=")
MEGABYTE = "dd if=/dev/zero of=/{} bs=1M count={} 2>/dev/null"
CACHED = f"FROM {BUSYBOX}\nRUN echo built > /built\nCOPY said /said\n"
GO = {"shop-web-1", "shop-job-1", "written", "never"}
STAY = {"shop-db-1", "pinned", "of-a-pinned-project"}


class Mess:
    """The engine, and what it held before."""

    def __init__(self, engine: PrivateEngine) -> None:
        self.engine = engine
        self.docker = engine.docker
        self._images()
        self._places()
        self._containers()
        if buildkit.old_cli():
            buildkit.build(engine, CACHED, {"said": "x" * 300_000})

    def _images(self) -> None:
        """Layers under layers: app:2 stands on app:1, and took its tag from another."""
        build_with_layer(self.engine, "app:1", 2_000_000)
        for said in ("first", "second"):
            build(
                self.engine, "app:2", "FROM app:1\nCOPY said /said\n", {"said": said.encode() * 9}
            )
        build_with_layer(self.engine, "old/tool:1", 1_500_000, seed=1)
        self.docker("tag", "old/tool:1", "old/tool:latest")
        build_with_layer(self.engine, "keep/tool:1", 700_000, seed=2)

    def _places(self) -> None:
        self.docker("network", "create", "--label", "a=b", "shop_default")
        self.docker("network", "create", "--subnet", "10.77.0.0/24", "left-over")
        self.docker("network", "create", "pinned-net")
        for name in ("unwanted", "stays"):
            self.docker("volume", "create", "--label", "team=red", name)
        self.docker("run", "--rm", "-v", "unwanted:/d", BUSYBOX, "sh", "-c", "echo data >/d/f")
        self.docker("volume", "create")

    def _containers(self) -> None:
        def run(name: str, *words: str, shell: str, image: str = BUSYBOX) -> None:
            self.docker("run", "--name", name, *words, image, "sh", "-c", shell)

        def shop(service: str) -> tuple[str, ...]:
            return (*COMPOSE[:-1], COMPOSE[-1] + service, "--network", "shop_default")

        mounts = ("-v", "stays:/data", "-v", "/scratch", "-e", "A=b=c", "--network-alias", "www")
        run("shop-web-1", *shop("web"), *mounts, shell="echo x >/scratch/f", image="app:2")
        run("shop-job-1", *shop("job"), "--restart", "on-failure:2", shell="exit 0", image="app:1")
        run("shop-db-1", "-d", *shop("db"), "-v", "/var/lib", shell="sleep 1000000")
        run("written", "-m", "64m", "--cpus", "0.5", shell=MEGABYTE.format("big", 3))
        run("pinned", shell="true")
        run("of-a-pinned-project", "--label", "com.docker.compose.project=precious", shell="true")
        self.docker(
            "create", "--name", "never", "-p", "8099:80", "--label", "x=[red]", BUSYBOX, "a"
        )

    @property
    def containers(self) -> dict[str, dict[str, Any]]:
        names = self.docker("ps", "-a", "--format", "{{.Names}}").stdout.split()
        found = json.loads(self.docker("container", "inspect", *names).stdout)
        return {one["Name"].strip("/"): one for one in found}

    def names(self, kind: str) -> set[str]:
        format_ = "{{.Repository}}:{{.Tag}}" if kind == "image" else "{{.Name}}"
        return set(self.docker(kind, "ls", "--format", format_).stdout.split())

    def holds(self) -> int:
        """Bytes, as the engine counts them."""
        df = self.engine.get("/system/df")
        volumes = sum(v["UsageData"]["Size"] for v in df["Volumes"] or [])
        containers = sum(c.get("SizeRw", 0) for c in df["Containers"] or [])
        cache = sum(c["Size"] for c in df["BuildCache"] or [] if not c["Shared"])
        return int(df["LayersSize"] + volumes + containers + cache)


@pytest.fixture
def mess(clean_engine: PrivateEngine) -> Mess:
    return Mess(clean_engine)


@pytest.fixture
def wsltui(clean_engine: PrivateEngine, tmp_path: Path) -> Wsltui:
    wsltui = Wsltui(clean_engine.environ, tmp_path)
    for words in (
        ("container", "pinned"), ("image", "keep/tool:1"), ("network", "pinned-net"),
        ("--project", "precious"),
    ):  # fmt: skip
        assert wsltui("pin", "add", *words).returncode == 0
    return wsltui


def test_from_the_plan_to_the_undo(mess: Mess, wsltui: Wsltui, tmp_path: Path) -> None:
    before, held, images = mess.containers, mess.holds(), mess.names("image")
    networks = {n: mess.engine.get(f"/networks/{n}") for n in ("shop_default", "left-over")}
    asked = ("clean", "--policy", "thorough", "--volume", "unwanted", "--save-images")
    file = tmp_path / "plan.json"
    file.write_text(wsltui(*asked, "--json").stdout)
    plan = json.loads(file.read_text())

    go = {(i["kind"], i["name"]) for i in plan["items"] if i["verdict"] == "remove"}
    assert {name for kind, name in go if kind == "container"} == GO
    assert {name for kind, name in go if kind == "network"} == {"left-over"}
    assert ("volume", "unwanted") in go
    assert ("image", "old/tool:1") in go
    assert not {("image", "keep/tool:1"), ("image", "app:1"), ("volume", "stays")} & go
    assert all(item["reason"] for item in plan["items"])

    applied = wsltui("clean", "--apply", str(file), "--yes", "--json")
    assert applied.returncode == 0, applied.stderr
    told = json.loads(applied.stdout)
    assert {r["outcome"] for r in told["results"]} == {"done"}
    assert set(mess.containers) == STAY
    assert mess.names("volume") >= {"stays"}
    assert "unwanted" not in mess.names("volume")
    assert mess.names("image") == images - {"old/tool:1", "old/tool:latest", "<none>:<none>"}
    gain = held - mess.holds()
    assert plan["totals"]["bytes_min"] <= gain <= plan["totals"]["bytes_max"]
    assert told["bytes_freed"] == gain
    assert json.loads(wsltui(*asked, "--json").stdout)["totals"]["remove"] == 0, "not closed"

    undone = wsltui("undo", "--yes")
    assert undone.returncode == 0, undone.stderr
    assert mess.names("image") == images
    data = ("-v", "unwanted:/d", BUSYBOX, "cat", "/d/f")
    assert mess.docker("run", "--rm", *data).stdout == "data\n"
    after = mess.containers
    assert set(after) == set(before)
    for name in GO:
        assert not [*differing(settings(before[name]), settings(after[name]))], name
    for name, was in networks.items():
        now = mess.engine.get(f"/networks/{name}")
        assert [now[k] for k in ("Labels", "Driver")] == [was[k] for k in ("Labels", "Driver")]
        assert now["IPAM"]["Config"][0]["Subnet"] == was["IPAM"]["Config"][0]["Subnet"]

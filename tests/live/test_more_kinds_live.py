"""Volumes, networks and build cache on a real engine: equal to its API, and removed for real."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.live import buildkit
from tests.live.engine import PrivateEngine
from tests.live.image import BUSYBOX, build_busybox
from tests.live.machine import docker_clis
from tests.live.test_cli_live import IDLE, Wsltui
from tests.live.volume_plugin import Driver, engine_with
from tui.core.action import Item
from tui.core.command import Command, Outcome, Result
from tui.core.verify import not_done
from tui.kinds.build_record import API
from tui.kinds.builds import BUILD_CACHE
from tui.session.ask import ask

CHAIN = f"""\
FROM {BUSYBOX}
COPY a /a
RUN echo "<one> & two" > /one
RUN --mount=type=cache,target=/cache echo three > /cache/three
"""
needs_buildkit = pytest.mark.skipif(
    buildkit.old_cli() is None, reason="No docker CLI here builds with BuildKit without buildx."
)


def through(engine: PrivateEngine, cli: str, directory: Path) -> Wsltui:
    """wsltui on this engine, with this CLI first on PATH."""
    path = f"{Path(cli).parent}{os.pathsep}{engine.environ['PATH']}"
    return Wsltui(engine.environ | {"PATH": path}, directory)


@pytest.fixture
def samples(sample_engine: PrivateEngine, docker_cli: str, tmp_path: Path) -> Wsltui:
    return through(sample_engine, docker_cli, tmp_path)


@pytest.fixture
def wsltui(clean_engine: PrivateEngine, some_cli: str, tmp_path: Path) -> Wsltui:
    return through(clean_engine, some_cli, tmp_path)


def inspected(engine: PrivateEngine) -> list[dict[str, Any]]:
    """All containers as the API inspects them."""
    listed = engine.get("/containers/json?all=1")
    return [engine.get(f"/containers/{one['Id']}/json") for one in listed]


def skipped(report: dict[str, Any]) -> str:
    (one,) = report["skipped"]
    assert (report["done"], report["failed"]) == ([], [])
    return str(one["reason"])


def whole(moment: str) -> str:
    """A time without its parts of a second."""
    return moment[:19]


# --- volumes -------------------------------------------------------------------------------------


def expected_volume(found: dict[str, Any], containers: list[dict[str, Any]]) -> dict[str, Any]:
    labels, options = found["Labels"] or {}, found["Options"] or {}
    users = [
        one["Name"].removeprefix("/")
        for one in containers
        if found["Name"] in [mount.get("Name") for mount in one["Mounts"]]
    ]
    return {
        "name": found["Name"],
        "driver": found["Driver"],
        "mountpoint": found["Mountpoint"],
        "created": None if found["CreatedAt"].startswith("0001-") else found["CreatedAt"],
        "labels": labels,
        "anonymous": len(found["Name"]) == 64,
        "size_bytes": None,
        "containers": sorted(users),
        "project": labels.get("com.docker.compose.project"),
        "scope": found["Scope"],
        "options": options,
        "trouble": None,
        "measured": None,
        "windows_path": None,
    }


def check_volumes(engine: PrivateEngine, wsltui: Wsltui) -> None:
    rows = wsltui.json("ls", "volumes")
    containers = inspected(engine)
    told = [expected_volume(one, containers) for one in engine.get("/volumes")["Volumes"]]
    assert {row["name"]: row for row in rows} == {one["name"]: one for one in told}
    assert len(rows) == len(told)


def test_volumes_of_a_busy_engine(sample_engine: PrivateEngine, samples: Wsltui) -> None:
    check_volumes(sample_engine, samples)
    rows = {row["name"]: row for row in samples.json("ls", "volumes")}
    assert rows["shop_db-data"]["containers"] == ["shop-db-1"]
    assert rows["old-backup"]["containers"] == []
    assert sum(row["anonymous"] for row in rows.values()) == 1


def test_odd_volumes(clean_engine: PrivateEngine, wsltui: Wsltui) -> None:
    labels = {"list": "a=1,b=2|c", "lines": "one\ntwo\u2028three", "empty": "", "名": "値 🐳"}
    project = {"com.docker.compose.project": "shop"}
    options = {"type": "tmpfs", "device": "tmpfs", "o": "size=1m"}
    for body in (
        {"Name": "labelled", "Labels": labels | project},
        {"Name": "null-labels", "Labels": None, "DriverOpts": None},
        {"Name": "with-options", "Driver": "local", "DriverOpts": options},
        {"Name": "0" * 64},
        {"Name": "f" * 64, "Labels": {"com.docker.volume.anonymous": ""}},
    ):
        clean_engine.api("POST", "/volumes/create", body)
    clean_engine.docker("create", "--name", "idle", "-v", "labelled:/a", "-v", "/b", BUSYBOX)
    check_volumes(clean_engine, wsltui)
    assert "labelled" in wsltui("ls", "volumes", "--filter", "label:list=a=1").stdout


@pytest.fixture(scope="module")
def shared(may_start_engines: None) -> Iterator[tuple[PrivateEngine, Driver]]:
    """An engine with the driver `share`, one volume of the engine's own and two of it."""
    with engine_with("share") as (engine, driver):
        engine.docker("volume", "create", "own")
        for name in ("near", "far"):
            engine.docker("volume", "create", "--driver", "share", "--label", "a=b", name)
        yield engine, driver


def test_a_volume_whose_driver_fails_is_shown_all_the_same(
    shared: tuple[PrivateEngine, Driver], docker_cli: str, tmp_path: Path
) -> None:
    engine, driver = shared
    wsltui = through(engine, docker_cli, tmp_path)
    check_volumes(engine, wsltui)
    driver.offline.add("far")
    rows = {row["name"]: row for row in wsltui.json("ls", "volumes")}
    driver.offline.clear()
    assert set(rows) == {"near", "far", "own"}
    assert (rows["near"]["driver"], rows["near"]["scope"]) == ("share", "global")
    assert (rows["near"]["labels"], rows["near"]["trouble"]) == ({"a": "b"}, None)
    assert (rows["far"]["driver"], rows["far"]["labels"]) == ("share", None)
    assert rows["far"]["trouble"]
    engine.docker("volume", "create", "--driver", "share", "spare")
    remove = ("do", "volume.remove", "spare", "--yes")
    refused = wsltui(*remove)  # it keeps names only: there is nothing to copy from
    assert (refused.returncode, "spare" in driver.names) == (4, True)
    assert "--no-backup" in refused.stderr
    assert wsltui.json(*remove, "--no-backup")["done"] == ["spare"]
    assert "spare" not in driver.names


def test_removing_volumes(clean_engine: PrivateEngine, wsltui: Wsltui) -> None:
    for name in ("data", "cache"):
        clean_engine.docker("volume", "create", name)
    clean_engine.docker("create", "--name", "stopped", "-v", "data:/data", "-v", "/more", BUSYBOX)
    remove = ("do", "volume.remove", "data")
    assert wsltui("do", "volume.remove", "cache").returncode == 4
    assert "data is used by stopped" in skipped(wsltui.json(*remove, "--yes", "--force"))
    refused = clean_engine.docker("volume", "rm", "-f", "data", check=False)
    assert "volume is in use" in refused.stderr
    clean_engine.docker("rm", "stopped")
    (anonymous,) = (v["name"] for v in wsltui.json("ls", "volumes") if v["anonymous"])
    report = wsltui.json("do", "volume.remove", "data", anonymous[:12], "--yes")
    assert report["done"] == ["data", anonymous]
    assert [v["Name"] for v in clean_engine.get("/volumes")["Volumes"]] == ["cache"]


def test_a_used_volume_that_went_unnoticed_is_a_failure_with_a_remedy(
    clean_engine: PrivateEngine, wsltui: Wsltui
) -> None:
    """The engine has the last word: here the containers could not be asked."""
    clean_engine.docker("create", "--name", "stopped", "-v", "data:/data", BUSYBOX)
    blind = wsltui.environ["XDG_STATE_HOME"] + "/bin"
    Path(blind).mkdir(parents=True)
    real = wsltui.environ["PATH"].partition(os.pathsep)[0]
    script = Path(blind, "docker")
    script.write_text(f'#!/bin/sh\n[ "$1" = ps ] && exit 1\nexec {real}/docker "$@"\n')
    script.chmod(0o755)
    wsltui.environ["PATH"] = f"{blind}{os.pathsep}{wsltui.environ['PATH']}"
    done = wsltui("do", "volume.remove", "data", "--yes", "--json")
    (failed,) = json.loads(done.stdout)["failed"]
    assert done.returncode == 1
    assert "volume is in use" in failed["reason"]
    assert "stopped ones too" in failed["remedy"]


# --- networks ------------------------------------------------------------------------------------


def expected_network(found: dict[str, Any], containers: list[dict[str, Any]]) -> dict[str, Any]:
    labels, ranges = found["Labels"] or {}, found["IPAM"]["Config"] or []
    users = [
        one["Name"].removeprefix("/")
        for one in containers
        if found["Name"] in one["NetworkSettings"]["Networks"]
    ]
    return {
        "id": found["Id"],
        "name": found["Name"],
        "driver": found["Driver"],
        "scope": found["Scope"],
        "internal": found["Internal"],
        "subnets": [one["Subnet"] for one in ranges if one.get("Subnet")],
        "containers": sorted(users),
        "project": labels.get("com.docker.compose.project"),
        "labels": labels,
        "created": whole(found["Created"]),
        "gateways": [one["Gateway"] for one in ranges if one.get("Gateway")],
        "ipv6": found["EnableIPv6"],
        "attachable": found["Attachable"],
        "ingress": found["Ingress"],
        "options": found["Options"] or {},
    }


def check_networks(engine: PrivateEngine, wsltui: Wsltui) -> dict[str, dict[str, Any]]:
    rows = wsltui.json("ls", "networks")
    shown = [row | {"created": whole(row["created"])} for row in rows]
    containers = inspected(engine)
    listed = [engine.get(f"/networks/{one['Id']}") for one in engine.get("/networks")]
    told = [expected_network(one, containers) for one in listed]
    assert sorted(shown, key=lambda row: row["id"]) == sorted(told, key=lambda row: row["id"])
    return {row["name"]: row for row in rows}


def test_networks_of_a_busy_engine(sample_engine: PrivateEngine, samples: Wsltui) -> None:
    rows = check_networks(sample_engine, samples)
    assert rows["backend"]["containers"] == ["batch"]
    assert "shop-db-1" in rows["shop_default"]["containers"]
    assert {"odd-labels", "migrate", "not-yet-started"} <= set(rows["bridge"]["containers"])


def test_odd_networks(clean_engine: PrivateEngine, wsltui: Wsltui) -> None:
    labels = {"list": "a=1,b=2|c", "lines": "one\ntwo", "com.docker.compose.project": "shop"}
    six = {"Config": [{"Subnet": "fd00:beef::/64"}]}
    for body in (
        {"Name": "labelled", "Labels": labels, "Internal": True},
        {"Name": "-dash", "Labels": None},
        {"Name": "odd name [red]"},
        {"Name": "six", "EnableIPv6": True, "IPAM": six},
        {"Name": "twice", "CheckDuplicate": False},
        {"Name": "twice", "CheckDuplicate": False},
    ):
        clean_engine.api("POST", "/networks/create", {"Driver": "bridge", **body})
    check_networks(clean_engine, wsltui)
    twins = [r["id"] for r in wsltui.json("ls", "networks") if r["name"] == "twice"]
    assert len(twins) == 2
    assert wsltui("do", "network.remove", "twice", "--yes").returncode == 2
    names = ("-dash", "odd name [red]", "six")
    ids = [r["id"] for r in wsltui.json("ls", "networks") if r["name"] in names]
    report = wsltui.json("do", "network.remove", twins[0], *ids, "--yes")
    assert len(report["done"]) == 4
    left = {network["Id"] for network in clean_engine.get("/networks")}
    assert left & {*twins, *ids} == {twins[1]}


def test_removing_networks(clean_engine: PrivateEngine, wsltui: Wsltui) -> None:
    for name in ("front", "back", "free"):
        clean_engine.docker("network", "create", name)
    clean_engine.docker("run", "-d", "--name", "web", "--network", "front", BUSYBOX, *IDLE)
    clean_engine.docker("create", "--name", "job", "--network", "back", BUSYBOX, *IDLE)
    remove = ("do", "network.remove")
    assert wsltui(*remove, "free").returncode == 4
    assert "front is used by web" in skipped(wsltui.json(*remove, "front", "--yes"))
    assert "back is used by job" in skipped(wsltui.json(*remove, "back", "--yes"))
    clean_engine.docker("rm", "-f", "web", "job")
    report = wsltui.json(*remove, "front", "back", "--yes")
    assert report["done"] == ["front", "back"]
    assert report["commands"] == ["docker network rm front", "docker network rm back"]


def test_the_built_in_networks_are_protected(clean_engine: PrivateEngine, tmp_path: Path) -> None:
    wsltui = through(clean_engine, docker_clis()[0], tmp_path)
    ids = {n["Name"]: n["Id"] for n in clean_engine.get("/networks")}
    for word in ("host", "none", ids["bridge"]):
        done = wsltui("do", "network.remove", word, "--yes")
        assert done.returncode == 4, word
        assert "is built into the engine" in done.stderr
    assert {n["Id"] for n in clean_engine.get("/networks")} == set(ids.values())


@pytest.fixture(scope="module")
def manager(may_start_engines: None) -> Iterator[PrivateEngine]:
    """The manager of a swarm of its own, with two overlay networks."""
    with PrivateEngine() as engine:
        build_busybox(engine)
        here = ("--advertise-addr", "127.0.0.1", "--listen-addr", "127.0.0.1:2377")
        engine.docker("swarm", "init", *here)
        engine.docker("network", "create", "--driver", "overlay", "--attachable", "wide")
        engine.docker("network", "create", "--driver", "overlay", "spare")
        engine.docker("run", "-d", "--name", "web", "--network", "wide", BUSYBOX, *IDLE)
        yield engine


def test_networks_of_a_swarm(manager: PrivateEngine, docker_cli: str, tmp_path: Path) -> None:
    wsltui = through(manager, docker_cli, tmp_path)
    rows = {row["name"]: row for row in wsltui.json("ls", "networks")}
    assert (rows["wide"]["scope"], rows["wide"]["driver"]) == ("swarm", "overlay")
    assert (rows["wide"]["containers"], rows["wide"]["attachable"]) == (["web"], True)
    assert rows["ingress"]["ingress"]
    for name, words in (
        ("ingress", "published ports of the swarm"),
        ("docker_gwbridge", "leads from the swarm's networks"),
        ("wide", "wide is used by web"),
    ):
        assert words in skipped(wsltui.json("do", "network.remove", name, "--yes"))
    manager.docker("network", "create", "--driver", "overlay", "spare", check=False)
    assert wsltui.json("do", "network.remove", "spare", "--yes")["done"] == ["spare"]


# --- build cache ---------------------------------------------------------------------------------


@pytest.fixture
def built(clean_engine: PrivateEngine) -> PrivateEngine:
    """An engine with a chain of cache entries, half of which an image holds too."""
    buildkit.build(clean_engine, CHAIN, {"a": "a" * 50_000}, "cached:1")
    buildkit.build(clean_engine, f"{CHAIN}RUN echo four > /four\n", {"a": "a" * 50_000})
    return clean_engine


def entries(engine: PrivateEngine) -> dict[str, dict[str, Any]]:
    return {entry["ID"]: entry for entry in engine.get("/system/df")["BuildCache"] or []}


def expected_entry(found: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": found["ID"],
        "type": found["Type"],
        "description": found["Description"],
        "size_bytes": found["Size"],
        "created": whole(found["CreatedAt"]),
        "in_use": found["InUse"],
        "shared": found["Shared"],
        "parents": [found["Parent"]] if found["Parent"] else [],
    }


@needs_buildkit
def test_the_build_cache_is_as_the_api_tells_it(built: PrivateEngine, wsltui: Wsltui) -> None:
    rows = wsltui.json("ls", "build-cache")
    last_used = {row["id"]: row.pop("last_used") for row in rows}
    times = {row["id"]: row.pop("usage_count") for row in rows}
    told = entries(built)
    assert {row["id"]: row | {"created": whole(row["created"])} for row in rows} == {
        ident: expected_entry(found) for ident, found in told.items()
    }
    assert [row["id"] for row in rows] == sorted(last_used, key=last_used.__getitem__)[::-1]
    for row in rows:  # measuring a mounted cache is a use of it
        mounted = row["type"] == "exec.cachemount"
        assert mounted or times[row["id"]] == told[row["id"]]["UsageCount"]
    assert {row["shared"] for row in rows} == {True, False}
    assert {row["type"] for row in rows} == {"regular", "source.local", "exec.cachemount"}
    assert any(row["size_bytes"] == 50_000 for row in rows)
    assert any('echo "<one> & two"' in row["description"] for row in rows)


@needs_buildkit
def test_where_the_api_is_left_off_the_command_tells_it_rounded(
    built: PrivateEngine, docker_cli: str
) -> None:
    async def execute(command: Command) -> Result:
        if command.api is not None:
            return Result(command, Outcome.NOT_STARTED)
        said = built.docker(*command.argv[1:], cli=docker_cli).stdout
        return Result(command, Outcome.OK, 0, said.encode())

    rounded = {row.id: row for row in asyncio.run(ask(BUILD_CACHE.listing(), execute))}
    exact = {row.id: row for row in listed(built)}
    assert exact.keys() == rounded.keys()
    for ident, row in exact.items():
        other = rounded[ident]
        assert (row.type, row.description, row.parents) == (
            other.type, other.description, other.parents,
        )  # fmt: skip
        assert (row.in_use, row.shared, row.created) == (other.in_use, other.shared, other.created)
        assert abs(row.size_bytes - other.size_bytes) <= row.size_bytes * 0.01
        assert row.children == other.children


@needs_buildkit
def test_a_leaf_goes_and_its_parent_only_after_it(built: PrivateEngine, wsltui: Wsltui) -> None:
    told = entries(built)
    (leaf,) = (e["ID"] for e in told.values() if "echo four" in e["Description"])
    parent = told[leaf]["Parent"]
    remove = ("do", "build-cache.remove")
    assert wsltui(*remove, leaf).returncode == 4
    reason = skipped(wsltui.json(*remove, parent, "--yes"))
    assert f"is what {leaf[:12]}" in reason
    assert entries(built).keys() == told.keys()
    report = wsltui.json(*remove, leaf[:12], "--yes")
    assert report["done"] == [leaf]
    prune = f"docker builder prune --force --all --filter id={leaf}"
    assert report["commands"] == [prune]
    assert entries(built).keys() == told.keys() - {leaf}
    assert wsltui.json(*remove, parent, "--yes")["done"] == [parent]
    assert entries(built).keys() == told.keys() - {leaf, parent}


@needs_buildkit
def test_what_docker_skips_without_a_word_is_found_out(
    built: PrivateEngine, docker_cli: str
) -> None:
    told = entries(built)
    parent = next(e["Parent"] for e in told.values() if e["Parent"])
    (remove, *_) = BUILD_CACHE.actions
    row = next(r for r in listed(built) if r.id == parent)
    command = remove.plan(row, frozenset())
    done = built.docker(*command.argv[1:], cli=docker_cli)
    assert (done.returncode, done.stdout) == (0, "Total reclaimed space: 0B\n")
    reasons = not_done(BUILD_CACHE, remove, [Item(parent, parent, command)], listed(built))
    assert "remove that first: docker skipped it" in reasons[parent]


def listed(engine: PrivateEngine) -> tuple[Any, ...]:
    """As the kind reads it from the API's own answer."""

    async def execute(command: Command) -> Result:
        assert command.api == API.api
        said = engine.api("GET", command.api.path).encode() if command.api else b""
        return Result(command, Outcome.OK, 200, said)

    return asyncio.run(ask(BUILD_CACHE.listing(), execute))


def test_an_empty_build_cache(clean_engine: PrivateEngine, wsltui: Wsltui) -> None:
    assert wsltui.json("ls", "build-cache") == []
    assert "docker build" in wsltui("ls", "build-cache").stderr

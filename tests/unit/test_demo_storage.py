"""The demo world's volumes, networks and build cache: lists, and what may be removed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.demo_worlds import said, session, still_world, transport
from tui.cli.headless import read_rows
from tui.core.command import Api, Command, Outcome
from tui.kinds import KINDS
from tui.kinds.build_record import API, DF
from tui.run.demo.made_builds import cache_id
from tui.run.demo.made_places import anonymous
from tui.run.demo.world import World

DAEMON = "Error response from daemon: "


async def ran(world: World, *argv: str) -> tuple[int | None, str, str]:
    result = await said(world, "docker", *argv)
    return result.code, result.text, result.error_text


def heard(world: World) -> tuple[str, str]:
    event = world.events.since(0)[-1]
    return event["Type"], event["Action"]


async def test_volumes_are_listed_by_name() -> None:
    world, _ = still_world()
    _, shown, _ = await ran(world, "volume", "ls", "--format", "{{.Name}} {{.Driver}} {{.Size}}")
    assert "blog_mysql local N/A" in shown.splitlines()
    names = [line.split()[0] for line in shown.splitlines()]
    assert names == sorted(world.volumes)


async def test_inspect_of_a_volume() -> None:
    world, _ = still_world()
    code, shown, complaint = await ran(world, "volume", "inspect", "blog_mysql", "nosuch")
    (found,) = json.loads(shown)
    assert found["Labels"]["com.docker.compose.project"] == "blog"
    assert (code, complaint) == (1, f"{DAEMON}get nosuch: no such volume\n")


@pytest.mark.parametrize("force", [(), ("-f",)])
async def test_a_volume_in_use_stays_forced_or_not(force: tuple[str, ...]) -> None:
    world, _ = still_world()
    code, _shown, complaint = await ran(world, "volume", "rm", *force, "shop_db-data")
    user = world.container("shop-db-1").id
    words = f"remove shop_db-data: volume is in use - [{user}]"
    assert (code, complaint) == (1, f"{DAEMON}{words}\n")


async def test_a_volume_that_nobody_uses_goes() -> None:
    world, _ = still_world()
    assert await ran(world, "volume", "rm", "backup-2024") == (0, "backup-2024\n", "")
    assert "backup-2024" not in world.volumes
    assert heard(world) == ("volume", "destroy")
    assert await ran(world, "volume", "rm", "-f", "backup-2024") == (0, "backup-2024\n", "")


async def test_inspect_of_a_network() -> None:
    world, _ = still_world()
    template = "{{json .Name}} {{json .IPAM.Config}}"
    ident = world.networks["playground"].id
    _, shown, complaint = await ran(
        world, "network", "inspect", "--format", template, ident, ident[:12], "none", "x"
    )
    playground = '"playground" [{"Subnet":"172.21.0.0/16","Gateway":"172.21.0.1"}]'
    assert shown.splitlines() == [playground, playground, '"none" null']
    assert complaint == f"{DAEMON}network x not found\n"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bridge", "bridge is a pre-defined network and cannot be removed"),
        ("playground", "error while removing network: network playground id "),
        ("nosuch", "network nosuch not found"),
    ],
)
async def test_networks_that_stay(name: str, words: str) -> None:
    world, _ = still_world()
    code, _shown, complaint = await ran(world, "network", "rm", name)
    assert code == 1
    assert complaint.startswith(f"{DAEMON}{words}")


async def test_a_network_that_nobody_uses_goes() -> None:
    world, _ = still_world()
    assert await ran(world, "network", "rm", "left-over") == (0, "left-over\n", "")
    assert "left-over" not in world.networks
    assert heard(world) == ("network", "destroy")


async def prune(world: World, word: str) -> str:
    ident = cache_id(world, word)
    _, shown, _ = await ran(
        world, "builder", "prune", "--force", "--all", "--filter", f"id={ident}"
    )
    return shown


async def test_a_leaf_of_the_build_cache_goes() -> None:
    world, _ = still_world()
    shown = await prune(world, "git")
    ident = cache_id(world, "git")
    assert shown == f"Deleted build cache objects:\n{ident}\n\nTotal reclaimed space: 31MB\n"
    assert ident not in world.cache


@pytest.mark.parametrize("word", ["pip", "rendering"])
async def test_what_others_need_or_a_build_uses_is_skipped(word: str) -> None:
    world, _ = still_world()
    assert await prune(world, word) == "Total reclaimed space: 0B\n"
    assert cache_id(world, word) in world.cache


async def test_the_api_and_the_command_tell_the_same_entries() -> None:
    world, _ = still_world()
    demo = transport(world)
    answered, printed = await demo.run(API), await demo.run(DF)
    assert (answered.outcome, answered.code) == (Outcome.OK, 200)
    exact = json.loads(answered.text)["BuildCacheUsage"]["Items"]
    rounded = json.loads(printed.text)
    assert [e["ID"] for e in exact] == [e["ID"] for e in rounded] == list(world.cache)
    assert [e["InUse"] for e in exact] == [e["InUse"] == "true" for e in rounded]


async def test_a_call_that_is_not_known_is_not_found() -> None:
    for path in ("/nosuch", "/system/df?type=image"):
        result = await transport(still_world()[0]).run(Command("docker", api=Api("GET", path)))
        assert (result.outcome, result.code) == (Outcome.FAILED, 404)
        assert "the demo world has no answer to" in result.error_text


@pytest.mark.parametrize(
    "argv",
    [("builder", "prune", "--force"), ("system", "df")],
)
async def test_what_is_not_known_is_said(argv: tuple[str, ...]) -> None:
    _code, _shown, complaint = await ran(still_world()[0], *argv)
    assert "the demo world has no answer to" in complaint


async def by_name(world: World, kind_id: str) -> dict[str, Any]:
    kind = KINDS[kind_id]
    return {kind.name(row): row for row in await read_rows(session(world), kind)}


async def test_volumes_as_wsltui_sees_them() -> None:
    world, _ = still_world()
    rows = await by_name(world, "volumes")
    assert rows["shop_db-data"].containers == ("shop-db-1",)
    assert "postgres:17 of shop-db-1" in rows["shop_db-data"].database
    assert rows["backup-2024"].containers == ()
    forgotten = rows[anonymous(world, "forgotten")]
    assert (forgotten.anonymous, forgotten.containers) == (True, ())


async def test_networks_as_wsltui_sees_them() -> None:
    rows = await by_name(still_world()[0], "networks")
    assert rows["left-over"].containers == ()
    assert rows["playground"].containers == ("adminer",)
    assert {"shop-migrate", "api-old"} < set(rows["shop_default"].containers)
    assert (rows["none"].driver, rows["none"].subnets) == ("null", ())


async def test_the_build_cache_as_wsltui_sees_it() -> None:
    world, _ = still_world()
    rows = await by_name(world, "build-cache")
    pip = rows[cache_id(world, "pip")]
    assert set(pip.children) == {cache_id(world, "copy"), cache_id(world, "copy-old")}
    assert pip.parents == (cache_id(world, "apt"),)
    assert [row.in_use for row in rows.values()].count(True) == 1
    assert {row.shared for row in rows.values()} == {True, False}

"""The demo world's Engine API: what everything costs, and making things again."""

from __future__ import annotations

import json
from typing import Any

from tests.unit.demo_worlds import said, still_world, transport
from tui.core.command import Api, Command
from tui.run.demo.world import World


async def called(
    world: World, method: str, path: str, body: dict[str, Any] | None = None
) -> tuple[int | None, Any]:
    result = await transport(world).run(Command("docker", api=Api(method, path, body)))
    return result.code, json.loads(result.text) if result.ok else result.error_text


async def inspected(world: World, name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(
        (await said(world, "docker", "container", "inspect", name)).text
    )
    return found[0]


async def test_everything_has_a_size() -> None:
    world, _ = still_world()
    _, told = await called(world, "GET", "/system/df")
    assert {c["Id"] for c in told["Containers"]} == set(world.containers)
    assert all(0 <= i["SharedSize"] <= i["Size"] for i in told["Images"])
    assert 0 < told["LayersSize"] <= sum(i["Size"] for i in told["Images"])
    assert {v["Name"] for v in told["Volumes"]} == set(world.volumes)
    assert {e["ID"] for e in told["BuildCache"]} == set(world.cache)


async def test_a_container_is_created_as_it_was() -> None:
    world, _ = still_world()
    before = await inspected(world, "etl-import")
    body = {**before["Config"], "HostConfig": before["HostConfig"]}
    code, taken = await called(world, "POST", "/containers/create?name=etl-import", body)
    assert code != 200
    assert "already in use" in taken
    await said(world, "docker", "rm", "etl-import")
    code, made = await called(world, "POST", "/containers/create?name=etl-import", body)
    after = await inspected(world, "etl-import")
    assert (code, made["Id"]) == (200, after["Id"])
    assert after["State"]["Status"] == "created"
    for part in ("Mounts", "Path", "Args", "Image", "HostConfig"):
        assert after[part] == before[part], part


async def test_networks_and_volumes_are_made_by_name() -> None:
    world, _ = still_world()
    ipam = {"Config": [{"Subnet": "172.30.0.0/16"}]}
    code, _ = await called(world, "POST", "/networks/create", {"Name": "new", "IPAM": ipam})
    assert code == 200
    assert world.networks["new"].subnet == "172.30.0.0"
    await called(world, "POST", "/volumes/create", {"Name": "new", "Labels": {"a": "b"}})
    assert world.volumes["new"].labels == {"a": "b"}


async def test_containers_are_listed_by_what_they_use() -> None:
    world, _ = still_world()
    words = ("ps", "-a", "--format", "{{.Names}}", "--filter")
    by_volume = await said(world, "docker", *words, "volume=notebooks")
    by_network = await said(world, "docker", *words, "network=playground")
    assert (by_volume.text, by_network.text) == ("notebook\n", "adminer\n")


async def test_what_was_pulled_can_be_pulled_again_and_named() -> None:
    world, _ = still_world()
    image, _ = world.image("hello-world:latest")
    digest = image.digests[0]
    await said(world, "docker", "image", "rm", "hello-world:latest")
    assert image.id not in world.images
    assert (await said(world, "docker", "pull", digest)).ok
    assert (await said(world, "docker", "tag", digest, "hello-world:latest")).ok
    assert world.image("hello-world:latest")[0].id == image.id
    lost = await said(world, "docker", "pull", f"{digest}0")
    assert "manifest unknown" in lost.error_text

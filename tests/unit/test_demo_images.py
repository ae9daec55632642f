"""The demo world's images: lists, tags, and what may be removed."""

import json

import pytest

from tests.unit.demo_worlds import said, still_world
from tui.run.demo.made_images import SHOP, image_id
from tui.run.demo.world import World

DAEMON = "Error response from daemon: "


async def ls(world: World, template: str, *flags: str) -> list[str]:
    result = await said(world, "docker", "image", "ls", *flags, "--format", template)
    assert result.ok, result.error_text
    return result.text.splitlines()


async def rm(world: World, *words: str) -> tuple[int | None, list[str], str]:
    result = await said(world, "docker", "image", "rm", *words)
    return result.code, result.text.splitlines(), result.error_text


async def test_one_row_a_tag_and_none_for_what_has_no_name() -> None:
    world, _ = still_world()
    rows = await ls(world, "{{.Repository}} {{.Tag}} {{.Size}}", "--all")
    assert "registry.local:5000/shop/api 1.2 271MB" in rows
    assert "shop-api dev 271MB" in rows
    assert "nginx <none> 192MB" in rows
    assert "<none> <none> 1.1GB" in rows
    assert "hello-world latest 10.1kB" in rows


async def test_dangling_is_what_has_no_tag_and_no_child() -> None:
    world, _ = still_world()
    words = ("--all", "--no-trunc", "--quiet", "--filter", "dangling=true")
    found = (await said(world, "docker", "image", "ls", *words)).text.split()
    layers = {image_id(world, word) for word in ("base", "base-deps")}
    bare = {i.id for i in world.images.values() if not i.tags}
    assert {ident.removeprefix("sha256:") for ident in found} == bare - layers
    assert len(found) == 4


async def test_layers_of_builds_are_shown_only_with_all() -> None:
    world, _ = still_world()
    ident = image_id(world, "base-deps")[:12]
    assert ident in await ls(world, "{{.ID}}", "--all")
    assert ident not in await ls(world, "{{.ID}}")


async def test_inspect_of_an_image() -> None:
    world, _ = still_world()
    result = await said(world, "docker", "image", "inspect", "busybox", "nosuch")
    (found,) = json.loads(result.text)
    assert found["RepoTags"] == ["busybox:1.37", "busybox:latest", "busybox:stable"]
    assert found["Size"] == 4_421_246
    words = "no such image: nosuch: No such image: nosuch:latest"
    assert (result.code, result.error_text) == (1, f"{DAEMON}{words}\n")


async def test_a_tag_goes_alone_while_another_keeps_the_image() -> None:
    world, _ = still_world()
    assert await rm(world, f"{SHOP}:1.2") == (0, [f"Untagged: {SHOP}:1.2"], "")
    assert world.images[image_id(world, "shop-api")].tags == ["shop-api:dev"]


async def test_the_last_tag_takes_the_image_with_it() -> None:
    world, _ = still_world()
    code, lines, _error = await rm(world, "node:24")
    assert code == 0
    assert lines[0] == "Untagged: node:24"
    assert lines[1].startswith("Untagged: node@sha256:")
    assert lines[2] == f"Deleted: sha256:{image_id(world, 'node')}"
    assert image_id(world, "node") not in world.images


async def test_an_image_in_use_keeps_its_last_tag_unless_forced() -> None:
    world, _ = still_world()
    user, ident = world.container("shop-db-1").id[:12], image_id(world, "postgres")
    code, _lines, error = await rm(world, "postgres:17")
    refusal = 'conflict: unable to remove repository reference "postgres:17" (must force) - '
    use = f"container {user} is using its referenced image {ident[:12]}"
    assert (code, error) == (1, f"{DAEMON}{refusal}{use}\n")
    assert await rm(world, "-f", "postgres:17") == (0, ["Untagged: postgres:17"], "")
    assert world.images[ident].tags == []


@pytest.mark.parametrize("force", [(), ("-f",)])
async def test_nothing_takes_the_image_of_a_running_container(force: tuple[str, ...]) -> None:
    world, _ = still_world()
    code, _lines, error = await rm(world, *force, image_id(world, "postgres"))
    user = world.container("shop-db-1").id[:12]
    assert code == 1
    assert f"(cannot be forced) - image is being used by running container {user}" in error


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("base-deps", "(cannot be forced) - image has dependent child images"),
        ("shop-api-old", "(must be forced) - image is being used by stopped container "),
    ],
)
async def test_by_id_what_is_needed_stays(word: str, words: str) -> None:
    world, _ = still_world()
    code, _lines, error = await rm(world, image_id(world, word))
    assert code == 1
    assert words in error


async def test_by_id_several_tags_must_be_forced() -> None:
    world, _ = still_world()
    ident = image_id(world, "busybox")
    for container in world.users(world.images[ident]):
        await said(world, "docker", "rm", "-f", container.name)
    code, _lines, error = await rm(world, ident)
    assert code == 1
    assert "(must be forced) - image is referenced in multiple repositories" in error
    code, lines, _error = await rm(world, "-f", ident)
    assert (code, len(lines)) == (0, 5)


@pytest.mark.parametrize(("flags", "kept"), [((), False), (("--no-prune",), True)])
async def test_parents_without_a_name_go_too_unless_told(
    flags: tuple[str, ...], kept: bool
) -> None:
    world, _ = still_world()
    api = world.images[image_id(world, "shop-api")]
    for container in world.users(api):
        await said(world, "docker", "rm", "-f", container.name)
    await said(world, "docker", "rm", "api-old")
    await rm(world, image_id(world, "shop-api-old"))
    assert image_id(world, "base-deps") in world.images
    code, _lines, _error = await rm(world, *flags, f"{SHOP}:1.2", "shop-api:dev")
    assert code == 0
    assert (image_id(world, "base-deps") in world.images) is kept
    assert (image_id(world, "base") in world.images) is kept
    assert image_id(world, "python") in world.images


async def test_what_is_not_there_is_forgiven_only_with_force() -> None:
    world, _ = still_world()
    assert await rm(world, "nosuch:1") == (1, [], f"{DAEMON}No such image: nosuch:1\n")
    assert await rm(world, "-f", "nosuch:1") == (0, [], f"{DAEMON}No such image: nosuch:1\n")

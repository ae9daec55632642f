"""`--sizes`: what the engine knows only after it has measured itself."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.unit.cli_world import World, image
from tests.unit.demo_worlds import session, still_world
from tui.cli.completing import candidates
from tui.core.command import Command, Outcome, Result
from tui.core.kind import View
from tui.kinds.image_record import Image
from tui.kinds.images import IMAGES as IMAGE_KIND
from tui.run.recorded import Answer
from tui.session.cleaning.usage import EXACT, from_api, measure
from tui.session.opening import Options
from tui.session.session import Session

IMAGES = [image("shop/web:1.4", 1), image("shop/api:2", 2), image("node:24", 3)]
ROUNDED = {
    "Images": [
        {"ID": IMAGES[0]["ID"], "Size": "271MB", "SharedSize": "267MB", "UniqueSize": "4.254MB"},
        {"ID": IMAGES[1]["ID"], "Size": "9MB", "SharedSize": "N/A", "UniqueSize": "N/A"},
    ],
    "Volumes": [{"Name": "data", "Size": "2.5GB"}],
}
EXACTLY = {
    "Images": [
        {"Id": IMAGES[0]["ID"], "Size": 271_055_093, "SharedSize": 266_801_244},
        {"Id": IMAGES[1]["ID"], "Size": 9_000_000, "SharedSize": -1},
    ],
    "Volumes": None,
}
MEASURED = {"docker system df -v": Answer(json.dumps(ROUNDED))}


class ApiWorld(World):
    """Its engine answers `GET /system/df`."""

    def open(self, options: Options) -> Session:
        opened = super().open(options)

        async def perform(command: Command) -> Result:
            assert command.api == EXACT.api
            return Result(command, Outcome.OK, 200, json.dumps(EXACTLY).encode())

        opened.runner.api = perform
        return opened


def unique(world: World, *words: str) -> list[int | None]:
    return [i["unique_bytes"] for i in world.run("ls", "images", "--json", *words).json]


def test_nothing_is_measured_unless_asked() -> None:
    world = World(images=IMAGES, replies=MEASURED)
    assert unique(world) == [None, None, None]
    assert not [c for c in world.transport.ran if "df" in c.argv]


def test_the_engine_api_tells_exact_bytes() -> None:
    world = ApiWorld(images=IMAGES)
    by_name = {i["repository"]: i["unique_bytes"] for i in world.run(
        "ls", "images", "--sizes", "--json").json}  # fmt: skip
    assert by_name == {"shop/web": 4_253_849, "shop/api": None, "node": None}


def test_without_the_engine_api_the_command_tells_rounded_ones() -> None:
    found = unique(World(images=IMAGES, replies=MEASURED), "--sizes")
    assert sorted(found, key=str) == [4_254_000, None, None]


def test_an_engine_that_tells_images_in_another_way_is_asked_through_the_command() -> None:
    opened = ApiWorld(replies=MEASURED).open(Options())

    async def newer(command: Command) -> Result:
        return Result(command, Outcome.OK, 200, b'{"ImageUsage": {"TotalCount": 2}}')

    opened.runner.api = newer
    assert asyncio.run(measure(opened)).unique == {IMAGES[0]["ID"][7:]: 4_254_000}


def test_an_engine_that_cannot_measure_is_a_failure_and_no_null() -> None:
    replies = {"docker system df -v": Answer("", 1, "Error response from daemon: too busy")}
    ran = World(images=IMAGES, replies=replies).run("ls", "images", "--sizes")
    assert (ran.code, ran.out) == (1, "")
    assert "too busy" in ran.err


def test_a_table_with_sizes_has_a_column_for_them() -> None:
    ran = World(images=IMAGES, replies=MEASURED).run("ls", "images", "--sizes")
    head, *lines = ran.out.splitlines()
    assert head.endswith("UNIQUE")
    assert any(line.endswith("4.25 MB") for line in lines)
    assert "UNIQUE" not in World(images=IMAGES).run("ls", "images").out


def test_show_says_it_of_one_image() -> None:
    world = World(images=IMAGES, replies=MEASURED)
    assert (
        "4.25 MB, shared with no other" in world.run("show", "image", "shop/web:1.4", "--sizes").out
    )
    assert "unique" not in world.run("show", "image", "shop/web:1.4").out


def test_volumes_are_measured_too_and_can_be_filtered_by_it() -> None:
    listed = json.dumps({"Name": "data", "Driver": "local"})
    replies = {
        "docker volume ls": Answer(listed),
        "docker volume inspect": Answer(listed),
        **MEASURED,
    }
    world = World(replies=replies)
    assert world.run("ls", "volumes", "--json").json[0]["size_bytes"] is None
    words = ("ls", "volumes", "--json", "--sizes", "--filter")
    assert [v["size_bytes"] for v in world.run(*words, "larger:2GB").json] == [2_500_000_000]
    assert world.run(*words, "larger:3GB").json == []


@pytest.mark.parametrize("words", [("ls", "containers"), ("show", "distro", "Debian")])
def test_kinds_that_are_not_measured_are_a_usage_error(words: tuple[str, ...]) -> None:
    world = World()
    ran = world.run(*words, "--sizes")
    assert ran.code == 2
    assert "images and volumes" in ran.err
    assert not world.transport.ran


async def test_the_demo_world_measures_itself() -> None:
    found = (await measure(session(still_world()[0]))).own("images")
    assert found
    assert all(size >= 0 for size in found.values())


def test_it_is_completed() -> None:
    assert "--sizes" in dict(candidates(["ls", "images"], "--s"))


def test_bytes_that_the_engine_does_not_know_are_left_out() -> None:
    told = {"Images": [{"Id": "a", "Size": -1, "SharedSize": 0}, {"Id": "b", "Size": 5}, None]}
    assert from_api(told).unique == {}


def test_what_an_image_shares_is_said_in_bytes() -> None:
    view = View(datetime(2026, 1, 2, tzinfo=UTC))
    own = replace(Image("i" * 64, "web", "1"), size_bytes=5_000_000, unique_bytes=2_000_000)
    told = {field.label: field.value.text for field in IMAGE_KIND.summary(own, view)}
    assert told["shared"] == "3 MB, which other images have too"
    alone = replace(own, unique_bytes=5_000_000)
    assert "shared" not in {field.label for field in IMAGE_KIND.summary(alone, view)}

"""The images that are there at the start."""

from __future__ import annotations

from tui.run.demo.records import DemoImage
from tui.run.demo.world import World

SHOP = "registry.local:5000/shop/api"
"""A registry with a port, so that the colon before the tag is not the first one."""
MB = 1_000_000

_PULLED = (
    ("nginx", "nginx:1.29 nginx:latest", 192_004_121, 16.0),
    ("postgres", "postgres:17", 438_211_770, 40.0),
    ("old-postgres", "postgres:13", 371_904_212, 420.0),
    ("redis", "redis:8-alpine", 71_402_655, 22.0),
    ("ghost", "ghost:6", 591_330_018, 25.0),
    ("mysql", "mysql:8.4", 779_415_200, 58.0),
    ("registry", "registry:3", 57_822_340, 91.0),
    ("adminer", "adminer:5", 118_306_407, 74.0),
    ("alpine", "alpine:3.22", 8_309_112, 31.0),
    ("busybox", "busybox:1.37 busybox:latest busybox:stable", 4_421_246, 130.0),
    ("python", "python:3.13-slim", 121_730_005, 13.0),
    ("node", "node:24", 1_128_440_119, 9.0),
    ("notebook", "quay.io/jupyter/scipy-notebook:latest", 4_213_887_450, 12.5),
    ("hello", "hello-world:latest", 10_072, 480.0),
)
"""What it is called here, tags, bytes, age in days. Nothing was made from node and hello."""
_BUILT = (
    ("base", "", "python", 148 * MB + 22_713, 5.2),
    ("base-deps", "", "base", 266 * MB + 801_244, 5.1),
    ("shop-api", f"{SHOP}:1.2 shop-api:dev", "base-deps", 271 * MB + 55_093, 0.3),
    ("shop-api-old", "", "base-deps", 270 * MB + 914_600, 20.2),
    ("shop-api-older", "", "", 268 * MB + 12_470, 47.0),
    ("mailer", "blog-mailer:dev", "", 96 * MB + 140_338, 2.5),
    ("failed-build", "", "", 1_104 * MB + 77_316, 6.0),
)
"""What it is called here, tags, what it was built on, bytes, age in days."""


def fill(world: World) -> None:
    """Put them into the world."""
    for word, tags, size, days in _PULLED:
        names = tags.split()
        repository = names[0].rpartition(":")[0]
        digest = f"{repository}@sha256:{world.ident('digest', word)}"
        _put(world, word, DemoImage("", world.ago(days=days), size, names, [digest]))
    for word, tags, parent, size, days in _BUILT:
        on = image_id(world, parent) if parent else ""
        _put(world, word, DemoImage("", world.ago(days=days), size, tags.split(), [], on))
    moved = f"nginx@sha256:{world.ident('digest', 'nginx-moved')}"
    _put(world, "nginx-moved", DemoImage("", world.ago(days=51), 191_670_156, [], [moved]))


def _put(world: World, word: str, image: DemoImage) -> None:
    image.id = image_id(world, word)
    world.images[image.id] = image


def image_id(world: World, word: str) -> str:
    """The id of the image that is called so here."""
    return world.ident("image", word)
